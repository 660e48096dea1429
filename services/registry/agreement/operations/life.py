"""An agreement in force: consultations, renewal, notice, and the steps that begin on their day."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.registry.agreement.contract import (
    AgreementStatus,
    LetAgreementLapse,
    RecordConsultation,
    TerminateAgreement,
)
from services.registry.agreement.domain import end_on_notice, ended_as, first_consultation, following
from services.registry.agreement.operations.casework import (
    done,
    end,
    lock_agreement,
    not_later_than_today,
    note,
    take_up,
    write,
)
from services.registry.agreement.snapshots import publish
from services.registry.agreement.tables import AgreementRow, ConsultationRow
from shared.act import Act
from shared.errors import Conflict
from shared.history import who_was_first
from shared.letters.bodies_between import AgreementTerminated, ConsultationMinutes
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import cancel_task


class NoRenewalAsked(Conflict):
    message = "现在还不到研究续签的时候，或已经办理，请刷新后再看。"


def record_consultation(act: Act, copy_id: UUID, body: RecordConsultation) -> AgreementRow:
    """S001-B 三1: either side keeps the minutes, the other gets them. Raises StepAlreadyTaken for a second time."""
    row, post = take_up(act, "record_consultation", copy_id)
    not_later_than_today(act, held_on=body.held_on)
    held = _consultation(act, row, body.period)
    if held.held_on is not None:
        raise who_was_first(act.session, row.id, {"record_consultation"}, f"{body.period} 的会商已有纪要")
    held.held_on, held.sealed_minutes = body.held_on, act.seal_text(body.minutes)
    done(act, row, TaskKind.HOLD_CONSULTATION, "record_consultation", body.period)
    write(act, row, ConsultationMinutes(period=body.period, held_on=body.held_on, minutes=body.minutes))
    note(act, "record_consultation", row, post, period=body.period, held_on=body.held_on.isoformat())
    publish(act, row)
    return row


def _consultation(act: Act, row: AgreementRow, period: str) -> ConsultationRow:
    """The one of this half-year; a consultation may be held before it was asked for."""
    query = select(ConsultationRow).where(ConsultationRow.copy_id == row.id, ConsultationRow.period == period)
    found = act.session.scalars(query).one_or_none()
    if found is None:
        found = ConsultationRow(copy_id=row.id, period=period, opened_on=act.today)
        act.session.add(found)
    return found


def hear_minutes(act: Act, row: AgreementRow, body: ConsultationMinutes) -> bool:
    """False when minutes of this half-year stand already. Where both sides wrote theirs at once, home's hold."""
    held = _consultation(act, row, body.period)
    if held.held_on is not None and (held.recorded_by_partner or row.own_is_home):
        return False
    held.held_on, held.sealed_minutes = body.held_on, act.seal_text(body.minutes)
    held.recorded_by_partner = True
    act.session.flush()
    done(act, row, TaskKind.HOLD_CONSULTATION, "letter_consultation_minutes", body.period)
    return True


def let_agreement_lapse(act: Act, copy_id: UUID, body: LetAgreementLapse) -> AgreementRow:
    """Our answer to the renewal notice is no; the agreement lives to its last day. Raises NoRenewalAsked."""
    row, post = take_up(act, "let_agreement_lapse", copy_id)
    if not row.renewal_open:
        raise NoRenewalAsked()
    row.renewal_open = False
    done(act, row, TaskKind.RENEW_AGREEMENT, "let_agreement_lapse")
    note(act, "let_agreement_lapse", row, post, words=body.text)
    publish(act, row)
    return row


