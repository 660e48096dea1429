"""W-10: refusals with and without a listed ground, redirects, and what the departments decide."""

import pytest

from services.inflow import contract as c
from services.inflow.tables import FindingRow
from shared.letters.contract import DisputeProgress, Objection, Redirected, Refused
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    CITY,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    NEIGHBOUR,
    NEIGHBOUR_BRANCH,
    OFFICER,
    PROVINCIAL,
    RECEPTION,
    TODAY,
    HostCase,
    HostSide,
    refused,
    rung,
)

S = c.PlacementStatus


def refused_without_ground(host_side: HostSide) -> HostCase:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    case.refuses("too_many")
    return case


@pytest.mark.parametrize("ground", ["G1", "G2", "G3", "G4"])
def test_a_listed_ground_refuses_and_opens_no_review(host_side: HostSide, ground: str) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    placement = case.refuses(ground)
    assert (placement.status, placement.refusal_listed, placement.dispute) == (S.REFUSED, True, None)
    letter = case.letters_home()[-1]
    assert letter == Refused(reason=ground, text="经研究不予接收。", listed=True, refused_on=TODAY)
    assert case.told("RefusalDispute") == []


@pytest.mark.parametrize(("reason", "kept"), [("too_many", "too_many"), ("", "none"), ("就是不收", "other")])
def test_a_pretext_refuses_and_opens_the_review_at_once(host_side: HostSide, reason: str, kept: str) -> None:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    placement = case.refuses(reason)
    assert (placement.status, placement.refusal_reason, placement.refusal_listed) == (S.REFUSED, kept, False)
    assert placement.dispute is not None
    assert (placement.dispute.origin, placement.dispute.stage) == ("NO_LISTED_GROUND", "REVIEW")
    state = case.told("RefusalDispute")[-1]
    assert (state["stage"], state["host_department"], state["host_province"]) == ("REVIEW", DEPARTMENT, "340000")


