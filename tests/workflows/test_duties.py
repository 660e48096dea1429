"""Who owes what in each state, as the rulebook names it: one table for each process."""

from collections.abc import Iterable
from datetime import date

import pytest

from services.inflow.contract import DisputeStage, PlacementState, PlacementStatus
from services.outflow.contract import CLOSED, CaseState, CaseStatus, ContactState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import Pause
from tests.workflows.snapshots import (
    CASE,
    DECLARED,
    HOME_BRANCH,
    HOME_COMMITTEE,
    HOME_DEPARTMENT,
    HOST_BRANCH,
    HOST_COMMITTEE,
    HOST_DEPARTMENT,
    HOST_PROVINCE,
    LATER,
    LEFT,
    away,
    case,
    contact,
    dispute,
    placement,
)
from workflows.duty import Duty
from workflows.inflow_acceptance import duties as acceptance
from workflows.mobility_case import duties as mobility
from workflows.quarterly_contact import duties as contacts
from workflows.refusal_dispute import duties as disputes

K, S, P, D = TaskKind, CaseStatus, PlacementStatus, DisputeStage
Owed = tuple[TaskKind, str, str, Role, date]

SECRETARY, RECEPTION = Role.BRANCH_SECRETARY, Role.RECEPTION_OFFICER
CLERK, OFFICER = Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER
BRIEFING = (K.BRIEF_MEMBER, "outflow", HOME_BRANCH, SECRETARY, DECLARED)
REPORTING = (K.REPORT_AT_HOST, "outflow", HOME_BRANCH, SECRETARY, LEFT)


def who(duties: Iterable[Duty]) -> set[Owed]:
    return {(duty.kind, duty.service, duty.holder, duty.role, duty.since) for duty in duties}