def terminate_agreement(act: Act, copy_id: UUID, body: TerminateAgreement) -> AgreementRow:
    """Either side, on notice (W-09). Ending changes no member's case. Raises NoticeTooShort, StepAlreadyTaken."""
    row, post = take_up(act, "terminate_agreement", copy_id)
    if row.notice_by is not None:
        raise who_was_first(act.session, row.id, NOTICES, "终止通知已经发出")
    drafted = row.status == AgreementStatus.DRAFT
    last_day = _last_day(act, row, body)
    if not drafted:
        write(act, row, AgreementTerminated(ends_on=last_day, text=body.text))
    give_notice(act, row, row.own, last_day, body.text, "terminate_agreement")
    note(act, "terminate_agreement", row, post, words=body.text, ends_on=last_day.isoformat())
    publish(act, row)
    return row


NOTICES = {"terminate_agreement", "letter_agreement_terminated"}


def _last_day(act: Act, row: AgreementRow, body: TerminateAgreement) -> date:
    if row.status != AgreementStatus.IN_FORCE:
        return act.today
    return end_on_notice(act.today, body.ends_on, row.last_day, policy_for(act.session, row.own_path, act.today))


def give_notice(act: Act, row: AgreementRow, by: str, last_day: date, text: str, verb: str) -> None:
    row.notice_by, row.sealed_reason = by, act.seal_text(text)
    if row.status != AgreementStatus.IN_FORCE:
        end(act, row, AgreementStatus.TERMINATED, verb)
        return
    row.last_day = min(row.last_day, last_day)
    if row.renewal_open:
        cancel_task(act, row.id, TaskKind.RENEW_AGREEMENT, row.own, verb=verb)
    row.renewal_open, row.renewal_asked = False, True


def begin_agreement_step(act: Act, copy_id: UUID, step: str) -> None:
    """The workflow's steps, each on its day; a step that does not fit any more changes nothing."""
    row = lock_agreement(act, copy_id)
    begun = STEPS[step](act, row) if step in STEPS else _begin_consultation(act, row, step)
    if begun:
        note(act, "begin_step", row, None, step=step)
        publish(act, row)


def _comes_into_force(act: Act, row: AgreementRow) -> bool:
    if row.status != AgreementStatus.SIGNED or act.today < row.begins_on:
        return False
    row.status = AgreementStatus.IN_FORCE
    row.next_period = first_consultation(act.today)
    former = _former(act, row)
    if former is not None and former.status == AgreementStatus.IN_FORCE:
        end(act, former, AgreementStatus.RENEWED, "renewed")
        note(act, "renewed", former, None, by=str(row.agreement_id))
        publish(act, former)
    return True


def _former(act: Act, row: AgreementRow) -> AgreementRow | None:
    if row.renews is None:
        return None
    query = select(AgreementRow).where(AgreementRow.agreement_id == row.renews, AgreementRow.own == row.own)
    return act.session.scalars(query.with_for_update()).one_or_none()


def _asks_for_renewal(act: Act, row: AgreementRow) -> bool:
    """`agreement.term.renewal_notice` before the last day."""
    if row.status != AgreementStatus.IN_FORCE or row.renewal_asked or act.today < row.renewal_from:
        return False
    row.renewal_asked, row.renewal_open = True, row.renewed_by is None
    return True


def _ends(act: Act, row: AgreementRow) -> bool:
    """The day after the last one: by notice, renewed (the new one is signed), or expired."""
    if row.status != AgreementStatus.IN_FORCE or act.today <= row.last_day:
        return False
    status = ended_as(noticed=row.notice_by is not None, renewed=_is_renewed(act, row))
    end(act, row, status, "agreement_ended")
    return True


def _is_renewed(act: Act, row: AgreementRow) -> bool:
    if row.renewed_by is None:
        return False
    query = select(AgreementRow.status).where(AgreementRow.agreement_id == row.renewed_by, AgreementRow.own == row.own)
    return act.session.scalar(query) in (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)


def _begin_consultation(act: Act, row: AgreementRow, period: str) -> bool:
    if row.status != AgreementStatus.IN_FORCE or row.next_period != period:
        return False
    _consultation(act, row, period)
    row.next_period = following(period, row.last_day)
    return True


STEPS = {"in_force": _comes_into_force, "renewal": _asks_for_renewal, "end": _ends}
