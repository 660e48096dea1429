"""Everybody who takes part in one rehearsal, and what each is going to live through."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.between import AgreementAccount
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.ledger.survey import SurveyAccount
from deploy.embedded.rehearsal.manners import Somebody, people
from deploy.embedded.rehearsal.stories.agreement import Committees, agrees
from deploy.embedded.rehearsal.stories.life import year
from deploy.embedded.rehearsal.stories.member import Member, logins_of
from deploy.embedded.rehearsal.stories.survey import County, surveys
from deploy.embedded.rehearsal.stories.telling import Moments
from deploy.embedded.walking import Cast
from shared.organisations import Organisation, OrganisationKind

MEMBERS_TO_AN_AGREEMENT = 25


class Company:
    """`cast_parts` once the beginning is known; who comes to the door before it does not depend on that."""

    def __init__(self, cast: Cast, members: int, seed: int) -> None:
        self.cast = cast
        self._members, self._seed = members, seed
        self._organisations = cast.organisations()
        self.ledger = Ledger([])
        self._stories: list[Moments] = []

    def sign_in(self) -> None:
        """Before the year begins: a hundred people at once at the door are not what is rehearsed."""
        invented = self._invented(self.cast.clock.now(), timedelta(days=1))
        counties = (f"dept.{one.code}" for one in self._counties())
        for login in dict.fromkeys((*(login for one in invented for login in logins_of(one.route)), *counties)):
            self.cast.person(login)

    def cast_parts(self, start: datetime, end: datetime) -> None:
        invented = self._invented(start, end - start)
        self.ledger.accounts = [Account(one) for one in invented]
        members = [Member(account, self.ledger, self.cast, start) for account in self.ledger.accounts]
        self._stories = [year(member) for member in members]
        self._stories += [agrees(both) for both in self._agreeing(invented, start)]
        self._stories += [surveys(county) for county in self._surveying(start)]

    def _invented(self, start: datetime, span: timedelta) -> list[Somebody]:
        return people(self._members, start.date(), span, self._seed, self._organisations)

    def _agreeing(self, invented: Iterable[Somebody], start: datetime) -> Iterator[Committees]:
        """Committees between which members move, every pair once."""
        routes = {(one.route.home_committee, one.route.host_committee.code): one.route for one in invented}
        for (home, host), route in list(routes.items())[: 1 + self._members // MEMBERS_TO_AN_AGREEMENT]:
            account = AgreementAccount(f"{home} 与 {host} 的协议")
            self.ledger.between.append(account)
            yield Committees(account, route, self.ledger, self.cast, start)

    def _surveying(self, start: datetime) -> Iterator[County]:
        for county in self._counties():
            account = SurveyAccount(f"{county.name}的年度排查")
            self.ledger.between.append(account)
            yield County(account, county, self._organisations, self.ledger, self.cast, start)

    def _counties(self) -> list[Organisation]:
        return [one for one in self._organisations if one.kind is OrganisationKind.COUNTY_DEPARTMENT]

    @property
    def waiting(self) -> int:
        """How often somebody had to wait for the machine."""
        return sum(1 for _, wait in list(self.ledger.waits) if wait)

    def stories(self) -> list[Moments]:
        return self._stories
