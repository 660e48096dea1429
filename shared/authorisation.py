"""Who may do what: one declarative table per service, read both as a check and as an SQL filter.

A row says: this action is allowed to these roles when the actor's organisation stands in this relation
to the object. A foreign object answers exactly like an unknown one (404); an object one may see but
not act upon answers 403 with the posts that may.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_

from shared.errors import NotFound, NotYourPost
from shared.identifiers import is_within
from shared.posts import Actor, Post, Role


class Relation(StrEnum):
    """How the organisation of a post stands to the object's organisation. HIMSELF: the member's own case, and
    the branch that opened his link is the one that has him on this side of it."""

    OWN = "own"
    SUBTREE = "subtree"
    PARTNER = "partner"
    HIMSELF = "himself"
    ANY = "any"


@dataclass(frozen=True)
class Grant:
    roles: frozenset[Role]
    relation: Relation


Permissions = dict[str, tuple[Grant, ...]]

BRANCH = frozenset({Role.BRANCH_SECRETARY, Role.CONTACT_PERSON})
OFFICERS = frozenset({Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER, Role.INSPECTOR})


def grant(relation: Relation, *roles: Role | frozenset[Role]) -> Grant:
    flat: set[Role] = set()
    for role in roles:
        flat |= role if isinstance(role, frozenset) else {role}
    return Grant(frozenset(flat), relation)


MEMBER_ACTS = (grant(Relation.HIMSELF, Role.MEMBER),)
SYSTEM_ONLY = (grant(Relation.ANY, Role.SYSTEM),)
SIGNED_LETTER: tuple[Grant, ...] = ()
"""No post opens this door: the request proves itself by a region's signature."""
PUBLIC: tuple[Grant, ...] = ()
"""Open to everybody (signing in)."""

READERS = (
    grant(Relation.OWN, BRANCH),
    grant(Relation.SUBTREE, OFFICERS),
    grant(Relation.PARTNER, BRANCH, OFFICERS),
    grant(Relation.ANY, Role.SYSTEM),
)


@dataclass(frozen=True)
class Standing:
    """Where an object belongs: the path that owns it and the path of the other side in the same case; and for what a
    member may do himself, whose case it is and which branch must have opened his link: that of this side, never the
    other one's."""

    own: str | None
    partner: str | None = None
    case_id: UUID | None = None
    branch: str | None = None


def _fits(actor: Actor, post: Post, one: Grant, standing: Standing) -> bool:
    if post.role not in one.roles:
        return False
    match one.relation:
        case Relation.ANY:
            return True
        case Relation.OWN:
            return standing.own == post.path
        case Relation.SUBTREE:
            return is_within(standing.own, post.path)
        case Relation.PARTNER:
            return is_within(standing.partner, post.path)
        case Relation.HIMSELF:
            his = actor.own_case is not None and actor.own_case == standing.case_id
            return his and post.organisation == standing.branch


def _post_for(actor: Actor, grants: tuple[Grant, ...], standing: Standing) -> Post | None:
    return next((p for p in actor.posts for g in grants if _fits(actor, p, g, standing)), None)


def may(actor: Actor, action: str, permissions: Permissions, standing: Standing) -> bool:
    return _post_for(actor, permissions[action], standing) is not None


def authorise(
    actor: Actor,
    action: str,
    permissions: Permissions,
    standing: Standing,
    *,
    readers: tuple[Grant, ...] = READERS,
) -> Post:
    """The post that allows the act. Raises NotFound for strangers, NotYourPost for those who may only look."""
    post = _post_for(actor, permissions[action], standing)
    if post is not None:
        return post
    if _post_for(actor, readers, standing) is None:
        raise NotFound()
    roles = sorted({role.label for one in permissions[action] for role in one.roles if role is not Role.SYSTEM})
    raise NotYourPost(f"这一步由{'、'.join(roles) or '系统'}办理，您的岗位只能查看。", roles=roles)


def authorise_any(actor: Actor, action: str, permissions: Permissions) -> Post:
    """For actions without an object yet: some post must hold one of the roles."""
    roles = {role for one in permissions[action] for role in one.roles}
    post = next((p for p in actor.posts if p.role in roles), None)
    if post is None:
        raise NotYourPost()
    return post


def visible(
    actor: Actor,
    action: str,
    permissions: Permissions,
    own: ColumnElement[Any],
    partner: ColumnElement[Any] | None = None,
) -> ColumnElement[bool]:
    """The same table as an SQL condition over the `ltree` columns of a list."""
    conditions: list[ColumnElement[bool]] = []
    for post in actor.posts:
        for one in permissions[action]:
            condition = _condition(post, one, own, partner)
            if condition is not None:
                conditions.append(condition)
    return or_(*conditions) if conditions else false()


def his_own(actor: Actor, case: ColumnElement[Any], branch: ColumnElement[Any]) -> ColumnElement[bool]:
    """HIMSELF as an SQL condition: the case that the member's link is for, with the branch that opened it."""
    if actor.own_case is None:
        return false()
    opened_by = [post.organisation for post in actor.posts if post.role is Role.MEMBER]
    return and_(case == actor.own_case, branch.in_(opened_by))


def _condition(
    post: Post, one: Grant, own: ColumnElement[Any], partner: ColumnElement[Any] | None
) -> ColumnElement[bool] | None:
    if post.role not in one.roles:
        return None
    match one.relation:
        case Relation.ANY:
            return own.is_not(None)
        case Relation.OWN:
            return own == post.path
        case Relation.SUBTREE:
            return own.op("<@")(post.path)
        case Relation.PARTNER:
            return None if partner is None else partner.op("<@")(post.path)
        case Relation.HIMSELF:
            return None


def describe(grants: tuple[Grant, ...]) -> str:
    """One line for OpenAPI: which post may call this."""
    if not grants:
        return "无需岗位"
    return "；".join(f"{'、'.join(sorted(r.label for r in g.roles))}（{g.relation}）" for g in grants)
