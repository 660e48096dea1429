"""Who owes what when a case nears its end (W-01, 5.1), on both sides."""

import pytest

from services.inflow.contract import OVER, PlacementState, PlacementStatus
from services.outflow.contract import CLOSED, CaseState, CaseStatus, ClaimState
from shared.policy.task_kinds import TaskKind
from tests.workflows.snapshots import HOME_BRANCH, HOST_BRANCH, HOST_COMMITTEE, LATER, LEFT, away, placement
from tests.workflows.test_duties import CLERK, SECRETARY, Owed, who
from workflows.inflow_acceptance import duties as acceptance
from workflows.mobility_case import duties as mobility

K, S, P = TaskKind, CaseStatus, PlacementStatus
REPORTING = (K.REPORT_AT_HOST, "outflow", HOME_BRANCH, SECRETARY, LEFT)
BETWEEN = {"former_attempt": 1, "attempt": 2}

AT_HOME: dict[str, tuple[CaseState, set[Owed]]] = {
    "relocating: he reports at the next host (D-37)": (away(S.RELOCATING, **BETWEEN), {REPORTING}),
    "relocating without a host: the branch names one": (
        away(S.RELOCATING, **BETWEEN, reported=True, name_host_since=LATER),
        {(K.NAME_HOST, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "he moves, where to is not settled (`relocate.notice`)": (
        away(S.ACTIVE, reported=True, moves_told_on=LATER),
        {(K.RELOCATE_MEMBER, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "two hosts claim him: home decides": (
        away(S.REPORTED, reported=True, claims=(ClaimState(attempt=1, since=LATER),)),
        {(K.SETTLE_HOST_CLAIM, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "returning: he reports to his branch (`return.report`)": (
        away(S.RETURNING, reported=True, returns_on=LATER),
        {(K.REPORT_RETURN, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "back and reported: the branch inspects (D-40, `return.inspect`)": (
        away(S.RETURNING, reported=True, returns_on=LEFT, return_reported_on=LATER),
        {(K.INSPECT_RETURN, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "returning ends what his absence asked for": (
        away(S.RETURNING, query_since=LATER, name_host_since=LATER, may_object=True, refused_on=LATER),
        set(),
    ),
    "affiliation on its way: its acceptance is looked after": (
        away(S.ACTIVE, reported=True, transfer_sent_on=LATER),
        {(K.CONFIRM_TRANSFER, "outflow", HOME_BRANCH, SECRETARY, LATER)},
    ),
    "suspended: everything rests": (away(S.SUSPENDED, query_since=LATER, transfer_sent_on=LATER), set()),
    "lost: what is owed is W-07's": (away(S.LOST, name_host_since=LATER), set()),
}


@pytest.mark.parametrize(("state", "expected"), AT_HOME.values(), ids=AT_HOME)
def test_what_home_owes_one_who_leaves(state: CaseState, expected: set[Owed]) -> None:
    assert who(mobility.owed(state)) == expected


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_no_duty_outlives_the_case(status: CaseStatus) -> None:
    state = away(status, query_since=LATER, name_host_since=LATER, transfer_sent_on=LATER, moves_told_on=LATER)
    assert mobility.owed(state) == []


def test_the_report_at_the_next_host_is_another_task_than_the_first() -> None:
    first, second = away(S.DEPARTED), away(S.RELOCATING, **BETWEEN)
    (before,), (after,) = (mobility.owed(state) for state in (first, second))
    assert (before.occurrence, after.occurrence) == ("", "after-1")


AT_HOST: dict[str, tuple[PlacementState, set[Owed]]] = {
    "enrolled: nothing is asked": (placement(P.ENROLLED, host_branch=HOST_BRANCH), set()),
    "he leaves: the branch writes the closing note (9.3)": (
        placement(P.ENROLLED, host_branch=HOST_BRANCH, leaving_since=LATER, note_owed=True),
        {(K.RELEASE_MEMBER, "inflow", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "enrolled elsewhere: the note is still asked for": (
        placement(P.RELEASED, host_branch=HOST_BRANCH, leaving_since=LATER, note_owed=True),
        {(K.RELEASE_MEMBER, "inflow", HOST_BRANCH, SECRETARY, LATER)},
    ),
    "his affiliation arrives: the committee accepts or sends it back": (
        placement(P.ENROLLED, host_branch=HOST_BRANCH, transfer_since=LATER),
        {(K.ACCEPT_TRANSFER, "inflow", HOST_COMMITTEE, CLERK, LATER)},
    ),
}


@pytest.mark.parametrize(("state", "expected"), AT_HOST.values(), ids=AT_HOST)
def test_what_the_host_owes_one_who_leaves(state: PlacementState, expected: set[Owed]) -> None:
    assert who(acceptance.owed(state)) == expected


@pytest.mark.parametrize("status", sorted(OVER))
def test_an_ended_placement_owes_nothing(status: PlacementStatus) -> None:
    assert acceptance.owed(placement(status, host_branch=HOST_BRANCH)) == []