def test_a_refusal_is_decided_by_the_committee_not_by_the_reception_officer(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    refused(lambda: case.refuses("G1", RECEPTION), 403, "not_your_post")


def test_outside_the_area_must_name_the_right_committee(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    refused(lambda: case.refuses("G5"), 422, "right_committee_missing")
    for wrong in (COMMITTEE, NEIGHBOUR_BRANCH, DEPARTMENT, "99999"):
        refused(lambda wrong=wrong: case.refuses("G5", to_committee=wrong), 422, "right_committee_invalid")  # type: ignore[misc]


def test_a_redirect_is_no_refusal_and_names_the_right_committee(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    placement = case.refuses("G5", to_committee=NEIGHBOUR)
    assert (placement.status, placement.redirected_to, placement.dispute) == (S.REDIRECTED, NEIGHBOUR, None)
    assert case.letters_home()[-1] == Redirected(to_committee=NEIGHBOUR, text="经研究不予接收。")
    assert "天长市铜城镇党委" in placement.next_act


def test_upheld_leaves_the_refusal_standing(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    placement = case.decides("UPHELD")
    assert placement.status is S.REFUSED
    assert placement.dispute is not None
    assert (placement.dispute.stage, placement.dispute.outcome) == ("DECIDED", "UPHELD")


def test_overruled_goes_on_at_placing_with_fresh_terms_and_a_finding(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    case.opens(TaskKind.REVIEW_REFUSAL, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    placement = case.decides("OVERRULED", finding="以人数多为由拒收，予以批评。")
    assert placement.status is S.VERIFIED
    assert case.tasks()["REVIEW_REFUSAL", "1.1"] == "DONE"
    state = case.told()[-1]
    assert (state["round"], state["accept_from"]) == (2, TODAY.isoformat())
    (finding,) = host_side.rows(FindingRow)
    assert (finding.organisation, finding.decided_by) == (COMMITTEE, DEPARTMENT)
    assert case.letters_home()[-1] == DisputeProgress(stage="DECIDED", outcome="OVERRULED", text="请依规办理。")
    case.opens(TaskKind.PLACE_MEMBER, COMMITTEE, "1.2")
    case.places()
    assert case.enrols().status is S.ENROLLED
    assert [state["stage"] for state in case.told("RefusalDispute")] == ["REVIEW", "DECIDED"]


def test_the_department_may_redirect(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    refused(lambda: case.decides("REDIRECTED"), 422, "right_committee_missing")
    placement = case.decides("REDIRECTED", to_committee=NEIGHBOUR)
    assert (placement.status, placement.redirected_to) == (S.REDIRECTED, NEIGHBOUR)
    progress = case.letters_home()[-1]
    assert isinstance(progress, DisputeProgress)
    assert (progress.outcome, progress.to_committee) == ("REDIRECTED", NEIGHBOUR)


def test_only_the_county_department_decides_the_review(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    for actor in (CLERK, PROVINCIAL, holder(Role.DEPARTMENT_OFFICER, CITY)):
        refused(lambda actor=actor: case.decides("UPHELD", actor), 403, "not_your_post")  # type: ignore[misc]


def test_the_second_decision_learns_who_decided(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    case.decides("UPHELD")
    problem = refused(lambda: case.decides("OVERRULED"), 409, "step_already_taken").problem
    assert (problem.details["by"], problem.details["organisation"]) == ("龚长生", DEPARTMENT)


def test_without_a_dispute_there_is_nothing_to_decide(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    refused(lambda: case.decides("OVERRULED"), 409, "not_at_this_step")


def test_an_undecided_review_goes_to_joint_and_provincial_coordination(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    review = case.opens(TaskKind.REVIEW_REFUSAL, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    assert case.fires(review, rung(TaskKind.REVIEW_REFUSAL, "joint"))
    assert case.letters_home()[-1] == DisputeProgress(stage="JOINT")
    joint = case.opens(TaskKind.COORDINATE_JOINTLY, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    assert case.fires(joint, rung(TaskKind.COORDINATE_JOINTLY, "provincial"))
    assert case.tasks()["COORDINATE_JOINTLY", "1.1"] == "CANCELLED"
    case.opens(TaskKind.COORDINATE_PROVINCIALLY, "340000", role=Role.DEPARTMENT_OFFICER)
    assert case.read().status is S.REFUSED
    refused(lambda: case.decides("OVERRULED", OFFICER), 403, "not_your_post")
    assert case.decides("OVERRULED", PROVINCIAL).status is S.VERIFIED
    assert case.tasks() == {
        ("VERIFY_CERTIFICATE", "1.1"): "DONE",
        ("REVIEW_REFUSAL", "1.1"): "CANCELLED",
        ("COORDINATE_JOINTLY", "1.1"): "CANCELLED",
        ("COORDINATE_PROVINCIALLY", "1.1"): "DONE",
    }


def test_a_rung_fires_once(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    review = case.opens(TaskKind.REVIEW_REFUSAL, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    joint = rung(TaskKind.REVIEW_REFUSAL, "joint")
    assert [case.fires(review, joint), case.fires(review, joint)] == [True, False]
    assert case.letters_home().count(DisputeProgress(stage="JOINT")) == 1


def test_a_refusal_after_an_order_can_be_disputed_anew(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    case.decides("OVERRULED")
    placement = case.refuses("no_staff")
    assert placement.dispute is not None
    assert (placement.dispute.stage, placement.dispute.outcome) == ("REVIEW", None)
    assert case.told("RefusalDispute")[-1]["round"] == 2
    case.opens(TaskKind.REVIEW_REFUSAL, DEPARTMENT, "1.2", Role.DEPARTMENT_OFFICER)


def test_home_objects_to_a_refusal_on_a_listed_ground_once(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.refuses("G2")
    case.hears(Objection(text="证件与本人一致，附照片比对。"))
    dispute = case.read().dispute
    assert dispute is not None
    assert (dispute.origin, dispute.stage) == ("OBJECTION", "REVIEW")
    case.decides("UPHELD")
    case.hears(Objection(text="再次异议。"))
    dispute = case.read().dispute
    assert dispute is not None
    assert dispute.stage == "DECIDED"


def test_after_an_order_home_may_object_to_a_new_listed_refusal(host_side: HostSide) -> None:
    case = refused_without_ground(host_side)
    case.decides("OVERRULED")
    case.refuses("G4")
    case.hears(Objection(text="没有另一流入地。"))
    assert case.told("RefusalDispute")[-1] == case.told("RefusalDispute")[-1] | {"stage": "REVIEW", "round": 2}
