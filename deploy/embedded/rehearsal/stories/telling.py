"""How a story is told: acts of people at moments of business time, put down in the ledger."""

import heapq
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from deploy.embedded.rehearsal.ledger.account import Facts
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.terms import DAY, Days
from deploy.embedded.walking import Cast
from shared.business_clock import SHANGHAI
from shared.service_client import Outage, Refused

LOOK_AGAIN_SECONDS, AT_THE_LATEST_SECONDS = 0.08, 0.3
"""Real time, and twice as long at every look: a slow machine is not made slower by asking, nor a wait much longer."""
PATIENCE = timedelta(days=40)
NOT_YET = frozenset({403, 404, 409})
STILL_TO_COME = frozenset({"committees_missing", "branches_missing", "members_not_confirmed"})
"""Refused with 422, but only because others are on their way: news, or a member enrolled a moment ago."""
OFFICE_OPENS, OFFICE_HOURS = time(8, 30), timedelta(hours=8)
Moments = Iterator[datetime]
Act = Callable[[date], Any]
"""Done on the day that it states; may answer what tells it apart from its repeats."""


def side_by_side(*stories: Moments) -> Moments:
    """Several stories of the same people: whoever's moment has come acts."""
    order = count()
    waiting: list[tuple[datetime, int, Moments]] = []
    for story in stories:
        _wait(waiting, order, story)
    while waiting:
        moment, _, story = heapq.heappop(waiting)
        yield moment
        _wait(waiting, order, story)


def _wait(waiting: list[tuple[datetime, int, Moments]], order: Iterator[int], story: Moments) -> None:
    moment = next(story, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, next(order), story))


class Teller:
    """One matter's people."""

    def __init__(self, ledger: Ledger, cast: Cast, label: str, facts: Facts, start: datetime) -> None:
        self.ledger, self.cast, self.label, self.facts, self.start = ledger, cast, label, facts, start

    @property
    def now(self) -> datetime:
        return self.cast.clock.now()

    def office(self, moment: datetime) -> datetime:
        """That moment, or the next one in office hours."""
        opens = datetime.combine(moment.date(), OFFICE_OPENS, SHANGHAI)
        return max(moment, opens) if moment <= opens + OFFICE_HOURS else opens + DAY

    def on(self, day: date, into: timedelta = timedelta()) -> datetime:
        """In office hours, so long after the beginning of the day, or now when that is past."""
        return self.office(max(datetime.combine(day, OFFICE_OPENS, SHANGHAI) + into, self.now))

    def acts(self, verb: str, act: Act, about: str = "") -> Moments:
        """Act now; what the act needs may still be on its way through the machine, and that time is counted."""
        planned, pause = self.now, LOOK_AGAIN_SECONDS
        while True:
            sent = self.now
            try:
                said = act(sent.date())
            except (Refused, Outage) as problem:
                if not self._is_passing(problem) or self.now - planned > PATIENCE:
                    self.ledger.failed(self.label, verb, str(problem))
                    return
                yield self.cast.clock.now(datetime.now(UTC) + timedelta(seconds=pause))
                pause = min(2 * pause, AT_THE_LATEST_SECONDS)
                continue
            answer = said if isinstance(said, str) else about
            self.ledger.acted(self.facts, verb, Days(sent.date(), self.now.date()), answer)
            self.ledger.waited(verb, sent - planned)
            return

    @staticmethod
    def _is_passing(problem: Refused | Outage) -> bool:
        if isinstance(problem, Outage):
            return True
        return problem.problem.status in NOT_YET or problem.problem.code in STILL_TO_COME
