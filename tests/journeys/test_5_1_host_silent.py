"""W-03, 5.1: the host is silent, or nobody decides. It only rises: head, department, both, province."""

from dataclasses import dataclass

from services.inflow.contract import DisputeOrigin, DisputeStage, Placement, PlacementStatus
from services.outflow.contract import Case, CaseStatus
from shared.business_clock import SHANGHAI
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail
from tests.journeys.journey import Journey
from tests.journeys.owed import ALONGSIDE, Owed
from tests.journeys.places import CHUZHOU_LANGYA, CHUZHOU_QINLAN, CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal, at_the_third_try
from tests.journeys.rulebook import DAY, days_off, joint_coordination, review, verification
from tests.journeys.stage import Stage
from tests.journeys.telling import assert_fired

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_QINLAN
SILENCE_DAYS = 50
"""More than 20 working days, whatever holidays."""


@dataclass
class Undecided:
    """How a case stood while nobody had decided, and how it ended."""

    journey: Journey
    case: Case
    placement: Placement
    first: TaskDetail
    owed: set[Owed]
    joint: TaskDetail | None = None
    raised_to_department: bool = False
    end: Case | None = None


def joint_stage(stage: Stage) -> Undecided:
    """A silent host until both departments have the task."""
    journey = Journey(stage, HOME, HOST).depart().host_records_arrival()
    journey.finds(journey.host_department, K.COORDINATE_JOINTLY, "inflow", days=SILENCE_DAYS)
    journey.finds(journey.home_department, K.COORDINATE_JOINTLY, "outflow")
    raised = journey.raised_to(journey.host_department, K.VERIFY_CERTIFICATE)
    verifying = journey.task(K.VERIFY_CERTIFICATE)
    return Undecided(journey, journey.home, journey.placement, verifying, journey.owed(), raised_to_department=raised)


@at_the_third_try
def silent_then_ordered(stage: Stage) -> Undecided:
    """The home department proposes, the host department orders acceptance."""
    played = joint_stage(stage)
    journey = played.journey
    journey.propose("OVERRULED")
    journey.until(lambda: "责令接收" in _proposal(journey), "流入地收到流出地的协调意见")
    journey.decide("OVERRULED", K.COORDINATE_JOINTLY)
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()
    played.end = journey.home
    return played


def _proposal(journey: Journey) -> str:
    dispute = journey.placement.dispute
    return dispute.proposal if dispute else ""


def silent_until_the_province(stage: Stage) -> Undecided:
    """Joint coordination runs out as well; the province sends the member to another committee."""
    played = joint_stage(stage)
    journey = played.journey
    province = stage.department(HOST.province)
    journey.finds(province, K.COORDINATE_PROVINCIALLY, days=SILENCE_DAYS)
    played.joint = journey.task(K.COORDINATE_JOINTLY, service="inflow")
    journey.until(lambda: journey.home.coordination == "PROVINCIAL", "流出地得知已转省级协调")
    journey.decide("REDIRECTED", K.COORDINATE_PROVINCIALLY, to=CHUZHOU_LANGYA.committee)
    journey.end = CHUZHOU_LANGYA
    journey.host_stands(PlacementStatus.RECEIVED)
    journey.is_taken_in()
    played.end = journey.home
    return played


def refused_and_never_reviewed(stage: Stage) -> Undecided:
    """Without a ground; review and joint coordination run out; the province upholds; home names another host."""
    journey = Journey(stage, HOME, HOST).depart().host_records_arrival()
    journey.finds(journey.reception, K.VERIFY_CERTIFICATE)
    journey.refuse("no_staff", "没有人手。")
    journey.finds(journey.host_department, K.REVIEW_REFUSAL)
    journey.finds(journey.host_department, K.COORDINATE_JOINTLY, "inflow", days=SILENCE_DAYS)
    journey.finds(journey.home_department, K.COORDINATE_JOINTLY, "outflow")
    played = Undecided(journey, journey.home, journey.placement, journey.task(K.REVIEW_REFUSAL), journey.owed())
    journey.finds(stage.department(HOST.province), K.COORDINATE_PROVINCIALLY, days=SILENCE_DAYS)
    played.joint = journey.task(K.COORDINATE_JOINTLY, service="inflow")
    journey.decide("UPHELD", K.COORDINATE_PROVINCIALLY)
    journey.name_host(CHUZHOU_TONGCHENG)
    journey.host_stands(PlacementStatus.RECEIVED)
    journey.is_taken_in()
    played.end = journey.home
    return played


REHEARSED = (silent_then_ordered, silent_until_the_province, refused_and_never_reviewed)