MOBILITY: dict[str, tuple[CaseState, set[Owed]]] = {
    "declared: briefing (D-35) and the request for a certificate (D-36)": (
        case(),
        {BRIEFING, (K.REQUEST_CERTIFICATE, "outflow", HOME_BRANCH, SECRETARY, DECLARED)},
    ),
    "requested: the county department allots the number (D-73)": (
        case(certificate="REQUESTED"),
        {BRIEFING, (K.NUMBER_CERTIFICATE, "registry", HOME_DEPARTMENT, OFFICER, DECLARED)},
    ),
    "numbered: the grassroots committee seals": (
        case(certificate="NUMBERED", briefed=True),
        {(K.SEAL_CERTIFICATE, "outflow", HOME_COMMITTEE, CLERK, DECLARED)},
    ),
    "sealed: the branch hands over": (
        case(certificate="SEALED", briefed=True),
        {(K.ISSUE_CERTIFICATE, "outflow", HOME_BRANCH, SECRETARY, DECLARED)},
    ),
    "departed: the branch sees that he reports (D-37)": (away(S.DEPARTED), {REPORTING}),
    "report overdue: the branch still does": (away(S.REPORT_OVERDUE), {REPORTING}),
    "departed without a host: the branch names one": (
        away(S.DEPARTED, name_host_since=LEFT),
        {REPORTING, (K.NAME_HOST, "outflow", HOME_BRANCH, SECRETARY, LEFT)},
    ),
    "host off the platform: the branch sends the notice on paper (D-31)": (
        away(S.DEPARTED, paper_notice_since=LEFT),
        {REPORTING, (K.SEND_PAPER_NOTICE, "outflow", HOME_BRANCH, SECRETARY, LEFT)},
    ),
    "at risk before he reported: he still has to report (the search is W-07's)": (
        away(S.CONTACT_AT_RISK),
        {REPORTING},
    ),
    "at risk after he was enrolled: the search is W-07's": (
        away(S.CONTACT_AT_RISK, reported=True),
        set(),
    ),
    "reported: the next step is the host's": (away(S.REPORTED, reported=True), set()),
    "the host asks: the branch answers in three working days": (
        away(S.REPORTED, reported=True, query_since=LATER, queries=1),
        {(K.ANSWER_QUERY, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "refused with a listed ground: the home committee may object": (
        away(S.REFUSED, reported=True, refused_on=LATER, may_object=True),
        {(K.CONSIDER_OBJECTION, "outflow", HOME_COMMITTEE, CLERK, LATER)},
    ),
    "refused without a listed ground: the host's department reviews, home waits": (
        away(S.REFUSED, reported=True, refused_on=LATER),
        set(),
    ),
    "joint coordination: the home department has its part": (
        away(S.REPORTED, reported=True, coordination_since=LATER),
        {(K.COORDINATE_JOINTLY, "outflow", HOME_DEPARTMENT, OFFICER, LATER)},
    ),
    "the refusal stands: the branch names another host": (
        away(S.REFUSED, reported=True, refused_on=LATER, name_host_since=LATER),
        {(K.NAME_HOST, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "active: what is owed each quarter is W-04's": (away(S.ACTIVE, reported=True), set()),
}


@pytest.mark.parametrize(("state", "expected"), MOBILITY.values(), ids=MOBILITY)
def test_what_home_owes(state: CaseState, expected: set[Owed]) -> None:
    assert who(mobility.owed(state)) == expected


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_a_closed_case_owes_nothing(status: CaseStatus) -> None:
    assert mobility.owed(case(status=status)) == []


def test_the_registry_hears_of_the_request_at_once_and_of_each_booklet_once() -> None:
    state = case(certificate="REQUESTED", certificate_id=CASE)
    assert mobility.openings(state) == {f"number/{CASE}": DECLARED}
    for other in (case(), case(certificate="NUMBERED"), case(certificate="REQUESTED", status=S.CLOSED_CANCELLED)):
        assert mobility.openings(other) == {}


def test_every_status_of_a_case_stands_in_the_table() -> None:
    leaving = {S.RELOCATING, S.RETURNING, S.SUSPENDED, S.LOST}  # test_duties_leaving.py
    assert {state.status for state, _ in MOBILITY.values()} == set(S) - CLOSED - leaving - {S.DECLARED}


def test_repeats_of_a_duty_at_home_have_names_of_their_own() -> None:
    first = away(S.REPORTED, reported=True, query_since=LATER, queries=1)
    again = first.model_copy(update={"queries": 2})
    elsewhere = first.model_copy(update={"attempt": 2})
    keys = [duty.key for state in (first, again, elsewhere) for duty in mobility.owed(state)]
    assert len(set(keys)) == 3


VERIFYING = (K.VERIFY_CERTIFICATE, "inflow", HOST_COMMITTEE, RECEPTION, LATER)
LOOKING = (K.LOOK_FOR_MEMBER, "inflow", HOST_COMMITTEE, RECEPTION, LATER)

ACCEPTANCE: dict[str, tuple[PlacementState, set[Owed]]] = {
    "expected: nothing before he reports": (placement(P.EXPECTED, accept_from=None), set()),
    "received: the reception officer verifies": (placement(P.RECEIVED), {VERIFYING}),
    "waiting for home's answer: the duty stays, its clock stands still": (placement(P.NEEDS_INFO), {VERIFYING}),
    "suspect: the duty stays": (placement(P.SUSPECT), {VERIFYING}),
    "verified: the committee places": (
        placement(P.VERIFIED),
        {(K.PLACE_MEMBER, "inflow", HOST_COMMITTEE, CLERK, LATER)},
    ),
    "placed: the branch takes him into a group and its roster": (
        placement(P.PLACED, host_branch=HOST_BRANCH),
        {(K.ENROL_MEMBER, "inflow", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "enrolled": (placement(P.ENROLLED, host_branch=HOST_BRANCH), set()),
    "refused: the dispute has its own process": (placement(P.REFUSED), set()),
    "redirected": (placement(P.REDIRECTED), set()),
    "withdrawn": (placement(P.WITHDRAWN), set()),
    "expected, and home asks to look for him": (
        placement(P.EXPECTED, accept_from=None, look_since=LATER, looks=1),
        {LOOKING},
    ),
    "enrolled, and home asks to look for him": (
        placement(P.ENROLLED, host_branch=HOST_BRANCH, look_since=LATER, looks=2),
        {LOOKING},
    ),
}


@pytest.mark.parametrize(("state", "expected"), ACCEPTANCE.values(), ids=ACCEPTANCE)
def test_what_the_host_owes(state: PlacementState, expected: set[Owed]) -> None:
    assert who(acceptance.owed(state)) == expected


def test_every_status_of_a_placement_stands_in_the_table() -> None:
    assert {state.status for state, _ in ACCEPTANCE.values()} == set(P) - {P.RELEASED}  # test_duties_leaving.py


def test_acceptance_counts_from_the_report_in_every_step() -> None:
    steps = (placement(P.RECEIVED), placement(P.VERIFIED), placement(P.PLACED, host_branch=HOST_BRANCH))
    assert {duty.since for state in steps for duty in acceptance.owed(state)} == {LATER}


def test_pauses_stop_acceptance_and_not_the_search() -> None:
    pause = (Pause(start=LATER),)
    state = placement(P.NEEDS_INFO, pauses=pause, look_since=LATER, looks=1)
    paused = {duty.kind: duty.paused for duty in acceptance.owed(state)}
    assert paused == {K.VERIFY_CERTIFICATE: True, K.LOOK_FOR_MEMBER: False}


def test_another_round_and_another_look_are_other_tasks() -> None:
    states = (placement(P.RECEIVED), placement(P.RECEIVED, round=2), placement(P.RECEIVED, attempt=2))
    assert [duty.key for state in states for duty in acceptance.owed(state)] == [
        "VERIFY_CERTIFICATE/1.1",
        "VERIFY_CERTIFICATE/1.2",
        "VERIFY_CERTIFICATE/2.1",
    ]
    (look,) = acceptance.owed(placement(P.ENROLLED, look_since=LATER, looks=3))
    assert look.key == "LOOK_FOR_MEMBER/1.3"


DISPUTES = {
    D.REVIEW: {(K.REVIEW_REFUSAL, "inflow", HOST_DEPARTMENT, OFFICER, LATER)},
    D.JOINT: {(K.COORDINATE_JOINTLY, "inflow", HOST_DEPARTMENT, OFFICER, LATER)},
    D.PROVINCIAL: {(K.COORDINATE_PROVINCIALLY, "inflow", HOST_PROVINCE, OFFICER, LATER)},
    D.DECIDED: set[Owed](),
}


@pytest.mark.parametrize("stage", D)
def test_who_decides_a_dispute(stage: DisputeStage) -> None:
    assert who(disputes.owed(dispute(stage))) == DISPUTES[stage]


def test_another_round_of_a_dispute_is_another_task() -> None:
    keys = {disputes.owed(dispute(D.REVIEW, round=number))[0].key for number in (1, 2)}
    assert keys == {"REVIEW_REFUSAL/1.1", "REVIEW_REFUSAL/1.2"}


CONTACTS: dict[str, tuple[ContactState, list[str]]] = {
    "before the first quarter opens": (contact(), []),
    "an open quarter": (contact(("2026Q4", "OPEN")), ["2026Q4"]),
    "attempted is not yet reached": (contact(("2026Q4", "ATTEMPTED")), ["2026Q4"]),
    "done": (contact(("2026Q4", "DONE")), []),
    "done late": (contact(("2026Q3", "DONE_LATE"), ("2026Q4", "DONE")), []),
    "a missed quarter stays until the late contact": (
        contact(("2026Q3", "MISSED"), ("2026Q4", "OPEN")),
        ["2026Q3", "2026Q4"],
    ),
    "half-yearly abroad": (contact(("2026H2", "OPEN"), abroad=True), ["2026H2"]),
}


@pytest.mark.parametrize(("state", "expected"), CONTACTS.values(), ids=CONTACTS)
def test_which_quarters_owe_a_contact(state: ContactState, expected: list[str]) -> None:
    duties = contacts.owed(state)
    assert [duty.occurrence for duty in duties] == expected
    assert {(duty.kind, duty.service, duty.holder, duty.role) for duty in duties} <= {
        (K.CONTACT_MEMBER, "outflow", HOME_BRANCH, SECRETARY)
    }


@pytest.mark.parametrize(
    ("state", "since", "flags"),
    [
        (contact(("2026Q4", "OPEN")), date(2026, 10, 1), ()),
        (contact(("2026H2", "OPEN"), abroad=True), date(2026, 7, 1), ("abroad",)),
    ],
)
def test_a_contact_counts_from_the_first_day_of_its_period(
    state: ContactState, since: date, flags: tuple[str, ...]
) -> None:
    (duty,) = contacts.owed(state)
    assert (duty.since, duty.flags, duty.period) == (since, flags, duty.occurrence)


def test_the_second_quarter_missed_in_a_row_says_so() -> None:
    state = contact(("2026Q3", "MISSED"), ("2026Q4", "OPEN"))
    second = state.quarters[1].model_copy(update={"second_in_a_row": True})
    duties = contacts.owed(state.model_copy(update={"quarters": (state.quarters[0], second)}))
    assert [duty.flags for duty in duties] == [(), ("second_in_a_row",)]


def test_what_opens_by_itself_is_the_next_period_and_the_risk() -> None:
    state = contact(("2026Q3", "DONE"), ("2026Q4", "OPEN"))
    assert contacts.openings(state) == {"2027Q1": date(2027, 1, 1), "risk/2027-03-08": date(2027, 3, 8)}
    at_risk = state.model_copy(update={"at_risk": True})
    assert contacts.openings(at_risk) == {"2027Q1": date(2027, 1, 1)}


def test_abroad_the_next_period_is_a_half_year() -> None:
    assert contacts.openings(contact(("2026H2", "DONE"), abroad=True))["2027H1"] == date(2027, 1, 1)
