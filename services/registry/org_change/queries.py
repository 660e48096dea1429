"""Organisation changes for the screens."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from services.registry.agreement.contract import ENDED
from services.registry.agreement.tables import AgreementRow
from services.registry.mobile_org.tables import MobileOrgRow
from services.registry.org_change import contract as c
from services.registry.org_change.domain import next_act
from services.registry.org_change.permissions import PERMISSIONS
from services.registry.org_change.snapshots import change_state
from services.registry.org_change.tables import OrgChangeRow
from services.registry.tables import CertificateNumberRow, PostRow
from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.errors import NotFound
from shared.history import events_of
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.queries import tasks_of_case

SERVICE = "registry"
COLUMNS = OrgChangeRow.__table__.c
COPIED = (
    "version", "decided_by", "decided_on", "effective_on", "document", "main", "organisations", "cases",
    "moves_wanted", "moves_done", "moved", "remaining", "verified_on",
)  # fmt: skip


def list_org_changes(act: Act) -> c.OrgChangePage:
    """Decided in the reader's subtree, newest first."""
    query = (
        select(OrgChangeRow)
        .where(visible(act.actor, "list_org_changes", PERMISSIONS, COLUMNS.decided_by_path))
        .order_by(OrgChangeRow.id.desc())
    )
    return c.OrgChangePage(items=[change_view(act, row) for row in act.session.scalars(query)])


def read_org_change(act: Act, change_id: UUID) -> c.OrgChangeFile:
    row = _readable(act, "read_org_change", change_id)
    return c.OrgChangeFile(
        change=change_view(act, row),
        events=events_of(act, row.id),
        tasks=tasks_of_case(act, row.id, SERVICE),
    )


def _readable(act: Act, verb: str, change_id: UUID) -> OrgChangeRow:
    row = act.session.get(OrgChangeRow, change_id)
    if row is None:
        raise NotFound()
    authorise(act.actor, verb, PERMISSIONS, Standing(own=row.decided_by_path))
    return row


def change_view(act: Act, row: OrgChangeRow) -> c.OrgChange:
    decided_by = act.session.get(OrganisationRow, row.decided_by)
    status = c.ChangeStatus(row.status)
    moved = 0 < row.moves_wanted <= row.moves_done
    return c.OrgChange(
        **{name: getattr(row, name) for name in COPIED},
        change_id=row.id,
        kind=c.ChangeKind(row.kind),
        status=status,
        decided_by_name=decided_by.name if decided_by else row.decided_by,
        text=act.open_text(row.sealed_text) or "",
        predecessors=tuple(row.predecessors),
        successors=tuple(c.Successor.model_validate(one) for one in row.successors),
        posts=c.PostsAt(row.posts),
        next_act=next_act(status, moved=moved, remaining=sum(row.remaining.values())),
    )


def preview_org_change(act: Act, change_id: UUID) -> c.OrgChangePreview:
    """What stands at the predecessors now."""
    codes = _readable(act, "preview_org_change", change_id).predecessors

    def count(*conditions: ColumnElement[bool]) -> int:
        return act.session.scalar(select(func.count()).where(*conditions)) or 0

    numbers = or_(CertificateNumberRow.department.in_(codes), CertificateNumberRow.home_branch.in_(codes))
    parents = or_(MobileOrgRow.own.in_(codes), MobileOrgRow.organisation.in_(codes))
    return c.OrgChangePreview(
        organisations=count(OrganisationRow.parent_code.in_(codes), OrganisationRow.valid_to.is_(None)),
        posts=count(PostRow.organisation.in_(codes), PostRow.not_over(act.today)),
        certificate_numbers=count(numbers),
        agreements=count(AgreementRow.own.in_(codes), AgreementRow.status.not_in(ENDED)),
        mobile_orgs=count(parents),
    )


def list_running_org_changes(act: Act) -> c.RunningOrgChanges:
    rows = act.session.scalars(select(OrgChangeRow).where(OrgChangeRow.status.not_in(c.CHANGE_OVER)))
    return c.RunningOrgChanges(items=[change_state(act, row) for row in rows])
