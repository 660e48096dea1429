"""One running stack with its people: who signs in, what day it is there, and how long to wait for something."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services, SignedIn
from deploy.embedded.walking import Cast
from shared.business_clock import start_of_day

T = TypeVar("T")
PATIENCE_SECONDS = 45.0
"""For what needs no term to run out: relay, workflow and letter on a busy two-core machine."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 0.8
"""A dozen journeys that wait for months must not keep the machine busy with asking."""


class DidNotHappen(AssertionError):
    """What a journey waited for did not come."""


class Stage:
    def __init__(self, endpoints: Endpoints) -> None:
        self.endpoints = endpoints
        self._cast = Cast(endpoints)
        self.clock = self._cast.clock
        self.operator = Services.as_operator(endpoints)

    def branch(self, code: str) -> SignedIn:
        return self._cast.person(f"branch.{code}")

    def office(self, code: str) -> SignedIn:
        return self._cast.person(f"office.{code}")

    def reception(self, code: str) -> SignedIn:
        return self._cast.person(f"reception.{code}")

    def department(self, code: str) -> SignedIn:
        return self._cast.person(f"dept.{code}")

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return self.clock.today()

    def until(
        self, ready: Callable[[], T | None], what: str, *, days: float = 0, told: Callable[[], str] = lambda: ""
    ) -> T:
        """The first true answer, looked for through `days` of business time and then some."""
        seconds = days * timedelta(days=1).total_seconds() / self.clock.scale + PATIENCE_SECONDS
        until = time.monotonic() + seconds
        pause = SHORTEST_PAUSE
        while True:
            found = ready()
            if found:
                return found
            if time.monotonic() > until:
                raise DidNotHappen(f"等了 {seconds:.0f} 秒（现在业务时间 {self.now:%Y-%m-%d %H:%M}）：{what}\n{told()}")
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_PAUSE)

    def sleep_until(self, day: date) -> None:
        """Until the business day has begun."""
        delay = (self.clock.real(start_of_day(day)) - self.clock.real(self.now)).total_seconds()
        time.sleep(max(delay, 0))
