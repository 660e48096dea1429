"""What W-15's workflow follows."""

from services.registry.mobile_org.contract import MobileOrgState, MobileOrgStatus
from services.registry.mobile_org.tables import MobileOrgRow
from shared.act import Act
from shared.letters.operations import undelivered
from shared.organisation_directory.queries import ancestors
from shared.organisations import OrganisationKind
from shared.outbox import follow

LEADING, SUPPORTING = 1, 2


def mobile_org_state(act: Act, row: MobileOrgRow) -> MobileOrgState:
    return MobileOrgState(
        subject=row.id,
        version=row.version,
        clock=act.clock,
        letters=undelivered(act, row.mobile_org_id, row.attempt),
        status=MobileOrgStatus(row.status),
        leads=row.attempt == LEADING,
        own=row.own,
        department=department_above(act, row),
        proposed_on=row.proposed_on,
        consulted_on=row.consulted_on,
    )


def department_above(act: Act, row: MobileOrgRow) -> str:
    """The nearest one; the committee itself where there is none."""
    line = ancestors(act.session, row.own_path)
    return next((one.code for one in line if OrganisationKind(one.kind).is_department), row.own)


def publish(act: Act, row: MobileOrgRow) -> None:
    row.version += 1
    act.session.flush()
    state = mobile_org_state(act, row)
    follow(act.session, "MobileOrg", state)
