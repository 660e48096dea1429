"""5.1 Branch merged, split, dissolved: the case goes on under the successor, who holds the duty; the history shows the
old branch."""

from dataclasses import replace
from uuid import UUID

from services.outflow.contract import CaseStatus
from services.registry.org_change.contract import ChangeKind, ChangeStatus, PostsAt, Successor
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_between import changes, is_verified
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, Home
from tests.journeys.stage import Stage

BEFORE = Home("32108100201", "321081002", "321081", "321000", "320000")
AFTER = replace(BEFORE, branch="32108100202")
CROWDED = replace(BEFORE, branch="32108100203")
ANYI = Home("32102300203", "321023002", "321023", "321000", "320000")
"""Of another county of the same city."""


def managed_at_the_host(stage: Stage, start: Home) -> Journey:
    return Journey(stage, start=start, end=CHUZHOU_TONGCHENG).depart().host_records_arrival().is_taken_in()


def task_ids(journey: Journey) -> set[UUID]:
    return {detail.task.task_id for detail in journey.home_file.tasks}


def goes_on_under(journey: Journey, after: Home, tasks: set[UUID]) -> None:
    """Both sides know the successor, none of the tasks has begun anew, and the successor owes the contact."""
    old, journey.start = journey.start, after
    journey.until(lambda: journey.placement.home_branch == after.branch, "流入地知道承接的党支部")
    home = journey.home
    assert (home.home_branch, home.home_department, home.status) == (after.branch, after.department, CaseStatus.ACTIVE)
    assert old.branch in {event.organisation for event in journey.home_file.events}
    assert tasks <= task_ids(journey), "nothing begins anew"
    assert journey.finds(journey.secretary, K.CONTACT_MEMBER).holder == after.branch
    journey.contact(reached=True)
    assert journey.is_not_asked(journey.secretary, K.CONTACT_MEMBER)


def test_a_running_case_goes_on_under_the_successor(stage: Stage) -> None:
    journey = managed_at_the_host(stage, BEFORE)
    tasks = task_ids(journey)
    office = stage.office(BEFORE.committee)
    change_id = changes(stage, office, ChangeKind.MERGE, BEFORE.branch, Successor(code=AFTER.branch))
    assert is_verified(stage, office, change_id).status is ChangeStatus.VERIFIED
    goes_on_under(journey, AFTER, tasks)


def test_in_a_split_a_case_goes_where_it_is_named_and_the_others_stay(stage: Stage) -> None:
    stays, goes = (managed_at_the_host(stage, CROWDED) for _ in range(2))
    office = stage.office(CROWDED.committee)
    new = Successor(code="32108100299", name="新城镇经纬企业第二党支部")
    change_id = changes(
        stage, office, ChangeKind.SPLIT, CROWDED.branch, Successor(code=CROWDED.branch), new,
        cases={goes.case_id: new.code},
    )  # fmt: skip
    assert is_verified(stage, office, change_id).status is ChangeStatus.VERIFIED
    seen = {case.case_id: case.home_branch for case in office.services.outflow.list_cases(limit=200).items}
    assert (seen[goes.case_id], seen[stays.case_id]) == (new.code, CROWDED.branch)


def test_dissolved_into_a_branch_of_another_county_it_is_one_decision_of_the_city(stage: Stage) -> None:
    journey = managed_at_the_host(stage, ANYI)
    tasks, number = task_ids(journey), journey.home.certificate
    city = stage.department(ANYI.city)
    heir = replace(BEFORE, branch="32108100103", committee="321081001")
    change_id = changes(
        stage, city, ChangeKind.DISSOLVE, ANYI.branch, Successor(code=heir.branch), posts=PostsAt.END
    )  # fmt: skip
    assert is_verified(stage, city, change_id).status is ChangeStatus.VERIFIED
    goes_on_under(journey, heir, tasks)
    held = stage.department(heir.department).services.registry.list_certificate_numbers().items
    assert number is not None
    assert number.number in {one.number for one in held}, "the successor's county keeps the number on its list"
