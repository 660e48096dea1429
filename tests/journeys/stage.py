"""One or two running deployments with their people: who signs in where, what day it is, how long to wait."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services, SignedIn
from deploy.embedded.walking import Cast
from shared.business_clock import start_of_day
from shared.identifiers import province_of
from shared.keys import KeyRing

T = TypeVar("T")
PATIENCE_SECONDS = 45.0
"""For what needs no term to run out: relay, workflow and letter on a busy two-core machine."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 0.8
"""A dozen journeys that wait for months must not keep the machine busy with asking."""


class DidNotHappen(AssertionError):
    """What a journey waited for did not come."""


class Stage:
    """Every province is served by exactly one of the deployments."""

    def __init__(self, *deployments: Endpoints) -> None:
        self.deployments = deployments
        served = {code: one for one in deployments for code in KeyRing(one.keys_dir).regions}
        casts = {one.data_dir: Cast(one) for one in deployments}
        self._casts = {code: casts[one.data_dir] for code, one in served.items()}
        self.clock = casts[deployments[0].data_dir].clock
        self.operators = tuple(Services.as_operator(one) for one in deployments)

    @property
    def at_one_operator(self) -> bool:
        return len(self.deployments) == 1

    def branch(self, code: str) -> SignedIn:
        return self.person("branch", code)

    def office(self, code: str) -> SignedIn:
        return self.person("office", code)

    def reception(self, code: str) -> SignedIn:
        return self.person("reception", code)

    def department(self, code: str) -> SignedIn:
        return self.person("dept", code)

    def person(self, post: str, code: str) -> SignedIn:
        """At the deployment that serves the organisation's province."""
        return self._casts[province_of(code[:6])].person(f"{post}.{code}")

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
