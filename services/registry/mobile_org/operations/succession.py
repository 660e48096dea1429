"""W-16: what becomes of mobile-member organisations when one of their parents, or they themselves, change."""

from collections.abc import Mapping

from sqlalchemy import or_, select

from services.registry.mobile_org.contract import ENDED, MobileOrgStatus
from services.registry.mobile_org.operations.casework import note
from services.registry.mobile_org.operations.founding import close
from services.registry.mobile_org.snapshots import LEADING, publish
from services.registry.mobile_org.tables import MobileOrgRow
from shared.act import Act
from shared.organisation_directory.queries import organisation


def pass_mobile_orgs(act: Act, successors: Mapping[str, str]) -> None:
    """A parent's place is taken by its successor; one that is merged itself has ended."""
    codes = list(successors)
    named = or_(MobileOrgRow.own.in_(codes), MobileOrgRow.partner.in_(codes), MobileOrgRow.organisation.in_(codes))
    query = select(MobileOrgRow).where(named, MobileOrgRow.status.not_in(ENDED)).with_for_update()
    for row in act.session.scalars(query).all():
        if row.own in successors:
            heir = organisation(act.session, successors[row.own])
            row.own, row.own_path = heir.code, heir.path
        if row.partner in successors:
            heir = organisation(act.session, successors[row.partner])
            row.partner, row.partner_name = heir.code, heir.name
        if row.organisation in successors and row.attempt == LEADING:
            close(act, row, MobileOrgStatus.MERGED, "organisation_changed")
        note(act, "organisation_changed", row, None, own=row.own, partner=row.partner)
        publish(act, row)
