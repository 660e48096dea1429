"""W-17 at home: reported, evidence added, decided by the side that owns the field, both sides told."""

from uuid import UUID

from services.outflow.correction.domain import check_value
from services.outflow.correction.operations.applying import current_value, put_right
from services.outflow.correction.operations.casework import new_correction, refuse_a_second, take_case, take_up
from services.outflow.correction.snapshots import publish_correction
from services.outflow.correction.tables import CorrectionRow
from services.outflow.operations.casework import note, write
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
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
from shared.history import who_was_first
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task

S = CorrectionStatus


class NothingToCorrect(Invalid):
    message = "更正后的内容与现在登记的相同，请核对后填写正确的内容。"


class HostDoesNotOwnYet(Conflict):
    message = "流入地尚未接收，没有需要其更正的信息；请由本方更正。"


class DecidedByTheHost(Conflict):
    message = "这一项由流入地党组织核定，本方不能决定；请等待流入地核定，结果会在个案页显示。"


class ReporterMayNotDecide(NotYourPost):
    message = "报来更正的人不能核定，请由另一名工作人员办理。"


def report_correction(act: Act, case_id: UUID, body: ReportCorrection) -> CaseRow:
    """What the host owns is reported to it; what home owns goes to the home committee."""
    case, post = take_case(act, "report_correction", case_id)
    refuse_a_second(act, case, body.field)
    check_value(body.field, body.value, act.today)
    before = current_value(act, case, body.field)
    if before == body.value:
        raise NothingToCorrect(fields=[{"field": "value", "message": NothingToCorrect.message}])
    account, said = act.actor.account, {"before": before, "value": body.value, "reason": body.text}
    columns = steps.reported(act, body.field, post, here="home", side="home", account=account, on=act.today, **said)
    row = new_correction(act, case, columns)
    note(act, "report_correction", case, post, field=body.field)
    if body.field.owner == "host":
        _report_to_the_host(act, case, row, body)
    publish_correction(act, case, row)
    return case


def _report_to_the_host(act: Act, case: CaseRow, row: CorrectionRow, body: ReportCorrection) -> None:
    if case.active_on is None or not case.host_on_platform:
        raise HostDoesNotOwnYet()
    letter = CorrectionReported(
        correction_id=row.id, field=body.field, value=body.value, text=body.text, reported_on=act.today
    )
    write(act, case, letter)
    publish(act, case)


def add_evidence(act: Act, case_id: UUID, body: AddEvidence) -> CaseRow:
    case, row, post = take_up(act, "add_evidence", case_id, body.correction_id)
    _refuse_what_is_not_ours(row)
    if row.status in DECIDED:
        raise _already_decided(act, case)
    steps.add_evidence(act, row, body.text)
    note(act, "add_evidence", case, post, field=row.field)
    publish_correction(act, case, row)
    return case


def decide_correction(act: Act, case_id: UUID, body: DecideCorrection) -> CaseRow:
    """Not by whoever reported it; and not without evidence."""
    case, row, post = take_up(act, "decide_correction", case_id, body.correction_id)
    _refuse_what_is_not_ours(row)
    if row.status in DECIDED:
        raise _already_decided(act, case)
    if row.status != S.EVIDENCE:
        raise NotAtThisStep("请先登记更正的依据材料，再作核定。", status=row.status)
    if act.actor.answers_for(row.reported_account):
        raise ReporterMayNotDecide()
    steps.decided(act, row, post, applied=body.applied, text=body.text, on=act.today)
    holder = case.home_committee or case.home_branch
    close_task(act, case.id, TaskKind.DECIDE_CORRECTION, holder, verb="decide_correction", occurrence=str(row.id))
    field, value = CorrectedField(row.field), act.seal.open(row.sealed_value)
    if body.applied:
        put_right(act, case, field, value, post)
    note(act, "decide_correction", case, post, field=row.field, applied=body.applied)
    if case.departed_on is not None:
        write(act, case, _decision(act, row, field, value, body))
    publish(act, case)
    publish_correction(act, case, row)
    return case


def _decision(act: Act, row: CorrectionRow, field: CorrectedField, value: str, body: DecideCorrection) -> Correction:
    return Correction(
        correction_id=row.id, field=field, applied=body.applied, value=value, text=body.text, decided_on=act.today
    )


def _refuse_what_is_not_ours(row: CorrectionRow) -> None:
    if row.owner != "home":
        raise DecidedByTheHost()


def _already_decided(act: Act, case: CaseRow) -> Exception:
    return who_was_first(act.session, case.id, {"decide_correction"}, "这项更正已核定")
