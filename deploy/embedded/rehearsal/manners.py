"""Who the invented people are: most dutiful, some forgetful, some refused at first, some never heard of again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from deploy.embedded.walking import Route, invented_person, routes
from services.outflow.contract import Person
from shared.organisations import Organisation

DAY = timedelta(days=1)
LEAVES_WITHIN = 0.7
"""Of the rehearsed time: whoever left later would hardly be seen."""


class Manner(StrEnum):
    """How the people around one member behave; the shares are those of `SHARES`."""

    DUTIFUL = "DUTIFUL"
    SLOW_HOME = "SLOW_HOME"
    SLOW_HOST = "SLOW_HOST"
    FORGETS_CONTACTS = "FORGETS_CONTACTS"
    REPORTS_LATE = "REPORTS_LATE"
    REFUSED_AT_FIRST = "REFUSED_AT_FIRST"
    NEVER_REPORTS = "NEVER_REPORTS"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Manner.DUTIFUL: "按时办理",
    Manner.SLOW_HOME: "流出地办证拖延",
    Manner.SLOW_HOST: "流入地接收拖延",
    Manner.FORGETS_CONTACTS: "支部漏联系",
    Manner.REPORTS_LATE: "党员报到晚",
    Manner.REFUSED_AT_FIRST: "先被拒收",
    Manner.NEVER_REPORTS: "一直未报到",
}
SHARES = {
    Manner.DUTIFUL: 64,
    Manner.SLOW_HOME: 6,
    Manner.SLOW_HOST: 6,
    Manner.FORGETS_CONTACTS: 8,
    Manner.REPORTS_LATE: 6,
    Manner.REFUSED_AT_FIRST: 5,
    Manner.NEVER_REPORTS: 5,
}


@dataclass(frozen=True)
class Somebody:
    """One member with those around him. `chance` is his own: the order in which threads run changes nothing."""

    number: int
    person: Person
    route: Route
    manner: Manner
    leaves_after: timedelta
    chance: random.Random

    def within(self, first: float, last: float) -> timedelta:
        """Some days, drawn once for each question."""
        return self.chance.uniform(first, last) * DAY


def people(members: int, span: timedelta, seed: int, organisations: list[Organisation]) -> list[Somebody]:
    """The same for the same seed."""
    chance = random.Random(seed)
    ways, manners = routes(organisations, chance), _manners(chance)
    return [_somebody(number, span, seed, chance, next(ways), next(manners)) for number in range(members)]


def _somebody(number: int, span: timedelta, seed: int, chance: random.Random, route: Route, manner: Manner) -> Somebody:
    leaves_after = span * LEAVES_WITHIN * chance.random()
    return Somebody(number, invented_person(chance), route, manner, leaves_after, random.Random(f"{seed}/{number}"))


def _manners(chance: random.Random) -> Iterator[Manner]:
    """By shares, in a shuffled order, so that a small rehearsal has some of each as well."""
    while True:
        deck = [manner for manner, share in SHARES.items() for _ in range(share)]
        chance.shuffle(deck)
        yield from deck
