"""Agreements for the screens: lists by subtree, one copy with its story."""

from uuid import UUID

from sqlalchemy import func, or_, select

from services.registry.agreement import contract as c
from services.registry.agreement.domain import next_act
from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.snapshots import agreement_state, consultations_of
from services.registry.agreement.tables import AgreementRow, ConsultationRow
from services.registry.agreement.waiting.queries import waiting_of
from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.errors import NotFound
from shared.history import events_of
from shared.letters.operations import letters_of_case
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.queries import tasks_of_case
from shared.waiting_lists.urging import urges_of

SERVICE = "registry"
RUNNING_PAGE = 200
COLUMNS = AgreementRow.__table__.c


def list_agreements(act: Act, status: c.AgreementStatus | None) -> c.AgreementPage:
    """Of the parties in the reader's subtree, newest first."""
    held = (
        select(func.count())
        .where(ConsultationRow.copy_id == AgreementRow.id, ConsultationRow.held_on.is_not(None))
        .scalar_subquery()
    )
    query = (
        select(AgreementRow, OrganisationRow.name, held)
        .join(OrganisationRow, OrganisationRow.code == AgreementRow.own)
        .where(visible(act.actor, "list_agreements", PERMISSIONS, COLUMNS.own_path))
        .order_by(AgreementRow.id.desc())
    )
    if status is not None:
        query = query.where(AgreementRow.status == status)
    return c.AgreementPage(items=[_summary(*found) for found in act.session.execute(query)])


def _summary(row: AgreementRow, own_name: str, held: int) -> c.AgreementSummary:
    return c.AgreementSummary(
        copy_id=row.id, number=row.number, level=c.AgreementLevel(row.level), status=c.AgreementStatus(row.status),
        own=row.own, own_name=own_name, partner=row.partner, partner_name=row.partner_name,
        begins_on=row.begins_on, last_day=row.last_day, consultations_held=held,
    )  # fmt: skip


def read_agreement(act: Act, copy_id: UUID) -> c.AgreementFile:
    """Raises NotFound, also for what is not the reader's."""
    row = act.session.get(AgreementRow, copy_id)
    if row is None:
        raise NotFound()
    authorise(act.actor, "read_agreement", PERMISSIONS, Standing(own=row.own_path))
    written, heard = row.attempt, 3 - row.attempt
    return c.AgreementFile(
        agreement=agreement_view(act, row),
        events=events_of(act, row.id),
        tasks=tasks_of_case(act, row.id, SERVICE),
        letters=[
            letter
            for letter in letters_of_case(act, row.agreement_id)
            if letter.attempt == (written if letter.direction == "sent" else heard)
        ],
        waiting=waiting_of(act, row.id),
        urges=urges_of(act, row.id),
    )


PLAIN = (
    "agreement_id", "number", "version", "own", "own_is_home", "partner", "partner_name", "round", "our_text",
    "signed_by_us_on", "signed_by_partner_on", "begins_on", "last_day", "notice_by", "renewal_from", "renewal_open",
    "renews", "renewed_by", "ended_on",
)  # fmt: skip


def agreement_view(act: Act, row: AgreementRow) -> c.Agreement:
    status = c.AgreementStatus(row.status)
    own = act.session.get(OrganisationRow, row.own)
    signed = {
        "signed_by_us": row.signed_by_us_on is not None,
        "signed_by_partner": row.signed_by_partner_on is not None,
    }
    signatories = (act.open_text(row.sealed_signatory) or "", act.open_text(row.sealed_partner_signatory) or "")
    return c.Agreement(
        **{name: getattr(row, name) for name in PLAIN},
        copy_id=row.id,
        level=c.AgreementLevel(row.level),
        status=status,
        own_name=own.name if own else row.own,
        parties=c.Parties.model_validate(row.parties),
        terms=c.AgreementTerms.model_validate_json(act.seal.open(row.sealed_terms)),
        signatories=signatories,
        reason=act.open_text(row.sealed_reason) or "",
        consultations=tuple(_consultation(act, one) for one in consultations_of(act, row)),
        next_act=next_act(status, our_text=row.our_text, notice=row.notice_by is not None, **signed),
    )


def _consultation(act: Act, row: ConsultationRow) -> c.Consultation:
    return c.Consultation(
        period=row.period, opened_on=row.opened_on, held_on=row.held_on,
        minutes=act.open_text(row.sealed_minutes) or "", recorded_by_partner=row.recorded_by_partner,
    )  # fmt: skip


def list_running_agreements(act: Act, after: UUID | None) -> c.RunningAgreements:
    """Copies that should have a workflow: not over, or with a letter on its way."""
    letters = select(LetterSentRow.case_id).where(
        LetterSentRow.delivered_at.is_(None), LetterSentRow.channel == "ELECTRONIC"
    )
    over = {*c.ENDED, c.AgreementStatus.DRAFT}
    query = select(AgreementRow).where(or_(AgreementRow.status.not_in(over), AgreementRow.agreement_id.in_(letters)))
    if after is not None:
        query = query.where(AgreementRow.id > after)
    rows = act.session.scalars(query.order_by(AgreementRow.id).limit(RUNNING_PAGE)).all()
    items = [agreement_state(act, row) for row in rows]
    return c.RunningAgreements(items=items, next=rows[-1].id if len(rows) == RUNNING_PAGE else None)
