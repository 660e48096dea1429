"""Who stands for a region, and which county department takes up a difference."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.survey.tables import ExchangeRow
from shared.organisation_directory.queries import nearest, organisation
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind


def provincial_department(session: Session, region: str) -> OrganisationRow | None:
    """None for a region that another operator serves."""
    query = select(OrganisationRow).where(
        OrganisationRow.kind == OrganisationKind.PROVINCIAL_DEPARTMENT, OrganisationRow.region_code == region
    )
    return session.scalars(query.order_by(OrganisationRow.code).limit(1)).one_or_none()


def county_of_path(session: Session, path: str) -> OrganisationRow | None:
    return nearest(session, path, OrganisationKind.COUNTY_DEPARTMENT)


def county_of_region(session: Session, region: str, within: str) -> OrganisationRow | None:
    """The department of a county, or else of the city, that lies in our part of the tree."""
    kinds = (OrganisationKind.COUNTY_DEPARTMENT, OrganisationKind.CITY_DEPARTMENT)
    query = select(OrganisationRow).where(
        OrganisationRow.kind.in_(kinds),
        OrganisationRow.region_code == region,
        OrganisationRow.__table__.c.path.op("<@")(within),
    )
    return session.scalars(query.order_by(OrganisationRow.code).limit(1)).one_or_none()


def holder_of(session: Session, row: ExchangeRow, path: str | None, region: str) -> OrganisationRow:
    """Where the member's own organisation stands; else where the other side believes him; else the party itself."""
    found = county_of_path(session, path) if path else None
    found = found or (county_of_region(session, region, row.path) if region else None)
    return found or organisation(session, row.path.split(".")[-1])
