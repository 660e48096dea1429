"""Look-ups in the local copy of the organisation tree."""

from datetime import date
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.errors import Invalid
from shared.organisation_directory.contract import Directory, ListedOrganisation, Region, Succession
from shared.organisation_directory.regions import names_of_regions
from shared.organisation_directory.tables import (
    DirectoryVersionRow,
    OrganisationRow,
    PolicyAssignmentRow,
    RegionRow,
    SuccessionRow,
)
from shared.organisations import OrganisationKind
from shared.policy.book import PolicyAssignment, packaged_book
from shared.policy.pack import PolicyPack

R = TypeVar("R", OrganisationRow, RegionRow)


class OrganisationUnknown(Invalid):
    message = "没有这个组织代码，请核对后再填。"


def organisation(session: Session, code: str) -> OrganisationRow:
    """Raises OrganisationUnknown."""
    row = _held(session, OrganisationRow, code)
    if row is None:
        raise OrganisationUnknown(f"组织代码 {code} 不在平台上，请核对后再填。")
    return row


def ancestors(session: Session, path: str) -> list[OrganisationRow]:
    """The organisation itself and those above it, nearest first."""
    codes = path.split(".")
    rows = {r.code: r for r in session.scalars(select(OrganisationRow).where(OrganisationRow.code.in_(codes)))}
    return [rows[code] for code in reversed(codes) if code in rows]


def nearest(session: Session, path: str, kind: OrganisationKind) -> OrganisationRow | None:
    return next((row for row in ancestors(session, path) if row.kind == kind), None)


def region(session: Session, code: str) -> RegionRow | None:
    return _held(session, RegionRow, code)


def _held(session: Session, table: type[R], code: str) -> R | None:
    """A session forgets rows that nobody holds, and one act looks the same ones up again and again."""
    held = session.info.setdefault(table, {})
    row: R | None = held.get(code) or session.get(table, code)
    if row is not None:
        held[code] = row
    return row


def all_organisations(session: Session) -> list[ListedOrganisation]:
    rows = session.scalars(select(OrganisationRow).order_by(OrganisationRow.path))
    return [ListedOrganisation.model_validate(row) for row in rows]


def region_names(session: Session) -> dict[str, str]:
    kinds = [kind for kind in OrganisationKind if kind.is_department]
    return names_of_regions(session.scalars(select(OrganisationRow).where(OrganisationRow.kind.in_(kinds))))


def directory_version(session: Session) -> int:
    return session.scalar(select(DirectoryVersionRow.version)) or 0


def read_directory(session: Session) -> Directory:
    regions = [Region.model_validate(r) for r in session.scalars(select(RegionRow))]
    return Directory(
        version=directory_version(session),
        organisations=all_organisations(session),
        regions=regions,
        policies=policy_assignments(session),
        successions=[Succession.model_validate(row) for row in session.scalars(select(SuccessionRow))],
    )


def policy_assignments(session: Session) -> list[PolicyAssignment]:
    return [PolicyAssignment.model_validate(row) for row in session.scalars(select(PolicyAssignmentRow))]


def policy_for(session: Session, path: str, on: date) -> PolicyPack:
    """The pack in force for the organisation at `path`: nearest assignment up the tree. Read once in an act."""
    if PolicyAssignment not in session.info:
        session.info[PolicyAssignment] = policy_assignments(session)
    return packaged_book().for_organisation(path, session.info[PolicyAssignment], on)


def replace_directory(session: Session, directory: Directory) -> int:
    """Take over a newer directory whole; an older or equal one changes nothing. Returns the version held."""
    held = session.scalar(select(DirectoryVersionRow.version).with_for_update()) or 0
    if directory.version <= held:
        return held
    session.info.clear()  # what it has looked up is of the former directory
    session.execute(delete(OrganisationRow))
    session.execute(delete(RegionRow))
    session.execute(delete(PolicyAssignmentRow))
    session.execute(delete(SuccessionRow))
    for table, rows in (
        (OrganisationRow, directory.organisations),
        (RegionRow, directory.regions),
        (PolicyAssignmentRow, directory.policies),
        (SuccessionRow, directory.successions),
    ):
        if rows:
            session.execute(insert(table), [row.model_dump() for row in rows])
    row = {"singleton": True, "version": directory.version}
    session.execute(
        insert(DirectoryVersionRow).values(row).on_conflict_do_update(index_elements=["singleton"], set_=row)
    )
    return directory.version


def successor_of(session: Session, code: str) -> str:
    """Who stands in the place of this organisation today; itself while it exists."""
    query = select(SuccessionRow.successor).where(SuccessionRow.predecessor == code, SuccessionRow.main)
    seen = {code}
    while (following := session.scalar(query)) and following not in seen:
        seen.add(code := following)
        query = select(SuccessionRow.successor).where(SuccessionRow.predecessor == code, SuccessionRow.main)
    return code


def stands_for(session: Session, one: str, other: str) -> bool:
    """Whether the two are the same organisation, or one has come into the other's place (W-16): letters that were
    on the way when an organisation changed are still for the same party."""
    return one == other or other in _after(session, one) or one in _after(session, other)


def _after(session: Session, code: str) -> set[str]:
    """All that have come into the place of `code`, however often it changed."""
    found: set[str] = set()
    asked = {code}
    while asked:
        query = select(SuccessionRow.successor).where(SuccessionRow.predecessor.in_(asked))
        asked = set(session.scalars(query)) - found - {code}
        found |= asked
    return found
