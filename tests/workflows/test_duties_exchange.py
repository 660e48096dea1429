"""Who owes what in the exchange between the branches (W-05, D-39, D-57, D-151, W-19), and when it begins."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.inflow.exchange.contract import HostExchangeState
from services.inflow.exchange.contract import Pending as AtHost
from services.outflow.exchange.contract import HomeExchangeState, SummonsState
from services.outflow.exchange.contract import Pending as AtHome
from shared.help_requests.contract import HelpRequestState, RequestStatus
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from tests.workflows.snapshots import CASE, CLOCK, HOME_BRANCH, HOST_BRANCH, HOST_COMMITTEE, LATER
from workflows.duty import Duty
from workflows.help_request import duties as requests
from workflows.home_exchange import duties as home
from workflows.host_feedback import duties as host
from workflows.summons import duties as summonses

ID = UUID("01900000-0000-7000-8000-0000000000aa")
SECRETARY, CLERK = Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER
EVENT = date(2026, 12, 20)
Owed = tuple[K, str, str, Role, date]


def at_host(**changed: Any) -> HostExchangeState:
    facts: dict[str, Any] = {
        "placement_id": ID, "case_id": CASE, "attempt": 1, "version": 1, "clock": CLOCK,
        "host_committee": HOST_COMMITTEE, "host_branch": HOST_BRANCH, "over": False, "paused": False, "rests": 0,
        "resumed_on": None, "next_quarter": "2026Q4", "opens_on": date(2026, 10, 1), "due": (), "questions": (),
        "untold": (), "unseen": (), "summonses": (),
    }  # fmt: skip
    return HostExchangeState.model_validate(facts | changed)


def at_home(**changed: Any) -> HomeExchangeState:
    facts: dict[str, Any] = {
        "case_id": CASE, "version": 1, "clock": CLOCK, "home_branch": HOME_BRANCH, "over": False, "paused": False,
        "rests": 0, "feedback": (), "changes": (), "follow": (), "reports": (), "next_report": 2026,
        "report_opens_on": date(2026, 11, 1), "notices": (), "papers": (), "next_quarter": "2026Q4",
        "quarter_opens_on": None,
    }  # fmt: skip
    return HomeExchangeState.model_validate(facts | changed)


def summons(**changed: Any) -> SummonsState:
    facts: dict[str, Any] = {
        "summons_id": ID, "case_id": CASE, "version": 1, "clock": CLOCK, "home_branch": HOME_BRANCH,
        "called_on": LATER, "event_on": EVENT, "status": "CALLED", "paused": False, "rests": 0, "ended": False,
    }  # fmt: skip
    return SummonsState.model_validate(facts | changed)


def request(status: RequestStatus, **changed: Any) -> HelpRequestState:
    facts: dict[str, Any] = {
        "request_id": ID, "case_id": CASE, "attempt": 1, "version": 1, "clock": CLOCK, "service": "inflow",
        "branch": HOST_BRANCH, "holder": HOST_BRANCH, "holder_is_branch": True, "status": status,
        "asked_on": LATER, "answered_on": None, "round": 1, "ended": False,
    }  # fmt: skip
    return HelpRequestState.model_validate(facts | changed)


def who(duties: Iterable[Duty]) -> set[Owed]:
    return {(duty.kind, duty.occurrence, duty.holder, duty.role, duty.since) for duty in duties}


QUARTER = AtHost(key="2026Q4", since=LATER)
ONE = AtHost(key=str(ID), since=LATER)
HOST: dict[str, tuple[HostExchangeState, set[Owed]]] = {
    "nothing is due yet": (at_host(), set()),
    "a quarter: the branch sends feedback (D-52)": (
        at_host(due=(QUARTER,)),
        {(K.SEND_FEEDBACK, "1.2026Q4", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "home asks: the branch answers": (
        at_host(questions=(AtHost(key="2026Q4.1", since=LATER),)),
        {(K.ANSWER_FEEDBACK, "1.2026Q4.1", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "a change is known: the branch tells parent and home (D-57)": (
        at_host(untold=(ONE,)),
        {(K.TELL_CHANGE, f"1.{ID}", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "it has been told: the committee, as the parent, sees it": (
        at_host(unseen=(ONE,)),
        {(K.ACKNOWLEDGE_CHANGE, f"1.{ID}", HOST_COMMITTEE, CLERK, LATER)},
    ),
    "home calls the member: the branch passes it on (D-39)": (
        at_host(summonses=(AtHost(key=str(ID), since=LATER, lapses_on=EVENT),)),
        {(K.RELAY_SUMMONS, f"1.{ID}", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "at rest: nothing": (at_host(due=(QUARTER,), paused=True), set()),
    "after a rest: asked anew, from the day it goes on": (
        at_host(questions=(AtHost(key="2026Q4.1", since=LATER),), rests=1, resumed_on=EVENT),
        {(K.ANSWER_FEEDBACK, "1.2026Q4.1.1", HOST_BRANCH, SECRETARY, EVENT)},
    ),
    "over: nothing": (at_host(due=(QUARTER,), over=True), set()),
}


@pytest.mark.duty("D-52", "D-57", "D-64")
@pytest.mark.parametrize(("state", "expected"), HOST.values(), ids=HOST)
def test_what_the_host_owes(state: HostExchangeState, expected: set[Owed]) -> None:
    assert who(host.owed(state)) == expected


THING = AtHome(key=str(ID), since=LATER)
AT_HOME_Q4 = AtHome(key="2026Q4", since=LATER)
HOME: dict[str, tuple[HomeExchangeState, set[Owed]]] = {
    "feedback: the branch reads it or asks": (
        at_home(feedback=(THING,)),
        {(K.ACKNOWLEDGE_FEEDBACK, str(ID), HOME_BRANCH, SECRETARY, LATER)},
    ),
    "the host tells of a change": (
        at_home(changes=(THING,)),
        {(K.ACKNOWLEDGE_CHANGE, str(ID), HOME_BRANCH, SECRETARY, LATER)},
    ),
    "he has returned without reporting: the branch opens the return": (
        at_home(follow=(THING,)),
        {(K.FOLLOW_CHANGE, str(ID), HOME_BRANCH, SECRETARY, LATER)},
    ),
    "the year's report is asked for (D-151)": (
        at_home(reports=(AtHome(key="2026", since=date(2026, 11, 1)),)),
        {(K.ASK_YEARLY_REPORT, "2026", HOME_BRANCH, SECRETARY, date(2026, 11, 1))},
    ),
    "home tells the host each quarter (D-34)": (
        at_home(notices=(AT_HOME_Q4,)),
        {(K.SEND_HOME_NOTICE, "2026Q4", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "a host off the platform is heard on paper (D-52)": (
        at_home(papers=(AT_HOME_Q4,), rests=1),
        {(K.OBTAIN_FEEDBACK, "2026Q4.1", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "at rest: nothing": (at_home(feedback=(THING,), notices=(AT_HOME_Q4,), paused=True), set()),
    "over: nothing": (at_home(feedback=(THING,), over=True), set()),
}


@pytest.mark.duty("D-57", "D-64", "D-151")
@pytest.mark.parametrize(("state", "expected"), HOME.values(), ids=HOME)
def test_what_home_owes(state: HomeExchangeState, expected: set[Owed]) -> None:
    assert who(home.owed(state)) == expected


def test_feedback_is_planned_by_its_quarter() -> None:
    assert [duty.period for duty in host.owed(at_host(due=(QUARTER,), questions=(ONE,)))] == ["2026Q4", None]


def test_the_next_quarter_begins_on_its_first_day_and_not_at_rest() -> None:
    assert host.openings(at_host()) == {"2026Q4.0": date(2026, 10, 1)}
    assert host.openings(at_host(paused=True)) == {}
    called = AtHost(key=str(ID), since=LATER, lapses_on=EVENT)
    assert host.openings(at_host(paused=True, summonses=(called,))) == {f"summons-past.{ID}": date(2026, 12, 21)}


@pytest.mark.duty("D-151")
def test_the_report_of_a_year_is_asked_for_on_its_day_and_not_at_rest() -> None:
    assert home.openings(at_home()) == {"report/2026.0": date(2026, 11, 1)}
    assert home.openings(at_home(paused=True, quarter_opens_on=LATER)) == {}


@pytest.mark.duty("D-34", "D-64")
def test_a_quarter_of_notices_begins_while_a_host_has_him_and_is_planned_by_its_period() -> None:
    opens = home.openings(at_home(quarter_opens_on=date(2026, 10, 1), rests=2))
    assert opens["quarter/2026Q4.2"] == date(2026, 10, 1)
    duties = home.owed(at_home(notices=(AT_HOME_Q4,), papers=(AT_HOME_Q4,), feedback=(THING,)))
    assert sorted(duty.period or "" for duty in duties) == ["", "2026Q4", "2026Q4"]


@pytest.mark.duty("D-39")
def test_a_summons_is_owed_until_it_is_answered_or_its_day_is_past() -> None:
    assert who(summonses.owed(summons())) == {(K.GET_SUMMONS_REPLY, str(ID), HOME_BRANCH, SECRETARY, LATER)}
    for over in (summons(status="REPLIED"), summons(status="PAST"), summons(ended=True), summons(paused=True)):
        assert summonses.owed(over) == []
    assert summonses.openings(summons()) == {"past": date(2026, 12, 21)}


OCCURRENCE = f"1.{ID}.1"
REQUESTS: dict[str, tuple[HelpRequestState, set[Owed]]] = {
    "open: the branch that heard it": (
        request(RequestStatus.OPEN),
        {(K.ANSWER_REQUEST, OCCURRENCE, HOST_BRANCH, SECRETARY, LATER)},
    ),
    "assigned: the committee, within the same term": (
        request(RequestStatus.ASSIGNED, holder=HOST_COMMITTEE, holder_is_branch=False),
        {(K.ANSWER_REQUEST, OCCURRENCE, HOST_COMMITTEE, CLERK, LATER)},
    ),
    "answered: the branch asks the member": (
        request(RequestStatus.ANSWERED, holder=HOST_COMMITTEE, holder_is_branch=False, answered_on=EVENT),
        {(K.CONFIRM_REQUEST, OCCURRENCE, HOST_BRANCH, SECRETARY, EVENT)},
    ),
    "confirmed: nothing": (request(RequestStatus.CONFIRMED), set()),
    "the case is over: nothing": (request(RequestStatus.OPEN, ended=True), set()),
}


@pytest.mark.duty("D-47")
@pytest.mark.parametrize(("state", "expected"), REQUESTS.values(), ids=REQUESTS)
def test_who_answers_a_request(state: HelpRequestState, expected: set[Owed]) -> None:
    assert who(requests.owed(state)) == expected
