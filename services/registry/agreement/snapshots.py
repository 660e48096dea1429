"""What W-09's workflow follows: one side's copy, computed from its rows."""

from sqlalchemy import select

from services.registry.agreement.contract import AgreementLevel, AgreementState, AgreementStatus
from services.registry.agreement.tables import AgreementRow, ConsultationRow
from shared.act import Act
from shared.letters.operations import undelivered
from shared.outbox import follow
from shared.posts import Role


def consultations_of(act: Act, row: AgreementRow) -> list[ConsultationRow]:
    query = select(ConsultationRow).where(ConsultationRow.copy_id == row.id).order_by(ConsultationRow.period)
    return list(act.session.scalars(query))


def agreement_state(act: Act, row: AgreementRow) -> AgreementState:
    department = row.level == AgreementLevel.DEPARTMENT
    return AgreementState(
        subject=row.id,
        version=row.version,
        clock=act.clock,
        letters=undelivered(act, row.agreement_id, row.attempt),
        status=AgreementStatus(row.status),
        party=row.own,
        role=Role.DEPARTMENT_OFFICER if department else Role.COMMITTEE_OFFICER,
        round=row.round,
        answer_since=row.answer_since,
        countersign_since=row.countersign_since,
        begins_on=row.begins_on,
        last_day=row.last_day,
        renewal_from=row.renewal_from,
        renewal_asked=row.renewal_asked,
        renewal_open=row.renewal_open,
        open_periods=tuple(one.period for one in consultations_of(act, row) if one.held_on is None),
        next_period=row.next_period,
    )


def publish(act: Act, row: AgreementRow) -> None:
    row.version += 1
    act.session.flush()
    state = agreement_state(act, row)
    follow(act.session, "Agreement", state)
