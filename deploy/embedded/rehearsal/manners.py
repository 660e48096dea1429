"""Who the invented people are: most dutiful, some forgetful, some refused at first, some never heard of again, some
home before the year is over."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from deploy.embedded.rehearsal.terms import DAY, months_after
from deploy.embedded.walking import Route, invented_person, routes
from services.outflow.contract import Person, Standing
from shared.organisations import Organisation

PROBATION_MONTHS = 12


class Manner(StrEnum):
    """How the people around one member behave; the shares are those of `SHARES`."""

    DUTIFUL = "DUTIFUL"
    SLOW_HOME = "SLOW_HOME"
    SLOW_HOST = "SLOW_HOST"
    FORGETS_CONTACTS = "FORGETS_CONTACTS"
    FORGETS_FEEDBACK = "FORGETS_FEEDBACK"
    REPORTS_LATE = "REPORTS_LATE"
    REFUSED_AT_FIRST = "REFUSED_AT_FIRST"
    NEVER_REPORTS = "NEVER_REPORTS"
    RETURNS = "RETURNS"
    CONVERTS = "CONVERTS"
    OPINION_LATE = "OPINION_LATE"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def probationary(self) -> bool:
        return self in (Manner.CONVERTS, Manner.OPINION_LATE)


LABELS = {
    Manner.DUTIFUL: "按时办理",
    Manner.SLOW_HOME: "流出地办证拖延",
    Manner.SLOW_HOST: "流入地接收拖延",
    Manner.FORGETS_CONTACTS: "流出地支部漏联系",
    Manner.FORGETS_FEEDBACK: "流入地支部漏反馈",
    Manner.REPORTS_LATE: "党员报到晚",
    Manner.REFUSED_AT_FIRST: "先被拒收",
    Manner.NEVER_REPORTS: "一直未报到，失去联系",
    Manner.RETURNS: "年内返回",
    Manner.CONVERTS: "预备党员按期转正",
    Manner.OPINION_LATE: "预备党员转正，流入地意见超期",
}
SHARES = {
    Manner.DUTIFUL: 46,
    Manner.SLOW_HOME: 6,
    Manner.SLOW_HOST: 6,
    Manner.FORGETS_CONTACTS: 7,
    Manner.FORGETS_FEEDBACK: 5,
    Manner.REPORTS_LATE: 6,
    Manner.REFUSED_AT_FIRST: 5,
    Manner.NEVER_REPORTS: 5,
    Manner.RETURNS: 8,
    Manner.CONVERTS: 4,
    Manner.OPINION_LATE: 2,
}
LEAVES_WITHIN = {
    Manner.NEVER_REPORTS: 0.2,
    Manner.RETURNS: 0.3,
    Manner.CONVERTS: 0.25,
    Manner.OPINION_LATE: 0.25,
}
"""Of the rehearsed time: six months of silence, a stay or a conversion shall fit in."""
ELSE_WITHIN = 0.8
PROBATION_ENDS = (110, 150)
"""Days after the departure: he is enrolled before the preparation begins."""


@dataclass(frozen=True)
class Somebody:
    """One member with those around him. `chance` is his own: the order in which threads run changes nothing."""

    number: int
    person: Person
    route: Route
    manner: Manner
    leaves_after: timedelta
    probation_end: date | None
    chance: random.Random

    def within(self, first: float, last: float) -> timedelta:
        """Some days, drawn once for each question."""
        return self.chance.uniform(first, last) * DAY

    def happens(self, share: float) -> bool:
        return self.chance.random() < share


def people(members: int, first: date, span: timedelta, seed: int, organisations: list[Organisation]) -> list[Somebody]:
    """The same for the same seed."""
    chance = random.Random(seed)
    ways, manners = routes(organisations, chance), _manners(chance)
    return [_somebody(number, first, span, seed, chance, next(ways), next(manners)) for number in range(1, members + 1)]


def _somebody(
    number: int, first: date, span: timedelta, seed: int, chance: random.Random, route: Route, manner: Manner
) -> Somebody:
    leaves_after = span * LEAVES_WITHIN.get(manner, ELSE_WITHIN) * chance.random()
    person, end = invented_person(chance), None
    if manner.probationary:
        end = first + timedelta(days=leaves_after.days + chance.randint(*PROBATION_ENDS))
        admitted = months_after(end, -PROBATION_MONTHS)
        end = months_after(admitted, PROBATION_MONTHS)
        person = person.model_copy(update={"standing": Standing.PROBATIONARY, "joined": admitted.isoformat()})
    return Somebody(number, person, route, manner, leaves_after, end, random.Random(f"{seed}/{number}"))


def _manners(chance: random.Random) -> Iterator[Manner]:
    """By shares; one of each first, so that a small rehearsal knows them all as well."""
    while True:
        first = list(Manner)
        rest = [manner for manner, share in SHARES.items() for _ in range(share - 1)]
        chance.shuffle(first)
        chance.shuffle(rest)
        yield from (*first, *rest)
