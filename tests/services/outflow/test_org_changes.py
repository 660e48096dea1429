"""W-16 at home: cases, tasks and members pass to the successor; nothing begins anew, the history shows the old."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.outflow import contract as c
from services.outflow.tables import MemberRow
from shared.letters.contract import Enrolled, MemberReported, Side
from shared.organisation_directory.moving import MoveOrganisation, MoveReceipt
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Actor, Post, Role
from shared.tasks.tables import TaskRow
from tests.factories.changed_directory import DAY, merged_directory
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    HOME_COMMITTEE,
    HOST_BRANCH,
    HOST_COMMITTEE,
    NEIGHBOUR,
    OTHER_BRANCH,
    OTHER_HOST,
    SECRETARY,
    HomeCase,
    HomeSide,
    refused,
)

NEW = "32100300199"


def changes(side: HomeSide, main: dict[str, str], *, cases: dict[UUID, str] | None = None, **more: Any) -> MoveReceipt:
    side.worker.replace_directory(merged_directory(side.keys, main))
    body = MoveOrganisation(change_id=uuid4(), effective_on=DAY, main=main, cases=cases or {}, **more)
    return side.worker.move_organisation(body, side.now)


def at(side: HomeSide, organisation: str, role: Role = Role.BRANCH_SECRETARY) -> Actor:
    path = next(o.path for o in merged_directory(side.keys, {BRANCH: NEW}).organisations if o.code == organisation)
    return Actor("successor", "接任书记", (Post(role, organisation, path),))


@pytest.fixture
def away(home_side: HomeSide) -> HomeCase:
    return home_side.declares().departs()


def test_a_running_case_goes_on_under_the_successor_with_its_terms(home_side: HomeSide, away: HomeCase) -> None:
    task = away.opens(K.REPORT_AT_HOST)
    before = next(row for row in home_side.rows(TaskRow) if row.id == task.task_id)
    assert changes(home_side, {BRANCH: NEW}) == MoveReceipt(moved=1, remaining=0)
    after = next(row for row in home_side.rows(TaskRow) if row.id == task.task_id)
    assert (after.holder, after.due_on, after.plan, after.status) == (NEW, before.due_on, before.plan, "OPEN")
    case = away.read(at(home_side, NEW))
    assert (case.home_branch, case.home_committee, case.status) == (NEW, HOME_COMMITTEE, c.CaseStatus.DEPARTED)
    assert case.duty_holder == NEW
    snapshot = away.told()[-1]
    assert (snapshot["home_branch"], snapshot["case_id"]) == (NEW, str(away.case_id))
    refused(lambda: away.read(SECRETARY), 404, "not_found")


def test_the_history_shows_the_old_organisation_and_what_became_of_it(home_side: HomeSide, away: HomeCase) -> None:
    changes(home_side, {BRANCH: NEW})
    events = away.file(at(home_side, NEW)).events
    assert {event.organisation for event in events if event.act == "brief_member"} == {BRANCH}
    moved = next(event for event in events if event.act == "move_organisation")
    assert moved.details["home_branch"] == [BRANCH, NEW]


def test_the_same_change_told_twice_changes_nothing(home_side: HomeSide, away: HomeCase) -> None:
    changes(home_side, {BRANCH: NEW})
    version = away.read(at(home_side, NEW)).version
    assert changes(home_side, {BRANCH: NEW}) == MoveReceipt(moved=0, remaining=0)
    assert away.read(at(home_side, NEW)).version == version


def test_many_cases_move_in_batches(home_side: HomeSide) -> None:
    for _ in range(3):
        home_side.declares()
    assert changes(home_side, {BRANCH: NEW}, limit=2) == MoveReceipt(moved=2, remaining=1)
    assert changes(home_side, {BRANCH: NEW}, limit=2) == MoveReceipt(moved=1, remaining=0)
    assert {row.branch for row in home_side.rows(MemberRow)} == {NEW}


def test_in_a_split_the_named_cases_go_and_the_others_stay(home_side: HomeSide) -> None:
    stays, goes = home_side.declares(), home_side.declares()
    main = {BRANCH: BRANCH}
    assert changes(home_side, main, cases={goes.case_id: OTHER_BRANCH}).moved == 1
    assert stays.read().home_branch == BRANCH
    refused(lambda: goes.read(), 404, "not_found")
    assert changes(home_side, main, cases={goes.case_id: OTHER_BRANCH}).moved == 0


def test_when_the_committee_changes_its_branches_cases_follow_with_their_paths(
    home_side: HomeSide, away: HomeCase
) -> None:
    changes(home_side, {HOME_COMMITTEE: NEIGHBOUR})
    case = away.read(Actor("dept", "李部", (Post(Role.DEPARTMENT_OFFICER, "321003", "320000.321000.321003"),)))
    assert (case.home_branch, case.home_committee) == (BRANCH, NEIGHBOUR)
    refused(lambda: away.read(CLERK), 404, "not_found")


def test_letters_that_were_on_the_way_from_the_former_host_still_count(home_side: HomeSide, away: HomeCase) -> None:
    changes(home_side, {HOST_COMMITTEE: OTHER_HOST})
    case = away.read()
    assert case.host_committee == OTHER_HOST
    away.hears(MemberReported(reported_on=home_side.clock.today(), told_by=Side.HOST), sender=HOST_COMMITTEE)
    assert away.read().status is c.CaseStatus.REPORTED
    enrolled = Enrolled(
        host_branch=HOST_BRANCH,
        host_branch_name="某支部",
        contact="侯洋",
        phone="",
        enrolled_on=home_side.clock.today(),
    )
    away.hears(enrolled, sender=OTHER_HOST)
    assert away.read().status is c.CaseStatus.ACTIVE


def test_the_preview_counts_what_stands_there(home_side: HomeSide, away: HomeCase) -> None:
    away.opens(K.REPORT_AT_HOST)
    counts = home_side.at(CLERK).preview_move([BRANCH]).counts
    assert counts["流出个案（办理中）"] == counts["党员"] == counts["活动证"] == counts["待办"] == 1
    assert set(home_side.at(CLERK).preview_move([OTHER_BRANCH]).counts.values()) == {0}
