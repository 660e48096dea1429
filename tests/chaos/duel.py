"""Several people (or a person and a timer) act at the same moment; one is first, the others are told who was."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from shared.service_client import Outage, Refused

FIRST, STRANGER = 409, 404
LATECOMERS = ("step_already_taken", "member_already_away")


@dataclass(frozen=True)
class Contender:
    """`name` is what the loser must be told; `verb` is the act that stands in the history. `elsewhere`: as whom the
    other side knows him once his letter has come; `stopped_by`: the refusal that says what has to be done first."""

    name: str
    verb: str
    act: Callable[[], object]
    elsewhere: str = ""
    stopped_by: str = ""


@dataclass(frozen=True)
class Outcome:
    contender: Contender
    refused: Refused | None = None
    broken: str = ""

    @property
    def won(self) -> bool:
        return self.refused is None and not self.broken

    def __str__(self) -> str:
        said = str(self.refused) if self.refused else self.broken or "went through"
        return f"{self.contender.verb} by {self.contender.name}: {said}"


class Field:
    """Threads that are kept, so that the contenders start at the same moment."""

    def __init__(self, width: int = 4) -> None:
        self._pool = ThreadPoolExecutor(width)

    def fight(self, contenders: Sequence[Contender]) -> list[Outcome]:
        start = Barrier(len(contenders))

        def run(contender: Contender) -> Outcome:
            start.wait()
            try:
                contender.act()
            except Refused as refused:
                return Outcome(contender, refused)
            except Outage as outage:  # a deadlock, a lock time-out, a 500: what we look for
                return Outcome(contender, broken=f"5xx: {outage}")
            return Outcome(contender)

        return list(self._pool.map(run, contenders))


def one_is_first(outcomes: Sequence[Outcome]) -> str | None:
    """What is wrong with a duel that only one may win, if anything."""
    winners = [one for one in outcomes if one.won]
    told = "; ".join(str(one) for one in outcomes)
    if any(one.broken for one in outcomes) or len(winners) != 1:
        return f"{len(winners)} winners: {told}"
    wrong = [one for one in outcomes if not one.won and not names(one, winners[0].contender)]
    return f"loser is not told who was first: {told}" if wrong else None


def names(loser: Outcome, winner: Contender) -> bool:
    if loser.refused is None:
        return False
    problem = loser.refused.problem
    named = problem.details.get("by") == winner.name and winner.name in problem.detail
    return problem.status == FIRST and problem.code in LATECOMERS and named and "at" in problem.details


def nothing_breaks(outcomes: Sequence[Outcome]) -> str | None:
    """For acts that may both go through, one after the other: whoever is refused is told so in order."""
    told = "; ".join(str(one) for one in outcomes)
    orderly = all(
        one.won or (one.refused is not None and one.refused.problem.status in (FIRST, 404)) for one in outcomes
    )
    return None if orderly and any(one.won for one in outcomes) else f"not in order: {told}"


def in_a_lawful_order(outcomes: Sequence[Outcome]) -> str | None:
    """One or several go through; whoever is refused is told which of them was first."""
    winners = [one.contender for one in outcomes if one.won]
    known = {name for one in winners for name in (one.name, one.elsewhere) if name}
    wrong = [one for one in outcomes if one.broken or not (one.won or _is_told(one, known))]
    told = "; ".join(str(one) for one in outcomes)
    return f"not in order: {told}" if wrong or not winners else None


def _is_told(one: Outcome, known: Collection[str]) -> bool:
    if one.refused is None:
        return False
    problem = one.refused.problem
    if problem.code == one.contender.stopped_by:
        return True
    return problem.status == FIRST and problem.details.get("by") in known and "at" in problem.details


def all_go_through(outcomes: Sequence[Outcome]) -> str | None:
    """Each acts on what is its own."""
    told = "; ".join(str(one) for one in outcomes)
    return None if all(one.won for one in outcomes) else f"somebody stood in the way: {told}"


Judge = Callable[[Sequence[Outcome]], str | None]


@dataclass(frozen=True)
class Duel:
    """`contenders` prepares the ground (opens the timer's task) and says who starts."""

    name: str
    contenders: Callable[[], list[Contender]]
    judge: Judge = one_is_first
