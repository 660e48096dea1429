"""What was done in one matter: a member's case, a survey, an agreement. Facts only; duties follow from them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.manners import Manner, Somebody
from deploy.embedded.rehearsal.terms import Days


@dataclass(frozen=True)
class Done:
    """`about` tells repeats apart: a quarter, a feedback, an entry."""

    verb: str
    days: Days
    about: str = ""


Duties = Callable[["Account", Look], Iterator[Owed]]
"""What one process asks of a member's people."""


@dataclass
class Facts:
    """Acts in the order in which they were answered."""

    acts: list[Done] = field(default_factory=list)

    def put(self, verb: str, days: Days, about: str = "") -> None:
        self.acts.append(Done(verb, days, about))

    def when(self, verb: str, about: str = "") -> Days | None:
        """The first one."""
        return next((one.days for one in self.acts if (one.verb, one.about) == (verb, about)), None)

    def each(self, verb: str) -> Iterator[Done]:
        return (one for one in self.acts if one.verb == verb)

    def stated(self, verb: str) -> date | None:
        """The day that the act itself named."""
        found = self.when(verb)
        return found.first if found else None


@dataclass
class Account:
    """What one member's people did."""

    somebody: Somebody
    case_id: UUID | None = None
    certificate_id: UUID | None = None
    certificate_number: str = ""
    facts: Facts = field(default_factory=Facts)
    feedback: dict[str, UUID] = field(default_factory=dict)
    entries: dict[str, UUID] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"{self.somebody.number} 号党员"

    @property
    def manner(self) -> Manner:
        return self.somebody.manner

    @property
    def gone_home(self) -> Days | None:
        return self.facts.when("announce_return")

    @property
    def lost(self) -> Days | None:
        return self.facts.when("confirm_lost")

    @property
    def over(self) -> Days | None:
        """The return has been inspected: nothing of the case is asked any more."""
        return self.facts.when("inspect_return")

    @property
    def no_longer_away(self) -> Days | None:
        """Nobody is asked for contact or feedback from here on."""
        return self.gone_home or self.lost
