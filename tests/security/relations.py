"""The oracle: what the policy table promises to a role at an organisation, worked out from path labels alone.

Written without shared.authorisation's code, of which it only reads the tables.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.authorisation import READERS, Grant, Relation
from shared.posts import Post, Role

Labels = tuple[str, ...]


class Stands(StrEnum):
    """How the object's organisation stands to the actor's: "the object belongs to my …"."""

    OWN = "own"
    PARENT = "parent"
    CHILD = "child"
    GRANDCHILD = "grandchild"
    SIBLING = "sibling"
    OTHER_REGION = "other region"
    PARTNER = "partner in the case"
    PARTNERS_CHILD = "below the partner in the case"
    PARTNERS_SIBLING = "beside the partner in the case"
    NONE = "none"


class Outcome(StrEnum):
    ALLOWED = "allowed"
    MAY_LOOK = "403: may look, another post acts"
    STRANGER = "404: as if it did not exist"
    NOT_THIS_POST = "403: not for this post, whatever the object"


@dataclass(frozen=True)
class Object:
    """Where an object belongs. `owners`: who owns the act; `seen_at`: whose subtree sees the object; `readers`: who may
    look there, where it is not the readers of cases."""

    owners: tuple[str, ...]
    seen_at: str
    partner: str | None = None
    readers: tuple[Grant, ...] = READERS


def organisation_for(stands: Stands, object_: Object) -> str | None:
    """Path of the actor's organisation; None when he has no post at all (or there is no such relation)."""
    own = object_.owners[0].split(".")
    beside = [*own[:-1], own[-1] + "9"]
    partner = object_.partner.split(".") if object_.partner else None
    paths: dict[Stands, list[str] | None] = {
        Stands.OWN: own,
        Stands.PARENT: [*own, own[-1] + "09"],
        Stands.CHILD: own[:-1],
        Stands.GRANDCHILD: own[:-2],
        Stands.SIBLING: beside,
        Stands.OTHER_REGION: ["370000", "370300", "370303", "370303001", "37030300101"][: len(own)],
        Stands.PARTNER: partner,
        Stands.PARTNERS_CHILD: partner and partner[:-1],
        Stands.PARTNERS_SIBLING: partner and [*partner[:-1], partner[-1] + "9"],
        Stands.NONE: None,
    }
    labels = paths[stands]
    return ".".join(labels) if labels else None


def allows(grants: tuple[Grant, ...], post: Post | None, object_: Object) -> bool:
    return post is not None and any(
        post.role in grant.roles and _covers(grant.relation, post.path, owner, object_.partner)
        for grant in grants
        for owner in object_.owners
    )


def _covers(relation: Relation, actor: str, owner: str, partner: str | None) -> bool:
    mine = tuple(actor.split("."))
    if relation is Relation.ANY:
        return True
    if relation is Relation.HIMSELF:
        # A post opens nothing here, only a link for the case (test_members.py).
        return False
    if relation is Relation.OWN:
        return mine == tuple(owner.split("."))
    other = owner if relation is Relation.SUBTREE else partner
    return other is not None and tuple(other.split("."))[: len(mine)] == mine


def expected(grants: tuple[Grant, ...], post: Post | None, object_: Object) -> Outcome:
    if allows(grants, post, object_):
        return Outcome.ALLOWED
    seen = Object(owners=(object_.seen_at,), seen_at=object_.seen_at, partner=object_.partner)
    return Outcome.MAY_LOOK if allows(object_.readers, post, seen) else Outcome.STRANGER


def post_at(role: Role, path: str | None) -> Post | None:
    return Post(role, path.rsplit(".", 1)[-1], path) if path else None
