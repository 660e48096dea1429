"""W-08: the department opens the year's survey, branches return, committees check, lists are compared, a report."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.ledger.survey import Asked, SurveyAccount
from deploy.embedded.rehearsal.stories.telling import Moments, Teller, side_by_side
from deploy.embedded.rehearsal.terms import DAY, SURVEY_OPENS
from deploy.embedded.walking import Cast
from services.registry.survey import contract as c
from shared.organisations import Organisation
from shared.service_client import Outage
from shared.survey import contract as s
from shared.survey.client import SurveyCalls

SIDES = ("outflow", "inflow")
WITHOUT = "其余地区尚未部署排查，先行分析。"


class County(Teller):
    """A county department with everybody under it."""

    def __init__(
        self,
        account: SurveyAccount,
        county: Organisation,
        organisations: list[Organisation],
        ledger: Ledger,
        cast: Cast,
        start: datetime,
    ) -> None:
        super().__init__(ledger, cast, account.label, account.facts, start)
        self.account, self.county = account, county
        self.names = {one.code: one for one in organisations}
        self.chance = random.Random(f"{account.label}/{start.year}")

    def later(self, first: float, last: float) -> datetime:
        return self.office(self.now + self.chance.uniform(first, last) * DAY)

    @property
    def department(self) -> SignedIn:
        return self.cast.person(f"dept.{self.county.code}")

    def campaign(self, year: int) -> UUID:
        """Raises Outage while it is not on the calendar."""
        surveys = self.department.services.registry.list_surveys(year=year).items
        mine = next((one for one in surveys if one.department == self.county.code), None)
        if mine is None:
            raise Outage("排查还没有列入")
        self.account.campaigns[year] = mine.campaign_id
        return mine.campaign_id


def surveys(county: County) -> Moments:
    """Each year anew; every county is asked on the first of October."""
    year = county.now.year
    while True:
        yield county.on(date(year, *SURVEY_OPENS) - 20 * DAY)
        yield from county.acts("find_survey", lambda _, y=year: str(county.campaign(y)), str(year))  # type: ignore[misc]  # bound now
        yield county.on(date(year, *SURVEY_OPENS), timedelta(days=county.chance.uniform(1, 18)))
        yield from county.acts("open_survey", lambda today, y=year: _open(county, y, today), str(year))  # type: ignore[misc]  # bound now
        yield county.later(0.5, 1)
        yield from county.acts("see_who_is_asked", lambda _, y=year: _see_who_is_asked(county, y))  # type: ignore[misc]  # bound now
        yield from _returned_and_checked(county, county.account.campaigns[year])
        yield from _reported(county, county.account.campaigns[year], str(year))
        year += 1


def _open(county: County, year: int, today: date) -> None:
    registry = county.department.services.registry
    registry.open_survey(county.account.campaigns[year], c.OpenSurvey(freeze_on=today))


def _see_who_is_asked(county: County, year: int) -> None:
    """Raises Outage until both sides have told their branches."""
    campaign = county.account.campaigns[year]
    if len(county.department.services.registry.read_survey(campaign).progress) < len(SIDES):
        raise Outage("排查还没有发到支部")
    county.account.asked = [one for side in SIDES for one in _asked_on(county, side, campaign)]


def _asked_on(county: County, side: str, campaign: UUID) -> list[Asked]:
    client: SurveyCalls = getattr(county.department.services, side)
    listed = client.list_survey_returns(campaign).items
    of_branches = [one for one in listed if one.level is s.ReturnLevel.BRANCH]
    branches = [Asked(f"{side}/{one.organisation}", one.return_id) for one in of_branches]
    committees = [
        Asked(
            f"{side}/{one.organisation}",
            one.return_id,
            tuple(f"{side}/{branch.organisation}" for branch in of_branches if branch.committee == one.organisation),
        )
        for one in listed
        if one.level is s.ReturnLevel.COMMITTEE
    ]
    return [*branches, *committees]


def _returned_and_checked(county: County, campaign: UUID) -> Moments:
    branches = [one for one in county.account.asked if not one.branches]
    yield from side_by_side(*(_returns(county, campaign, one.name) for one in branches))
    for one in county.account.asked:
        if one.branches:
            yield county.later(0.2, 1)
            yield from county.acts("check_survey", lambda _, name=one.name: _check(county, campaign, name), one.name)  # type: ignore[misc]  # bound now


def _returns(county: County, campaign: UUID, name: str) -> Moments:
    yield county.later(1, 18)
    yield from county.acts("return_survey", lambda _: _return(county, campaign, name), name)


def _return(county: County, campaign: UUID, name: str) -> None:
    """Everybody as recorded."""
    side, branch = name.split("/")
    client: SurveyCalls = getattr(county.cast.person(f"branch.{branch}").services, side)
    known = client.read_survey_return(campaign, branch).members
    members = [s.ConfirmedMember(subject=one.subject, whereabouts=one.registered) for one in known if one.registered]
    client.return_survey(campaign, branch, s.ReturnSurvey(members=members))


def _check(county: County, campaign: UUID, name: str) -> None:
    side, committee = name.split("/")
    client: SurveyCalls = getattr(county.cast.person(f"office.{committee}").services, side)
    client.check_survey(campaign, committee, s.CheckSurvey())


def _reported(county: County, campaign: UUID, year: str) -> Moments:
    """Differences are answered as they come; the report does not wait for regions that do not survey."""
    registry = county.department.services.registry
    yield county.later(0.5, 2)
    yield from county.acts(
        "start_reconciling", lambda _: _said(registry.start_reconciling(campaign, c.StartReconciling())), year
    )
    yield county.later(8, 12)
    yield from county.acts("analyse_survey", lambda _: _analyse(county, campaign), year)
    yield county.later(0.5, 3)
    measures = c.ReportSurvey(measures="与对方组织部门建立季度会商。")
    yield from county.acts("report_survey", lambda _: _said(registry.report_survey(campaign, measures)), year)
    yield county.later(0.2, 1)
    yield from county.acts("close_survey", lambda _: _said(registry.close_survey(campaign, c.CloseSurvey())), year)


def _said(_: object) -> None:
    """The answer is not needed."""


def _analyse(county: County, campaign: UUID) -> None:
    """Refused while a difference of ours is open, so those are answered first."""
    registry = county.department.services.registry
    for one in registry.list_differences(limit=200).items:
        if one.status is c.DifferenceStatus.OPEN and one.holder == county.county.code:
            answer = c.ResolveDifference(text="已核对并更新名册。")
            registry.resolve_difference(one.difference_id, one.side, answer)
    registry.analyse_survey(campaign, c.AnalyseSurvey(text="流出党员以务工为主。", without=WITHOUT))
