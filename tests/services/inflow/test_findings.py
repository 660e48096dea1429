"""D-67: who refuses under a pretext is found against, all the way up to the province; nothing counts against the
member."""

import pytest

from services.inflow import contract as c
from services.inflow.findings.contract import Measure, RecordMeasure
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    NEIGHBOUR,
    OFFICER,
    PROVINCE,
    PROVINCIAL,
    TODAY,
    HostCase,
    HostSide,
    refused,
    rung,
)

CRITICISM = RecordMeasure(measure=Measure.CRITICISM, text="约谈党委负责人。", decided_on=TODAY)


def refused_under_a_pretext(side: HostSide) -> HostCase:
    case = side.case()
    case.arrives()
    case.refuses("too_many")
    return case


@pytest.mark.duty("D-67")
def test_an_order_to_accept_is_a_finding_against_the_committee_and_criticism_is_recorded(host_side: HostSide) -> None:
    case = refused_under_a_pretext(host_side)
    case.decides("OVERRULED", finding="以人数多为由拒收，予以批评。")
    found = host_side.at(OFFICER).list_findings().items
    assert [(one.organisation, one.text, one.decided_by) for one in found] == [
        (COMMITTEE, "以人数多为由拒收，予以批评。", DEPARTMENT)
    ]
    measured = host_side.at(OFFICER).record_measure(found[0].finding_id, CRITICISM)
    assert [(one.measure, one.decided_by) for one in measured.measures] == [(Measure.CRITICISM, DEPARTMENT)]
    serious = CRITICISM.model_copy(update={"measure": Measure.ORGANISATIONAL_MEASURE, "text": "调整负责人。"})
    measured = host_side.at(PROVINCIAL).record_measure(found[0].finding_id, serious)
    assert [one.measure for one in measured.measures] == [Measure.CRITICISM, Measure.ORGANISATIONAL_MEASURE]
    assert case.read().status is c.PlacementStatus.VERIFIED, "the member is to be placed"


def test_overruled_without_further_words_the_order_itself_is_the_finding(host_side: HostSide) -> None:
    refused_under_a_pretext(host_side).decides("OVERRULED")
    assert len(host_side.at(OFFICER).list_findings().items) == 1


def test_a_ground_that_is_proved_is_no_finding(host_side: HostSide) -> None:
    refused_under_a_pretext(host_side).decides("UPHELD")
    assert host_side.at(OFFICER).list_findings().items == []


@pytest.mark.duty("D-67")
def test_undecided_it_rises_to_joint_coordination_and_to_the_province_which_finds_as_well(host_side: HostSide) -> None:
    case = refused_under_a_pretext(host_side)
    review = case.opens(K.REVIEW_REFUSAL, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    assert case.fires(review, rung(K.REVIEW_REFUSAL, "joint"))
    joint = case.opens(K.COORDINATE_JOINTLY, DEPARTMENT, role=Role.DEPARTMENT_OFFICER)
    assert case.fires(joint, rung(K.COORDINATE_JOINTLY, "provincial"))
    case.opens(K.COORDINATE_PROVINCIALLY, PROVINCE, role=Role.DEPARTMENT_OFFICER)
    refused(lambda: case.decides("OVERRULED"), 403, "not_your_post")
    case.decides("OVERRULED", PROVINCIAL, finding="两级协调未果，拒不接收，情节严重。")
    found = host_side.at(PROVINCIAL).list_findings().items
    assert [(one.organisation, one.decided_by) for one in found] == [(COMMITTEE, PROVINCE)]
    assert case.tasks()[("COORDINATE_PROVINCIALLY", "1.1")] == "DONE"


def test_findings_are_seen_in_the_own_subtree_only_and_measures_are_the_departments(host_side: HostSide) -> None:
    refused_under_a_pretext(host_side).decides("OVERRULED")
    finding = host_side.at(CLERK).list_findings().items[0]
    refused(lambda: host_side.at(CLERK).record_measure(finding.finding_id, CRITICISM), 403, "not_your_post")
    assert host_side.at(holder(Role.COMMITTEE_OFFICER, NEIGHBOUR)).list_findings().items == []
    elsewhere = holder(Role.DEPARTMENT_OFFICER, "321003")
    refused(lambda: host_side.at(elsewhere).record_measure(finding.finding_id, CRITICISM), 404, "not_found")