def test_a_silent_host_is_reminded_and_the_matter_rises_rung_by_rung(rehearsal: Rehearsal) -> None:
    """`accept.verify` 5 wd · `accept.escalate` 10 wd head, 15 wd department, 20 wd joint coordination."""
    played = rehearsal.end_of(silent_then_ordered)
    reported_on = played.placement.reported_on
    assert reported_on is not None
    assert_fired(played.first, verification(reported_on, HOST.committee, HOST.department), played.journey.told())
    counted = {rung.name: rung.why.working_days_counted for rung in played.first.fired}
    assert (counted["raise-head"], counted["raise-department"], counted["joint"]) == (10, 15, 20)
    for rung in played.first.fired[2:]:
        last_day = rung.planned_at.astimezone(SHANGHAI).date() - DAY
        assert {skipped.on for skipped in rung.why.skipped} == days_off(reported_on, last_day), rung.why.text
    assert played.raised_to_department


def test_silence_is_neither_consent_nor_refusal(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(silent_then_ordered)
    assert played.placement.status is PlacementStatus.RECEIVED
    assert played.placement.acceptance_overdue is True
    assert (played.case.status, played.case.duty_holder) == (CaseStatus.REPORTED, HOME.branch)
    assert played.placement.dispute is not None
    assert (played.placement.dispute.stage, played.placement.dispute.origin) == (
        DisputeStage.JOINT,
        DisputeOrigin.SILENCE,
    )


def test_in_joint_coordination_both_departments_have_the_task_and_the_host_still_has_its_own(
    rehearsal: Rehearsal,
) -> None:
    played = rehearsal.end_of(silent_then_ordered)
    assert {one for one in played.owed if one.kind not in ALONGSIDE} == {
        Owed("inflow", K.VERIFY_CERTIFICATE, HOST.committee),
        Owed("inflow", K.COORDINATE_JOINTLY, HOST.department),
        Owed("outflow", K.COORDINATE_JOINTLY, HOME.department),
    }


def test_home_proposes_the_host_department_orders_and_the_acceptance_goes_on_at_placing(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(silent_then_ordered)
    journey = played.journey
    dispute = journey.placement.dispute
    assert dispute is not None
    assert (dispute.stage, dispute.outcome) == (DisputeStage.DECIDED, "OVERRULED")
    assert played.end is not None
    assert played.end.status is CaseStatus.ACTIVE
    first_round = journey.task(K.VERIFY_CERTIFICATE).task
    assert (first_round.status, first_round.closed_by_act) == ("CANCELLED", "decide_dispute")
    assert journey.task(K.PLACE_MEMBER).task.occurrence == "1.2", "责令接收后重新计期"


def test_joint_coordination_that_runs_out_goes_to_the_province_which_redirects(rehearsal: Rehearsal) -> None:
    """`refusal.joint` 15 wd."""
    played = rehearsal.end_of(silent_until_the_province)
    assert played.joint is not None
    expected = joint_coordination(played.joint.task.since, HOST.department, HOST.province)
    assert_fired(played.joint, expected, played.journey.told())
    assert played.end is not None
    assert (played.end.status, played.end.attempt) == (CaseStatus.ACTIVE, 2)
    assert played.end.host_committee == CHUZHOU_LANGYA.committee
    assert played.end.duty_holder == CHUZHOU_LANGYA.branch


def test_a_review_that_runs_out_goes_to_both_departments_and_then_to_the_province(rehearsal: Rehearsal) -> None:
    """`refusal.review` 10 wd, `refusal.joint` 15 wd."""
    played = rehearsal.end_of(refused_and_never_reviewed)
    assert_fired(played.first, review(played.first.task.since, HOST.department), played.journey.told())
    assert played.joint is not None
    assert_fired(played.joint, joint_coordination(played.joint.task.since, HOST.department, HOST.province))
    assert (played.case.status, played.case.duty_holder) == (CaseStatus.REFUSED, HOME.branch)
    assert {one for one in played.owed if one.kind not in ALONGSIDE} == {
        Owed("inflow", K.COORDINATE_JOINTLY, HOST.department),
        Owed("outflow", K.COORDINATE_JOINTLY, HOME.department),
    }


def test_when_the_province_upholds_the_refusal_home_names_another_host_which_accepts(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(refused_and_never_reviewed)
    assert played.end is not None
    assert (played.end.status, played.end.attempt) == (CaseStatus.ACTIVE, 2)
    assert played.end.host_committee == CHUZHOU_TONGCHENG.committee
    assert played.end.coordination is None
