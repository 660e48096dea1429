"""5.1 Branch merged: the case goes on under the successor, who holds the duty; the history shows the old branch."""

from dataclasses import replace

from services.outflow.contract import CaseStatus
from services.registry.org_change.contract import ChangeStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_between import is_verified, merges
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, Home
from tests.journeys.stage import Stage

BEFORE = Home("32108100201", "321081002", "321081", "321000", "320000")
AFTER = replace(BEFORE, branch="32108100202")


def test_a_running_case_goes_on_under_the_successor(stage: Stage) -> None:
    journey = Journey(stage, start=BEFORE, end=CHUZHOU_TONGCHENG).depart().host_records_arrival()
    task = journey.task(K.REPORT_AT_HOST)
    journey.is_taken_in()
    office = stage.office(BEFORE.committee)
    change_id = merges(stage, office, BEFORE.branch, AFTER.branch)
    assert is_verified(stage, office, change_id).status is ChangeStatus.VERIFIED
    journey.start = AFTER
    assert (journey.home.home_branch, journey.home.status) == (AFTER.branch, CaseStatus.ACTIVE)
    journey.until(lambda: journey.placement.home_branch == AFTER.branch, "流入地知道承接的党支部")
    assert BEFORE.branch in {event.organisation for event in journey.home_file.events}
    assert task.task.task_id in {detail.task.task_id for detail in journey.home_file.tasks}, "nothing begins anew"
    journey.contact(reached=True)
    assert journey.is_not_asked(journey.secretary, K.CONTACT_MEMBER)
