"""What both sides do in one of the processes, chapter by chapter; whatever they write crosses between two chapters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from deploy.embedded.walking import invented_person
from services.outflow.contract import Person
from shared.letters.contract import Body, Letter, Side
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay
from tests.chaos.ground import Ground, Post
from tests.chaos.run import Run


@dataclass
class Telling:
    """One telling of a tale. `kept` is what a later chapter refers to; `by_hand` are letters that nobody here writes
    of himself: another operator's."""

    ground: Ground
    case: CaseInPlay
    subject: UUID
    kept: dict[str, Any] = field(default_factory=dict)
    by_hand: list[Letter] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """What must differ between two tellings."""
        person = self.case.person
        return self.kept.get("name", ""), person.name, person.id_number, person.phone or ""

    def writes(self, side: Side, number: int, body: Body) -> None:
        home = (p.HOME_BRANCH, p.HOME_REGION) if side is Side.HOME else (p.HOME_DEPARTMENT, p.HOME_REGION)
        host = (p.HOST_COMMITTEE, p.HOST_REGION)
        (sender, sender_region), (recipient, recipient_region) = (home, host) if side is Side.HOME else (host, home)
        self.by_hand.append(
            Letter(
                letter_id=uuid4(), case_id=self.subject, attempt=1, number=number, side=side, sender=sender,
                sender_region=sender_region, recipient=recipient, recipient_region=recipient_region,
                as_of=self.ground.clock.now(), body=body,
            )
        )  # fmt: skip


Act = Callable[[Telling], object]
Begin = Callable[[Telling, Post], object]


@dataclass(frozen=True)
class Chapter:
    day: date
    acts: tuple[Act, ...]


def is_managed(telling: Telling, post: Post) -> None:
    telling.case.is_managed(post)
    telling.subject = telling.case.case_id


def nothing_before(_: Telling, __: Post) -> None:
    """The tale begins with its own first act."""


@dataclass(frozen=True)
class Tale:
    name: str
    chapters: tuple[Chapter, ...]
    begin: Begin = is_managed
    who: Callable[[Person], Person] = lambda person: person

    def begun(self, run: Run, ground: Ground, post: Post, number: int) -> Telling:
        ground.on(TODAY)
        case = CaseInPlay(ground, self.who(invented_person(run.chance(f"{self.name}/{number}"))))
        telling = Telling(ground, case, case.case_id)
        self.begin(telling, post)
        return telling


def told(*acts: Act, day: date = TODAY) -> Chapter:
    return Chapter(day, acts)


def keeps(name: str, act: Act) -> Act:
    """What the act answers is referred to later by this name."""

    def kept(telling: Telling) -> None:
        telling.kept[name] = act(telling)

    return kept
