"""One or two running deployments with their people: who signs in where, what day it is, how long to wait."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from deploy.embedded.demo import PASSWORD
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services, SignedIn
from deploy.embedded.walking import Cast
from shared.business_clock import start_of_day
from shared.identifiers import province_of
from shared.keys import KeyRing
from tests.console.visitors import Browser
from tests.factories.stack import FIRST_BASE, running_stack, set_clock, two_deployments

ONE_DEPLOYMENT, TWO_DEPLOYMENTS = SET_UPS = ("one-deployment", "two-deployments")
APART_SCALE = 240.0
"""Of stacks that a test may stop: an hour in fifteen seconds."""
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
        self._served = {code: one for one in deployments for code in KeyRing(one.keys_dir).regions}
        casts = {one.data_dir: Cast(one) for one in deployments}
        self._casts = {code: casts[one.data_dir] for code, one in self._served.items()}
        self.clock = casts[deployments[0].data_dir].clock
        self.operators = tuple(Services.as_operator(one) for one in deployments)

    def operator(self, code: str) -> Services:
        """Of the deployment that serves the organisation's province."""
        return Services.as_operator(self._served[province_of(code[:6])])

    def serving(self, code: str) -> Endpoints:
        """The deployment that serves the organisation's province."""
        return self._served[province_of(code[:6])]

    def browser(self, login: str) -> Browser:
        """Signed in at the console of the deployment that serves the person's province."""
        browser = Browser.at(self._served[province_of(login.partition(".")[2][:6])].console)
        assert browser.sign_in(login, PASSWORD).status_code == 303
        return browser

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


@contextmanager
def standing(
    set_up: str, *, scale: float = 1.0, first_base: int = FIRST_BASE, begins: datetime | None = None
) -> Iterator[Stage]:
    """The two sides at one operator, or at two; from now on, or as if it were another day."""
    # Not pytest's folder: PostgreSQL, which is not root, must be able to enter.
    with tempfile.TemporaryDirectory(prefix="gongguan-journeys-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        if set_up == ONE_DEPLOYMENT:
            set_clock(folder / "data", scale=scale, begins=begins)
            with running_stack(folder / "data", scale=scale, first_base=first_base) as endpoints:
                yield Stage(endpoints)
        else:
            with two_deployments(folder, scale=scale, first_base=first_base, begins=begins) as deployments:
                yield Stage(*deployments)
