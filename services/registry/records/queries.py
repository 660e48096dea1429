"""Records for the screens, the public directory of offices, and the extract for the yearly assessment."""

from datetime import date

from sqlalchemy import func, select

from services.registry.agreement.contract import AgreementStatus
from services.registry.agreement.tables import AgreementRow, ConsultationRow
from services.registry.mobile_org.contract import MobileOrgStatus
from services.registry.mobile_org.tables import MobileOrgRow
from services.registry.records import contract as c
from services.registry.records.permissions import PERMISSIONS
from services.registry.records.tables import OrgRecordRow
from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.errors import NotFound
from shared.identifiers import province_of
from shared.organisation_directory.tables import OrganisationRow

COLUMNS = OrgRecordRow.__table__.c


def list_records(act: Act, kind: c.RecordKind | None, organisation: str | None) -> c.OrgRecordPage:
    """Of the reader's own organisation or subtree, newest first."""
    query = (
        select(OrgRecordRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.code == OrgRecordRow.own)
        .where(visible(act.actor, "list_records", PERMISSIONS, COLUMNS.own_path))
        .order_by(OrgRecordRow.kept_on.desc(), OrgRecordRow.id.desc())
    )
    if kind is not None:
        query = query.where(OrgRecordRow.kind == kind)
    if organisation is not None:
        query = query.where(OrgRecordRow.own == organisation)
    return c.OrgRecordPage(items=[record_view(act, row, name) for row, name in act.session.execute(query)])


def record_view(act: Act, row: OrgRecordRow, own_name: str = "") -> c.OrgRecord:
    kind = c.RecordKind(row.kind)
    return c.OrgRecord(
        record_id=row.id, kind=kind, duty=kind.duty, own=row.own, own_name=own_name or row.own, on=row.kept_on,
        title=row.title, planned=row.planned, partner=row.partner, partner_name=row.partner_name,
        text=act.open_text(row.sealed_text) or "", concluded_on=row.concluded_on, result=row.result,
        conclusion=act.open_text(row.sealed_conclusion) or "",
    )  # fmt: skip


def list_offices(act: Act, region: str | None) -> c.Offices:
    """D-50: for everybody, signed in or not. `region`: GB/T 2260 code; its zeros stand for all below."""
    query = select(OrganisationRow).where(OrganisationRow.office != "", OrganisationRow.valid_to.is_(None))
    if region:
        query = query.where(OrganisationRow.region_code.startswith(_stem(region)))
    names = {code: name for code, name in act.session.execute(select(OrganisationRow.code, OrganisationRow.name))}
    rows = act.session.scalars(query.order_by(OrganisationRow.path))
    return c.Offices(items=[_office(row, names) for row in rows])


def _stem(region: str) -> str:
    return region[:2] if region.endswith("0000") else region[:4] if region.endswith("00") else region


def _office(row: OrganisationRow, names: dict[str, str]) -> c.Office:
    place = names.get(row.region_code) or names.get(province_of(row.region_code)) or row.region_code
    return c.Office(
        organisation=row.code, name=row.name, region_code=row.region_code, region_name=place, office=row.office,
        hours=row.hours, phone=row.phone,
    )  # fmt: skip


def office_view(act: Act, row: OrganisationRow) -> c.Office:
    return _office(row, {})


def read_assessment(act: Act, organisation: str, year: int) -> c.Assessment:
    """Counts over the organisation and all below it. Raises NotFound."""
    own = act.session.get(OrganisationRow, organisation)
    if own is None:
        raise NotFound()
    authorise(act.actor, "read_assessment", PERMISSIONS, Standing(own=own.path))
    first, last = date(year, 1, 1), date(year, 12, 31)
    below = AgreementRow.__table__.c.own_path.op("<@")(own.path)
    in_force = select(func.count()).where(below, AgreementRow.status == AgreementStatus.IN_FORCE)
    held = (
        select(func.count())
        .select_from(ConsultationRow)
        .join(AgreementRow, AgreementRow.id == ConsultationRow.copy_id)
        .where(below, ConsultationRow.held_on.between(first, last))
    )
    mobile = MobileOrgRow.__table__.c
    active = select(func.count()).where(mobile.own_path.op("<@")(own.path), mobile.status == MobileOrgStatus.ACTIVE)
    return c.Assessment(
        organisation=own.code,
        organisation_name=own.name,
        year=year,
        records=_lines(act, own.path, first, last),
        agreements_in_force=act.session.scalar(in_force) or 0,
        consultations_held=act.session.scalar(held) or 0,
        mobile_orgs_active=act.session.scalar(active) or 0,
        office_published=bool(own.office and own.hours and own.phone),
    )


def _lines(act: Act, path: str, first: date, last: date) -> list[c.AssessmentLine]:
    total = func.coalesce
    query = (
        select(
            COLUMNS.kind, func.count(), func.count(COLUMNS.concluded_on),
            total(func.sum(COLUMNS.planned), 0), total(func.sum(COLUMNS.result), 0),
        )
        .where(COLUMNS.own_path.op("<@")(path), COLUMNS.kept_on.between(first, last))
        .group_by(COLUMNS.kind)
    )  # fmt: skip
    found = {kind: figures for kind, *figures in act.session.execute(query)}
    return [_line(kind, *found.get(kind, (0, 0, 0, 0))) for kind in c.RecordKind]


def _line(kind: c.RecordKind, records: int, concluded: int, planned: int, result: int) -> c.AssessmentLine:
    return c.AssessmentLine(
        kind=kind, label=kind.label, duty=kind.duty, records=records, concluded=concluded, planned=planned,
        result=result,
    )  # fmt: skip
