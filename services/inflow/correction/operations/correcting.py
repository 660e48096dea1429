"""W-17 at the host: what home owns is reported to it; the host's own contact data are decided here."""

from uuid import UUID

from services.inflow.contract import PlacementStatus
from services.inflow.correction.operations.applying import current_value, put_right
from services.inflow.correction.operations.casework import (
    new_correction,
    refuse_a_second,
    take_placement,
    take_up,
)
from services.inflow.correction.snapshots import correction_state, publish_correction
from services.inflow.correction.tables import CorrectionRow
from services.inflow.operations.casework import put_down, write
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.corrections import operations as steps
from shared.corrections.contract import (
    DECIDED,
    AddEvidence,
    CorrectedField,
    CorrectionStatus,
    DecideCorrection,
    ReportCorrection,
)
from shared.errors import Conflict, Invalid, NotAtThisStep, NotYourPost
from shared.history import append, who_was_first
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task

S = CorrectionStatus


class NothingToCorrect(Invalid):
    message = "更正后的内容与现在登记的相同，请核对后填写正确的内容。"


class NotOnOurRoster(NotAtThisStep):
    message = "该党员不在本地名册上，没有可更正的联系信息；请先完成编入，或请流出地更正。"


class DecidedByHome(Conflict):
    message = "这一项由流出地党组织核定，本方不能决定；请等待流出地核定，结果会在个案页显示。"


class ReporterMayNotDecide(NotYourPost):
    message = "报来更正的人不能核定，请由另一名工作人员办理。"


def report_correction(act: Act, case_id: UUID, body: ReportCorrection) -> PlacementRow:
    placement, post = take_placement(act, "report_correction", case_id)
    if body.field.owner == "host" and placement.status != PlacementStatus.ENROLLED:
        raise NotOnOurRoster(status=placement.status)
    refuse_a_second(act, placement, body.field)
    before = current_value(act, placement, body.field)
    if before == body.value:
        raise NothingToCorrect(fields=[{"field": "value", "message": NothingToCorrect.message}])
    account, said = act.actor.account, {"before": before, "value": body.value, "reason": body.text}
    columns = steps.reported(act, body.field, post, here="host", side="host", account=account, on=act.today, **said)
    row = new_correction(act, placement, columns)
    if body.field.owner == "home":
        letter = CorrectionReported(
            correction_id=row.id, field=body.field, value=body.value, text=body.text, reported_on=act.today
        )
        write(act, placement, letter)
    put_down(act, placement, "report_correction", post, field=body.field)
    publish_correction(act, placement, row)
    return placement


def add_evidence(act: Act, case_id: UUID, body: AddEvidence) -> PlacementRow:
    placement, row, post = take_up(act, "add_evidence", case_id, body.correction_id)
    _check_open(act, placement, row)
    steps.add_evidence(act, row, body.text)
    append(
        act, "add_evidence", placement.case_id, placement.status, post=post, attempt=placement.attempt, field=row.field
    )
    publish_correction(act, placement, row)
    return placement


def decide_correction(act: Act, case_id: UUID, body: DecideCorrection) -> PlacementRow:
    """Not by whoever reported it; and not without evidence."""
    placement, row, post = take_up(act, "decide_correction", case_id, body.correction_id)
    _check_open(act, placement, row)
    if row.status != S.EVIDENCE:
        raise NotAtThisStep("请先登记更正的依据材料，再作核定。", status=row.status)
    if act.actor.answers_for(row.reported_account):
        raise ReporterMayNotDecide()
    steps.decided(act, row, post, applied=body.applied, text=body.text, on=act.today)
    occurrence = correction_state(act, placement, row).occurrence
    kind, holder = TaskKind.DECIDE_CORRECTION, placement.host_committee
    close_task(act, placement.case_id, kind, holder, verb="decide_correction", occurrence=occurrence)
    field, value = CorrectedField(row.field), act.seal.open(row.sealed_value)
    if body.applied:
        put_right(act, placement, field, value)
    decision = Correction(
        correction_id=row.id, field=field, applied=body.applied, value=value, text=body.text, decided_on=act.today
    )
    write(act, placement, decision)
    put_down(act, placement, "decide_correction", post, field=row.field, applied=body.applied)
    publish_correction(act, placement, row)
    return placement


def _check_open(act: Act, placement: PlacementRow, row: CorrectionRow) -> None:
    if row.owner != "host":
        raise DecidedByHome()
    if row.status in DECIDED:
        raise who_was_first(act.session, placement.case_id, {"decide_correction"}, "这项更正已核定")
