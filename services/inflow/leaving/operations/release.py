"""The host releases a member who leaves, or answers the transfer of his affiliation."""

from datetime import date
from uuid import UUID

from services.inflow.contract import PlacementStatus
from services.inflow.leaving.contract import AcceptTransfer, RejectTransfer, ReleaseMember, ReportStaying
from services.inflow.leaving.operations.rest import take_back_tasks_of_the_stay
from services.inflow.leaving.permissions import PERMISSIONS
from services.inflow.operations.casework import (
    already_taken,
    check_step,
    lock_placement,
    not_earlier_than,
    not_later_than_today,
    path_of,
    put_down,
    write,
)
from services.inflow.operations.roster import strike_off
from services.inflow.permissions import EVERYBODY
from services.inflow.snapshots import placement_state
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict
from shared.history import who_was_first
from shared.letters.bodies_leaving import ClosingNote, MemberStays, TransferAccepted, TransferRejected
from shared.organisation_directory.queries import organisation
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task

OF_THE_BRANCH = frozenset({"release_member", "report_staying"})


class NotLeaving(Conflict):
    message = "流出地还没有通知该党员变更流入地或返回；党员去向有变动的，请先通报流出地党组织。"


class NotGoingHome(Conflict):
    message = "流出地没有通知该党员返回，不需要办理。"


class NoTransferHere(Conflict):
    message = "没有待接收的组织关系；请等流出地转出组织关系后再办理。"


def release_member(act: Act, case_id: UUID, body: ReleaseMember) -> PlacementRow:
    """The closing note goes home; RELEASED. The duty is home's until the next host has enrolled him (5.1)."""
    row, post = _take_up(act, "release_member", case_id)
    if not row.note_owed:
        raise NotLeaving() if row.status == PlacementStatus.ENROLLED else already_taken(act, row)
    not_later_than_today(act, released_on=body.released_on)
    not_earlier_than(row.enrolled_on, released_on=body.released_on)
    state = placement_state(act, row)
    close_task(
        act,
        case_id,
        TaskKind.RELEASE_MEMBER,
        row.host_branch or row.host_committee,
        verb="release_member",
        occurrence=state.release_occurrence,
    )
    row.closing_note, row.note_owed = act.seal.close(body.model_dump_json()), False
    write(act, row, _closing_note(act, row, body))
    release(act, row, body.released_on)
    put_down(act, row, "release_member", post, released_on=body.released_on.isoformat())
    return row


def report_staying(act: Act, case_id: UUID, body: ReportStaying) -> PlacementRow:
    """Told once; until home has called the return off everything stays as it is. Raises NotGoingHome."""
    row, post = _take_up(act, "report_staying", case_id)
    if row.leaving_why != "RETURN":
        raise NotGoingHome()
    if row.stay_told_on is not None:
        raise who_was_first(act.session, case_id, {"report_staying"}, "已告知流出地")
    not_later_than_today(act, told_on=body.told_on)
    row.stay_told_on = act.today
    write(act, row, MemberStays(told_on=body.told_on, text=body.text))
    put_down(act, row, "report_staying", post, told_on=body.told_on.isoformat())
    return row


def release(act: Act, row: PlacementRow, on: date) -> None:
    """RELEASED, struck off; a repeat keeps the first day."""
    if row.status != PlacementStatus.RELEASED:
        row.status, row.released_on = PlacementStatus.RELEASED, on
        row.look_asked = row.look_since = None
        strike_off(act, row)
        take_back_tasks_of_the_stay(act, row, "release_member")
    row.transfer_since = None


def _closing_note(act: Act, row: PlacementRow, body: ReleaseMember) -> ClosingNote:
    branch = organisation(act.session, row.host_branch or row.host_committee)
    return ClosingNote(
        released_on=body.released_on,
        enrolled_on=row.enrolled_on or body.released_on,
        host_branch=branch.code,
        host_branch_name=branch.name,
        conduct=body.conduct,
        participation=body.participation,
        dues_paid_to=body.dues_paid_to,
        text=body.text,
    )


def accept_transfer(act: Act, case_id: UUID, body: AcceptTransfer) -> PlacementRow:
    """From now on he is the host's own member: the placement is over, home closes the case."""
    row, post, since = _take_up_transfer(act, "accept_transfer", case_id)
    not_later_than_today(act, accepted_on=body.accepted_on)
    _answer(act, row, "accept_transfer")
    write(act, row, TransferAccepted(accepted_on=body.accepted_on, letter_number=row.transfer_letter or ""))
    row.note_owed = False
    release(act, row, body.accepted_on)
    put_down(act, row, "accept_transfer", post, accepted_on=body.accepted_on.isoformat(), sent_on=since.isoformat())
    return row


def reject_transfer(act: Act, case_id: UUID, body: RejectTransfer) -> PlacementRow:
    """The letter of transfer goes back; nothing else changes."""
    row, post, since = _take_up_transfer(act, "reject_transfer", case_id)
    not_later_than_today(act, rejected_on=body.rejected_on)
    _answer(act, row, "reject_transfer")
    write(act, row, TransferRejected(rejected_on=body.rejected_on, text=body.text))
    row.transfer_since = row.transfer_letter = None
    put_down(act, row, "reject_transfer", post, rejected_on=body.rejected_on.isoformat(), sent_on=since.isoformat())
    return row


def _take_up_transfer(act: Act, verb: str, case_id: UUID) -> tuple[PlacementRow, Post, date]:
    row, post = _take_up(act, verb, case_id)
    if row.transfer_since is None:
        raise _no_transfer(act, row)
    return row, post, row.transfer_since


def _no_transfer(act: Act, row: PlacementRow) -> Conflict:
    """Answered already, or never sent here."""
    answered = who_was_first(act.session, row.case_id, {"accept_transfer", "reject_transfer"}, "组织关系转入已经答复")
    return answered if answered.details else NoTransferHere()


def _answer(act: Act, row: PlacementRow, verb: str) -> None:
    occurrence = placement_state(act, row).transfer_occurrence
    close_task(act, row.case_id, TaskKind.ACCEPT_TRANSFER, row.host_committee, verb=verb, occurrence=occurrence)


def _take_up(act: Act, verb: str, case_id: UUID) -> tuple[PlacementRow, Post]:
    """Raises NotFound, NotYourPost, NotAtThisStep (still to come), StepAlreadyTaken (names who was first)."""
    row = lock_placement(act, case_id)
    owner = row.host_branch if verb in OF_THE_BRANCH else row.host_committee
    standing = Standing(own=path_of(row, owner or row.host_committee), partner=row.home_path)
    post = authorise(act.actor, verb, PERMISSIONS, standing, readers=EVERYBODY)
    check_step(act, verb, row)
    return row, post
