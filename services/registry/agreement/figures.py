"""W-09 in figures (rulebook 8): agreements in force, expiring, consultations held and overdue."""

from datetime import timedelta

from sqlalchemy import ColumnElement, literal

from services.registry.agreement.contract import STATUS_LABELS, AgreementStatus
from services.registry.agreement.tables import AgreementRow, ConsultationRow
from services.registry.listing import listing_of_organisations
from shared.act import Act
from shared.figures import Counted, every, labels_of
from shared.reporting.queries import regions, term
from shared.terms import HalfYear

ROW, CONSULTATION = AgreementRow.__table__.c, ConsultationRow.__table__.c
LABELS = labels_of(STATUS_LABELS)
_OF_AGREEMENT = {"organisation": ROW.own, "path": ROW.own_path, "number": ROW.number, "partner": ROW.partner_name}
ROWS = listing_of_organisations(
    AgreementRow.__table__,
    **_OF_AGREEMENT,
    name=literal("共管协议"),
    state=ROW.status,
    words=LABELS,
    on=ROW.last_day,
    row_id=ROW.id,
)
CONSULTATIONS = listing_of_organisations(
    ConsultationRow.__table__.join(AgreementRow.__table__, ROW.id == CONSULTATION.copy_id),
    **_OF_AGREEMENT,
    name=CONSULTATION.period,
    state=ROW.status,
    words=LABELS,
    on=CONSULTATION.held_on,
    row_id=CONSULTATION.id,
)


def _in_force(_: Act) -> ColumnElement[bool]:
    return ROW.status == AgreementStatus.IN_FORCE


def _expiring(act: Act) -> ColumnElement[bool]:
    """Within the days before its end at which renewal is thought of."""
    soon = act.today + timedelta(days=term(act, "agreement.term.renewal_notice"))
    return _in_force(act) & (ROW.last_day <= soon)


def _held(_: Act) -> ColumnElement[bool]:
    return CONSULTATION.held_on.is_not(None)


def _overdue(act: Act) -> ColumnElement[bool]:
    """Its half-year is over, and nothing is recorded."""
    return _in_force(act) & CONSULTATION.held_on.is_(None) & (CONSULTATION.period < str(HalfYear.of(act.today)))


COUNTED: tuple[Counted, ...] = (
    Counted(ROWS, "agreements", "共管协议（按状态）", every(ROW.id), ROW.status, LABELS),
    Counted(ROWS, "agreements-in-force", "履行中的共管协议（按对方地区）", _in_force, ROW.partner_region, regions),
    Counted(ROWS, "agreements-expiring", "即将到期的共管协议", _expiring, of="agreements-in-force"),
    Counted(CONSULTATIONS, "consultations", "已会商（按半年）", _held, CONSULTATION.period),
    Counted(CONSULTATIONS, "consultations-overdue", "超期未会商（按半年）", _overdue, CONSULTATION.period),
)
