"""One member and the people around him: who acts where."""

from datetime import datetime
from typing import Any
from uuid import UUID

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.stories.telling import Moments, Teller
from deploy.embedded.walking import Cast, Route


def host_department(route: Route) -> str:
    return route.host_committee.path.split(".")[-2]


def logins_of(route: Route) -> list[str]:
    """Everybody whom a member on this route may need."""
    host = route.host_committee.code
    return [
        f"branch.{route.home_branch.code}",
        f"office.{route.home_committee}",
        f"dept.{route.home_department}",
        f"reception.{host}",
        f"office.{host}",
        f"branch.{route.host_branch.code}",
        f"dept.{host_department(route)}",
    ]


class Member(Teller):
    def __init__(self, account: Account, ledger: Ledger, cast: Cast, start: datetime) -> None:
        super().__init__(ledger, cast, account.label, account.facts, start)
        self.account, self.somebody = account, account.somebody
        self.route, self.manner = account.somebody.route, account.somebody.manner

    @property
    def case_id(self) -> UUID:
        assert self.account.case_id is not None
        return self.account.case_id

    @property
    def is_away(self) -> bool:
        return self.account.no_longer_away is None

    def while_away(self, story: Moments) -> Moments:
        """What is only told of somebody who is away: it breaks off, whatever it waits for, once he is not any more."""
        for moment in story:
            yield moment
            if not self.is_away:
                return

    def later(self, first: float, last: float) -> datetime:
        """Some days from now, in office hours."""
        return self.office(self.now + self.somebody.within(first, last))

    @property
    def secretary(self) -> SignedIn:
        return self.cast.person(f"branch.{self.route.home_branch.code}")

    @property
    def home_office(self) -> SignedIn:
        return self.cast.person(f"office.{self.route.home_committee}")

    @property
    def host_secretary(self) -> SignedIn:
        return self.cast.person(f"branch.{self.route.host_branch.code}")

    def at_host(self, post: str) -> SignedIn:
        return self.cast.person(f"{post}.{self.route.host_committee.code}")

    def home(self, verb: str, body: Any, by: SignedIn | None = None) -> Any:
        return getattr((by or self.secretary).services.outflow, verb)(self.case_id, body)

    def host(self, verb: str, body: Any, by: SignedIn | None = None) -> Any:
        return getattr((by or self.host_secretary).services.inflow, verb)(self.case_id, body)

    def home_does(self, verb: str, body: Any, about: str = "", by: SignedIn | None = None) -> Moments:
        """`body`: what is said, given the day."""
        yield from self.acts(verb, lambda today: self.nothing(self.home(verb, body(today), by)), about)

    def host_does(self, verb: str, body: Any, about: str = "", by: SignedIn | None = None) -> Moments:
        yield from self.acts(verb, lambda today: self.nothing(self.host(verb, body(today), by)), about)

    @staticmethod
    def nothing(_: Any) -> None:
        """The answer is not needed."""
