"""Mobile-member organisations for the screens."""

from uuid import UUID

from sqlalchemy import select

from services.registry.mobile_org import contract as c
from services.registry.mobile_org.domain import next_act
from services.registry.mobile_org.permissions import PERMISSIONS
from services.registry.mobile_org.snapshots import LEADING, mobile_org_state
from services.registry.mobile_org.tables import MobileOrgRow
from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.errors import NotFound
from shared.history import events_of
from shared.letters.operations import letters_of_case
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.queries import tasks_of_case

SERVICE = "registry"
COLUMNS = MobileOrgRow.__table__.c
COPIED = (
    "mobile_org_id", "version", "own", "partner", "partner_name", "name", "full_members", "probationary_members",
    "place", "supports", "premises", "organisation", "proposed_on", "consulted_on", "approved_on", "active_on",
    "ended_on",
)  # fmt: skip


def list_mobile_orgs(act: Act) -> c.MobileOrgPage:
    """Of the committees in the reader's subtree, led or supported, newest first."""
    query = (
        select(MobileOrgRow)
        .where(visible(act.actor, "list_mobile_orgs", PERMISSIONS, COLUMNS.own_path))
        .order_by(MobileOrgRow.id.desc())
    )
    return c.MobileOrgPage(items=[mobile_org_view(act, row) for row in act.session.scalars(query)])


def read_mobile_org(act: Act, copy_id: UUID) -> c.MobileOrgFile:
    """Raises NotFound."""
    row = act.session.get(MobileOrgRow, copy_id)
    if row is None:
        raise NotFound()
    authorise(act.actor, "read_mobile_org", PERMISSIONS, Standing(own=row.own_path))
    written, heard = row.attempt, 3 - row.attempt
    letters = letters_of_case(act, row.mobile_org_id)
    return c.MobileOrgFile(
        mobile_org=mobile_org_view(act, row),
        events=events_of(act, row.id),
        tasks=tasks_of_case(act, row.id, SERVICE),
        letters=[one for one in letters if one.attempt == (written if one.direction == "sent" else heard)],
    )


def mobile_org_view(act: Act, row: MobileOrgRow) -> c.MobileOrg:
    own = act.session.get(OrganisationRow, row.own)
    leads = row.attempt == LEADING
    status = c.MobileOrgStatus(row.status)
    return c.MobileOrg(
        **{name: getattr(row, name) for name in COPIED},
        copy_id=row.id,
        status=status,
        leads=leads,
        own_name=own.name if own else row.own,
        leading_parent=row.own if leads else row.partner,
        supporting_parent=row.partner if leads else row.own,
        kind=c.MobileOrgKind(row.kind),
        joined_with=tuple(row.joined_with),
        next_act=next_act(status),
    )


def list_running_mobile_orgs(act: Act) -> c.RunningMobileOrgs:
    over = {*c.ENDED, c.MobileOrgStatus.ACTIVE}
    rows = act.session.scalars(select(MobileOrgRow).where(MobileOrgRow.status.not_in(over)))
    return c.RunningMobileOrgs(items=[mobile_org_state(act, row) for row in rows])
