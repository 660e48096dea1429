"""W-07, Art 31(6) and W-17 as tables: every state with exactly the tasks that it owes, and the days that ask."""

from datetime import date
from typing import Any

import pytest

from services.outflow.inactivity.contract import InactivityState, InactivityStatus
from services.outflow.lost_contact.contract import OVER, LostState, LostStatus, Measure, Stage
from services.outflow.lost_contact.domain import owed_tasks
from shared.corrections.contract import CorrectionState, CorrectionStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.workflows.snapshots import CASE, CLOCK, HOME_BRANCH, HOME_COMMITTEE, HOST_COMMITTEE
from workflows.data_correction import duties as correction
from workflows.duty import Duty
from workflows.inactivity import duties as inactivity
from workflows.lost_contact.duties import openings, owed

K, S, M = TaskKind, LostStatus, Measure
SINCE, LATER, LAPSE = date(2027, 3, 2), date(2027, 4, 1), date(2029, 3, 5)
SECRETARY, CLERK = Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER


def loss(status: LostStatus, **changed: Any) -> LostState:
    facts: dict[str, Any] = {
        "process_id": CASE, "case_id": CASE, "version": 1, "clock": CLOCK, "status": status,
        "home_branch": HOME_BRANCH, "home_committee": HOME_COMMITTEE, "since": SINCE, "confirm_on": SINCE,
    }  # fmt: skip
    return LostState.model_validate(facts | changed)


def who(duties: list[Duty]) -> set[tuple[TaskKind, str, Role, date]]:
    return {(duty.kind, duty.holder, duty.role, duty.since) for duty in duties}


SEARCH = (K.SEARCH_MEMBER, HOME_BRANCH, SECRETARY, SINCE)
STATES = {
    "suspected: the branch searches": (loss(S.SUSPECTED), {SEARCH}),
    "searching: the branch goes on": (loss(S.SEARCHING), {SEARCH}),
    "six months and all ways: the branch is asked to confirm": (
        loss(S.SEARCHING, confirm_since=LATER),
        {SEARCH, (K.CONFIRM_LOST, HOME_BRANCH, SECRETARY, LATER)},
    ),
    "found: the branch finds out why": (
        loss(S.FOUND, found_on=LATER),
        {(K.RECORD_FINDING, HOME_BRANCH, SECRETARY, LATER)},
    ),
    "confirmed: the branch meeting": (
        loss(S.CONFIRMED, measure_due=M.SUSPEND, measure_since=LATER),
        {(K.HOLD_LOST_MEETING, HOME_BRANCH, SECRETARY, LATER)},
    ),
    "resolved: the committee": (
        loss(S.CONFIRMED, measure_due=M.SUSPEND, measure_since=SINCE, stage=Stage.COMMITTEE, stage_since=LATER),
        {(K.DECIDE_LOST_MEASURE, HOME_COMMITTEE, CLERK, LATER)},
    ),
    "approved: the filing with the county department": (
        loss(S.CONFIRMED, measure_due=M.SUSPEND, measure_since=SINCE, stage=Stage.FILING, stage_since=LATER),
        {(K.FILE_LOST_MEASURE, HOME_COMMITTEE, CLERK, LATER)},
    ),
    "suspended: nobody owes anything": (loss(S.SUSPENDED, lapse_on=LAPSE), set()),
    "two years are over: the branch is asked, nothing lapses": (
        loss(S.SUSPENDED, lapse_on=LAPSE, lapse_since=LAPSE, measure_due=M.LAPSE, measure_since=LAPSE),
        {(K.CONSIDER_LAPSE, HOME_BRANCH, SECRETARY, LAPSE)},
    ),
    "under a correction order: nobody yet": (loss(S.CORRECTING, correct_until=LATER), set()),
    "the order has run out: the branch reviews": (
        loss(S.CORRECTING, correct_until=LATER, correction_since=LATER),
        {(K.REVIEW_CORRECTION_ORDER, HOME_BRANCH, SECRETARY, LATER)},
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_each_state_of_a_loss_owes_exactly(name: str) -> None:
    state, wanted = STATES[name]
    assert who(owed(state)) == wanted


@pytest.mark.parametrize("name", STATES)
def test_the_service_opens_what_the_workflow_asks_for(name: str) -> None:
    state, _ = STATES[name]
    assert {(duty.kind, duty.occurrence) for duty in owed(state)} == owed_tasks(state)


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (loss(S.SUSPECTED), {}),
        (loss(S.SEARCHING), {f"confirm/{SINCE}": SINCE}),
        (loss(S.SEARCHING, confirm_since=LATER), {}),
        (loss(S.CORRECTING, correct_until=LATER), {f"review/{LATER}": LATER}),
        (loss(S.SUSPENDED, lapse_on=LAPSE), {f"lapse/{LAPSE}": LAPSE}),
        (loss(S.SUSPENDED), {}),
        (loss(S.SUSPENDED, lapse_on=LAPSE, lapse_since=LAPSE), {}),
    ],
)
def test_the_days_that_ask(state: LostState, wanted: dict[str, date]) -> None:
    assert openings(state) == wanted


@pytest.mark.parametrize("status", LostStatus)
def test_a_loss_is_over_in_exactly_these_states(status: LostStatus) -> None:
    running = {S.SUSPECTED, S.SEARCHING, S.FOUND, S.CORRECTING, S.CONFIRMED, S.SUSPENDED}
    assert loss(status).over == (status not in running) == (status in OVER)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (InactivityStatus.REPORTED, {(K.CONSIDER_INACTIVITY, HOME_BRANCH, SECRETARY, LATER)}),
        (InactivityStatus.AT_COMMITTEE, {(K.DECIDE_INACTIVITY, HOME_COMMITTEE, CLERK, LATER)}),
        (InactivityStatus.LAPSED, set()),
    ],
)
def test_the_record_of_article_31_6_has_its_own_tasks(status: InactivityStatus, wanted: set[Any]) -> None:
    record = InactivityState(
        process_id=CASE, case_id=CASE, version=1, clock=CLOCK, status=status, home_branch=HOME_BRANCH,
        home_committee=HOME_COMMITTEE, stage_since=LATER,
    )  # fmt: skip
    assert who(inactivity.owed(record)) == wanted


@pytest.mark.parametrize(("service", "decider"), [("outflow", HOME_COMMITTEE), ("inflow", HOST_COMMITTEE)])
def test_a_correction_is_decided_by_the_committee_that_owns_the_field(service: str, decider: str) -> None:
    state = CorrectionState.model_validate({
        "correction_id": CASE, "case_id": CASE, "version": 1, "clock": CLOCK, "service": service,
        "status": CorrectionStatus.EVIDENCE, "decider": decider, "reported_on": LATER, "occurrence": "x",
    })  # fmt: skip
    (duty,) = correction.owed(state)
    assert (duty.kind, duty.holder, duty.service) == (K.DECIDE_CORRECTION, decider, service)
