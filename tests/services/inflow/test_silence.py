"""W-03: silence is never consent and never refusal; it only rises (5.1, host silent)."""

from datetime import timedelta
from uuid import UUID

from services.inflow import contract as c
from shared.letters.contract import AcceptanceOverdue, CoordinationProposal, DisputeProgress
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.services.inflow.host_side import BRANCH, COMMITTEE, DEPARTMENT, TODAY, HostCase, HostSide, refused, rung

S = c.PlacementStatus
VERIFY = TaskKind.VERIFY_CERTIFICATE


def silent(host_side: HostSide) -> tuple[HostCase, UUID]:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    task = case.opens(VERIFY, COMMITTEE)
    assert case.fires(task, rung(VERIFY, "joint"))
    return case, task


def test_the_end_of_the_term_marks_the_acceptance_overdue_and_decides_nothing(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.fires(case.opens(VERIFY, COMMITTEE), rung(VERIFY, "overdue"))
    placement = case.read()
    assert (placement.status, placement.acceptance_overdue, placement.dispute) == (S.RECEIVED, True, None)
    assert placement.next_act.startswith("（接收已超期）")


def test_long_silence_opens_joint_coordination_and_tells_home(host_side: HostSide) -> None:
    case, _ = silent(host_side)
    placement = case.read()
    assert (placement.status, placement.acceptance_overdue) == (S.RECEIVED, True)
    assert placement.dispute is not None
    assert (placement.dispute.origin, placement.dispute.stage) == ("SILENCE", "JOINT")
    assert case.letters_home()[-1] == AcceptanceOverdue(since=TODAY)
    assert case.tasks() == {("VERIFY_CERTIFICATE", "1.1"): "OPEN"}


def test_a_host_that_goes_on_by_itself_ends_the_coordination(host_side: HostSide) -> None:
    case, _ = silent(host_side)
    case.opens(TaskKind.COORDINATE_JOINTLY, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    case.verifies()
    dispute = case.read().dispute
    assert dispute is not None
    assert dispute.stage == "JOINT"
    dispute = case.places().dispute
    assert dispute is not None
    assert (dispute.stage, dispute.outcome) == ("DECIDED", None)
    assert "已自行" in dispute.text
    assert case.tasks()["COORDINATE_JOINTLY", "1.1"] == "CANCELLED"
    progress = case.letters_home()[-1]
    assert isinstance(progress, DisputeProgress)
    assert (progress.stage, progress.outcome) == ("DECIDED", None)


def test_the_same_rung_of_the_next_task_does_not_open_coordination_again(host_side: HostSide) -> None:
    case, _ = silent(host_side)
    case.verifies()
    task = case.opens(TaskKind.PLACE_MEMBER, COMMITTEE)
    assert case.fires(task, rung(TaskKind.PLACE_MEMBER, "joint"))
    assert case.told("RefusalDispute")[-1]["round"] == 1
    assert sum(isinstance(letter, AcceptanceOverdue) for letter in case.letters_home()) == 1


def test_a_branch_that_stays_silent_after_placing_leads_to_coordination_too(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.PLACED)
    task = case.opens(TaskKind.ENROL_MEMBER, BRANCH, role=Role.BRANCH_SECRETARY)
    assert case.fires(task, rung(TaskKind.ENROL_MEMBER, "joint"), timedelta(hours=1))
    placement = case.decides("OVERRULED")
    assert (placement.status, placement.host_branch) == (S.PLACED, BRANCH)
    assert case.tasks()["ENROL_MEMBER", "1.1"] == "CANCELLED"
    case.opens(TaskKind.ENROL_MEMBER, BRANCH, "1.2", Role.BRANCH_SECRETARY)
    assert case.enrols().status is S.ENROLLED


def test_the_department_orders_a_silent_host_to_accept(host_side: HostSide) -> None:
    case, _ = silent(host_side)
    case.hears(CoordinationProposal(outcome="OVERRULED", text="请督促接收。"))
    refused(lambda: case.decides("UPHELD"), 422, "nothing_to_uphold")
    placement = case.decides("OVERRULED")
    assert (placement.status, placement.acceptance_overdue) == (S.VERIFIED, False)
    assert placement.dispute is not None
    assert placement.dispute.proposal == "建议责令接收：请督促接收。"


def test_refusing_ends_the_silence_and_without_ground_opens_the_review(host_side: HostSide) -> None:
    case, _ = silent(host_side)
    dispute = case.refuses("come_later").dispute
    assert dispute is not None
    assert (dispute.origin, dispute.stage) == ("NO_LISTED_GROUND", "REVIEW")
    assert case.told("RefusalDispute")[-1]["round"] == 2


def test_a_rung_of_a_closed_task_does_nothing(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    task = case.opens(VERIFY, COMMITTEE)
    case.verifies()
    assert not case.fires(task, rung(VERIFY, "joint"))
    assert case.read().dispute is None
