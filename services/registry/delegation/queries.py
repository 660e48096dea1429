"""Who stands in for whom, and who could."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from services.registry.delegation import contract as c
from services.registry.delegation.permissions import ESTATES_APART, PERMISSIONS
from services.registry.queries.accounts import AWAY, account_id_of
from services.registry.tables import AccountRow, PostRow
from shared.act import Act
from shared.authorisation import visible
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Role

HOLDER = AccountRow.__table__.alias("holder")
STAND_IN = AccountRow.__table__.alias("stand_in")
NOBODY = UUID(int=0)


def own_account(act: Act) -> UUID:
    """The reader's account; one that no row has for the system."""
    return account_id_of(act.actor) or NOBODY


def list_delegations(act: Act) -> c.Delegations:
    """Running or to come: one's own on either side, and those at organisations that one's officers' posts oversee."""
    me = own_account(act)
    overseen = visible(act.actor, "list_delegations", PERMISSIONS, OrganisationRow.__table__.c.path)
    mine = or_(PostRow.account_id == me, AWAY.account_id == me)
    query = _delegations().where(PostRow.valid_to >= act.today, or_(mine, overseen))
    rows = act.session.execute(query.order_by(PostRow.valid_from, PostRow.id)).mappings()
    return c.Delegations(items=[_view(act, dict(row)) for row in rows])


def delegation_view(act: Act, delegation_id: UUID) -> c.Delegation:
    act.session.flush()
    return _view(act, dict(act.session.execute(_delegations().where(PostRow.id == delegation_id)).mappings().one()))


def _delegations() -> Select[tuple[object, ...]]:
    return (
        select(
            PostRow.id.label("delegation_id"),
            PostRow.role,
            PostRow.organisation,
            OrganisationRow.name.label("organisation_name"),
            HOLDER.c.name.label("holder"),
            STAND_IN.c.name.label("stand_in"),
            PostRow.valid_from,
            PostRow.valid_to,
            AWAY.account_id.label("of"),
        )
        .join(AWAY, AWAY.id == PostRow.stands_in_for)
        .join(HOLDER, HOLDER.c.id == AWAY.account_id)
        .join(STAND_IN, STAND_IN.c.id == PostRow.account_id)
        .join(OrganisationRow, OrganisationRow.code == PostRow.organisation)
    )


def _view(act: Act, row: dict[str, object]) -> c.Delegation:
    given = row.pop("of") == own_account(act)
    return c.Delegation.model_validate(row | {"role_label": Role(str(row["role"])).label, "given": given})


def list_colleagues(act: Act) -> c.Colleagues:
    """For each organisation of one's own posts those who may stand in there; nobody for whoever has none."""
    own = {post.organisation for post in act.actor.posts if post.stands_in_for is None}
    places = sorted(own if {post.role for post in act.actor.posts} - ESTATES_APART else ())
    return c.Colleagues(items=[one for place in places for one in _colleagues(act, place)])


def _colleagues(act: Act, place: str) -> list[c.Colleague]:
    query = (
        select(AccountRow.id, AccountRow.name, PostRow.role, OrganisationRow.name)
        .join(PostRow, PostRow.account_id == AccountRow.id)
        .join(OrganisationRow, OrganisationRow.code == PostRow.organisation)
        .where(_works_there(act, place), AccountRow.id != own_account(act))
        .order_by(AccountRow.name, AccountRow.id, PostRow.id)
    )
    names: dict[UUID, str] = {}
    words: defaultdict[UUID, list[str]] = defaultdict(list)
    for account_id, name, role, organisation in act.session.execute(query):
        names[account_id] = name
        words[account_id].append(f"{organisation} {Role(role).label}")
    return [c.Colleague(account_id=one, name=names[one], posts=words[one], organisation=place) for one in names]


def is_colleague(act: Act, account_id: UUID, place: str) -> bool:
    found = select(PostRow.id).where(PostRow.account_id == account_id, _works_there(act, place))
    return act.session.scalars(found).first() is not None


def _works_there(act: Act, place: str) -> ColumnElement[bool]:
    """An own business post today, at the organisation or at the one directly above it: a small branch has nobody
    else (docs/decisions/0014)."""
    above = select(OrganisationRow.parent_code).where(OrganisationRow.code == place).scalar_subquery()
    return (
        ((PostRow.organisation == place) | (PostRow.organisation == above))
        & (PostRow.estate == "business")
        & PostRow.stands_in_for.is_(None)
        & PostRow.held(act.today)
    )
