"""Helping home to look for a member (5.1), and looks at sealed data."""

from uuid import UUID

from services.inflow.contract import AnswerLook, PlacementStatus, Revealed, RevealField
from services.inflow.operations.casework import already_taken, lock_placement, permit, put_down, write
from services.inflow.sealed import notice_of
from services.inflow.snapshots import placement_state
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.audit import record
from shared.errors import NotAtThisStep
from shared.history import who_was_first
from shared.letters.contract import Looked
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


def answer_look(act: Act, case_id: UUID, body: AnswerLook) -> PlacementRow:
    row = lock_placement(act, case_id)
    post = permit(act, "answer_look", row, row.host_committee, row.host_branch or row.host_committee)
    if row.look_since is None:
        raise _nothing_asked(act, row)
    occurrence = placement_state(act, row).look_occurrence
    holder = row.host_branch or row.host_committee
    close_task(act, row.case_id, TaskKind.LOOK_FOR_MEMBER, holder, verb="answer_look", occurrence=occurrence)
    row.look_asked = row.look_since = None
    write(act, row, Looked(found=body.found, text=body.text))
    put_down(act, row, "answer_look", post, found=body.found)
    return row


def _nothing_asked(act: Act, row: PlacementRow) -> Exception:
    if row.status in (PlacementStatus.WITHDRAWN, PlacementStatus.RELEASED):
        return already_taken(act, row)
    if row.looks:
        return who_was_first(act.session, row.case_id, {"answer_look", "report_arrival"}, "协查已经答复")
    return NotAtThisStep("流出地没有请求协助查找。", status=row.status)


def reveal_field(act: Act, case_id: UUID, body: RevealField) -> Revealed:
    """One value of one person; who looked and why stays in the audit."""
    row = lock_placement(act, case_id)
    post = permit(act, "reveal_field", row, row.host_committee, row.host_branch or row.host_committee)
    details = {"field": body.field, "reason": body.reason}
    record(act.session, "reveal_field", act.actor, post=post, object_id=case_id, business_at=act.at, details=details)
    person = notice_of(act, row).person
    return Revealed(value=person.id_number if body.field == "id_number" else person.phone)
