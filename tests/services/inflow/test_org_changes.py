"""W-16 at the host: placements, rosters and tasks pass to the successor; letters on the way are still heard."""

from uuid import uuid4

from services.inflow import contract as c
from services.inflow.tables import RosterEntryRow
from shared.letters.contract import Answer, MemberReported, Side
from shared.organisation_directory.moving import MoveOrganisation, MoveReceipt
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Actor, Post, Role
from shared.tasks.tables import TaskRow
from tests.factories.changed_directory import DAY, merged_directory
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    HOME_BRANCH,
    NEIGHBOUR,
    OFFICER,
    OTHER_BRANCH,
    TODAY,
    HostSide,
    refused,
)

HEIR = Actor("heir", "接任干事", (Post(Role.COMMITTEE_OFFICER, NEIGHBOUR, f"340000.341100.341181.{NEIGHBOUR}"),))
HOME_HEIR = "32100300199"


def changes(side: HostSide, main: dict[str, str]) -> MoveReceipt:
    side.worker.replace_directory(merged_directory(side.keys, main))
    body = MoveOrganisation(change_id=uuid4(), effective_on=DAY, main=main)
    return side.worker.move_organisation(body, side.clock.now().isoformat())


def test_a_running_placement_goes_on_at_the_successor_with_its_terms(host_side: HostSide) -> None:
    case = host_side.case()
    case.arrives()
    task_id = case.opens(K.VERIFY_CERTIFICATE, COMMITTEE)
    before = next(row for row in host_side.rows(TaskRow) if row.id == task_id)
    assert changes(host_side, {COMMITTEE: NEIGHBOUR}) == MoveReceipt(moved=1, remaining=0)
    after = next(row for row in host_side.rows(TaskRow) if row.id == task_id)
    assert (after.holder, after.due_on, after.plan, after.status) == (NEIGHBOUR, before.due_on, before.plan, "OPEN")
    placement = case.read(HEIR)
    assert (placement.host_committee, placement.status) == (NEIGHBOUR, c.PlacementStatus.RECEIVED)
    assert case.told()[-1]["host_committee"] == NEIGHBOUR
    refused(lambda: case.read(CLERK), 404, "not_found")
    case.verifies(HEIR)
    assert case.read(HEIR).status is c.PlacementStatus.VERIFIED


def test_the_roster_goes_with_its_branch(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(c.PlacementStatus.ENROLLED)
    changes(host_side, {BRANCH: OTHER_BRANCH})
    assert [entry.branch for entry in host_side.rows(RosterEntryRow)] == [OTHER_BRANCH]
    assert case.read().host_branch == OTHER_BRANCH
    moved = next(event for event in case.file().events if event.act == "move_organisation")
    assert moved.details["host_branch"] == [BRANCH, OTHER_BRANCH]


def test_the_same_change_told_twice_changes_nothing(host_side: HostSide) -> None:
    host_side.case().arrives()
    changes(host_side, {COMMITTEE: NEIGHBOUR})
    assert changes(host_side, {COMMITTEE: NEIGHBOUR}) == MoveReceipt(moved=0, remaining=0)


def test_letters_on_the_way_to_and_from_those_that_are_gone_are_still_heard(host_side: HostSide) -> None:
    case = host_side.case()
    changes(host_side, {COMMITTEE: NEIGHBOUR, HOME_BRANCH: HOME_HEIR})
    case.hears(MemberReported(reported_on=TODAY, told_by=Side.HOME))
    assert case.read(HEIR).status is c.PlacementStatus.RECEIVED
    case.verifies(HEIR, result="NEEDS_INFO", certificate_number="", identity_checked=False, question="是否本人？")
    case.hears(Answer(confirmed=True, text="是本人。"), sender=HOME_HEIR, recipient=NEIGHBOUR)
    assert case.read(HEIR).status is c.PlacementStatus.VERIFIED


def test_a_notice_that_was_on_the_way_to_a_committee_that_is_gone_reaches_its_successor(host_side: HostSide) -> None:
    changes(host_side, {COMMITTEE: NEIGHBOUR})
    case = host_side.case()
    assert case.read(HEIR).host_committee == NEIGHBOUR


def test_the_home_sides_change_is_seen_by_the_host(host_side: HostSide) -> None:
    case = host_side.case()
    changes(host_side, {HOME_BRANCH: HOME_HEIR})
    assert case.read().home_branch == HOME_HEIR


def test_the_preview_counts_what_stands_there(host_side: HostSide) -> None:
    host_side.case().goes_as_far_as(c.PlacementStatus.ENROLLED)
    host_side.case().arrives()
    counts = host_side.at(OFFICER).preview_move([COMMITTEE]).counts
    assert (counts["流入个案（办理中）"], counts["在册流入党员"]) == (1, 1)
    assert DEPARTMENT in OFFICER.posts[0].path
