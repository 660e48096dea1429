"""Who owes what in the yearly survey, and what begins by itself on which day (W-08)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.registry.survey import contract as c
from shared.business_clock import SHANGHAI, BusinessClock
from shared.letters.bodies_survey import ListRole
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from shared.survey.contract import ReturnLevel, ReturnState, ReturnStatus
from workflows.annual_survey import duties as annual
from workflows.duty import Duty
from workflows.survey_difference import duties as difference
from workflows.survey_exchange import duties as exchange
from workflows.survey_return import duties as returning

ONE = UUID(int=1)
OPENS, OPENED = date(2026, 10, 1), date(2026, 10, 9)
CLOCK = BusinessClock(
    origin_real=datetime(2026, 9, 1, tzinfo=UTC), origin_business=datetime(2026, 9, 1, tzinfo=SHANGHAI), scale=1
)
S, X, R = c.SurveyStatus, c.ExchangeStatus, ReturnStatus


def campaign(status: c.SurveyStatus, **changed: object) -> c.CampaignState:
    facts: dict[str, object] = {
        "campaign_id": ONE, "version": 1, "clock": CLOCK, "status": status, "department": "321003",
        "path": "320000.321000.321003", "year": 2026, "opens_on": OPENS, "asked": True, "freeze_on": OPENED,
        "opened_on": OPENED, "spread": tuple(ListRole), "analysed": True, "ended": False,
    }  # fmt: skip
    return c.CampaignState.model_validate(facts | changed)


def said(duties: list[Duty]) -> list[tuple[K, str, str, Role, date]]:
    return [(duty.kind, duty.service, duty.holder, duty.role, duty.since) for duty in duties]


OFFICER = Role.DEPARTMENT_OFFICER
OPENING = (K.OPEN_SURVEY, "registry", "321003", OFFICER, OPENS)
REPORTING = (K.REPORT_SURVEY, "registry", "321003", OFFICER, OPENED)


@pytest.mark.duty("D-59")
@pytest.mark.parametrize(
    ("state", "owed"),
    [
        (campaign(S.PLANNED, asked=False, opened_on=None), []),
        (campaign(S.PLANNED, opened_on=None), [OPENING]),
        (campaign(S.COLLECTING), [REPORTING]),
        (campaign(S.RECONCILING), [REPORTING]),
        (campaign(S.ANALYSED), [REPORTING]),
        (campaign(S.REPORTED), [REPORTING]),
        (campaign(S.CLOSED), []),
    ],
    ids=lambda value: value.status if isinstance(value, c.CampaignState) else "",
)
def test_a_department_owes_its_campaign_until_it_is_closed(state: c.CampaignState, owed: list[object]) -> None:
    assert said(annual.owed(state)) == owed


@pytest.mark.parametrize(
    ("state", "begins"),
    [
        (campaign(S.PLANNED, asked=False, opened_on=None), {"ask": OPENS}),
        (campaign(S.PLANNED, opened_on=None), {}),
        (campaign(S.COLLECTING, spread=()), {"tell-home": OPENED, "tell-host": OPENED}),
        (campaign(S.COLLECTING, spread=(ListRole.HOME,)), {"tell-host": OPENED}),
        (campaign(S.COLLECTING, analysed=False), {}),
        (campaign(S.RECONCILING, analysed=False), {"gather": OPENED}),
        (campaign(S.RECONCILING), {}),
        (campaign(S.CLOSED), {"end": OPENED}),
        (campaign(S.CLOSED, ended=True), {}),
    ],
)
def test_what_begins_by_itself_in_a_campaign(state: c.CampaignState, begins: dict[str, date]) -> None:
    assert annual.openings(state) == begins


def test_a_campaign_is_over_when_it_is_closed_and_both_sides_know() -> None:
    assert not campaign(S.CLOSED).over
    assert campaign(S.CLOSED, ended=True).over


def a_return(level: ReturnLevel, status: ReturnStatus, **changed: object) -> ReturnState:
    facts: dict[str, object] = {
        "return_id": ONE, "campaign_id": UUID(int=2), "role": ListRole.HOME, "organisation": "32100300101",
        "level": level, "holder_is_department": False, "version": 1, "clock": CLOCK, "status": status, "since": OPENED,
        "round": 1,
    }  # fmt: skip
    return ReturnState.model_validate(facts | changed)


@pytest.mark.duty("D-30")
@pytest.mark.parametrize(
    ("state", "owed"),
    [
        (a_return(ReturnLevel.BRANCH, R.OWED), (K.RETURN_SURVEY, "outflow", Role.BRANCH_SECRETARY)),
        (a_return(ReturnLevel.BRANCH, R.OWED, role="host"), (K.RETURN_SURVEY, "inflow", Role.BRANCH_SECRETARY)),
        (a_return(ReturnLevel.COMMITTEE, R.OWED), (K.CHECK_SURVEY, "outflow", Role.COMMITTEE_OFFICER)),
        (a_return(ReturnLevel.COMMITTEE, R.OWED, holder_is_department=True), (K.CHECK_SURVEY, "outflow", OFFICER)),
        (a_return(ReturnLevel.BRANCH, R.RETURNED), None),
        (a_return(ReturnLevel.COMMITTEE, R.WAITING), None),
        (a_return(ReturnLevel.COMMITTEE, R.CHECKED), None),
        (a_return(ReturnLevel.BRANCH, R.ENDED), None),
    ],
)
def test_branches_return_and_committees_check(state: ReturnState, owed: tuple[object, ...] | None) -> None:
    duties = [(duty.kind, duty.service, duty.role) for duty in returning.owed(state)]
    assert duties == ([owed] if owed else [])


def test_a_return_that_was_sent_back_is_a_task_of_its_own() -> None:
    first, again = a_return(ReturnLevel.BRANCH, R.OWED), a_return(ReturnLevel.BRANCH, R.OWED, round=2, version=3)
    assert [duty.occurrence for state in (first, again) for duty in returning.owed(state)] == ["1", "2"]


@pytest.mark.parametrize(
    ("status", "begins", "over"),
    [
        (X.OFFERED, {}, False),
        (X.GATHERING, {"gather": OPENED}, False),
        (X.LISTED, {}, False),
        (X.READY, {"compare": OPENED}, False),
        (X.COMPARED, {}, True),
        (X.UNREACHABLE, {}, True),
    ],
)
def test_a_comparison_goes_on_by_itself_and_asks_nobody(
    status: c.ExchangeStatus, begins: dict[str, date], over: bool
) -> None:
    state = c.ExchangeState(
        exchange_id=ONE, side=1, version=1, clock=CLOCK, holder="321003", status=status, since=OPENED
    )
    assert exchange.owed(state) == []
    assert (exchange.openings(state), state.over) == (begins, over)


@pytest.mark.duty("D-59")
def test_each_side_owes_its_own_half_of_a_difference() -> None:
    halves = [
        c.DifferenceState(
            difference_id=ONE, exchange_id=UUID(int=3), side=side, version=1, clock=CLOCK, holder=holder,
            found_on=OPENED, open=True,
        )
        for side, holder in ((1, "321003"), (2, "341181"))
    ]  # fmt: skip
    (here,), (there,) = (difference.owed(half) for half in halves)
    assert (here.kind, here.holder, there.holder) == (K.RESOLVE_DIFFERENCE, "321003", "341181")
    assert here.key != there.key
    assert difference.owed(halves[0].model_copy(update={"open": False})) == []
