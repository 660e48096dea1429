"""Letting a colleague stand in, and ending it. Every change is audited; the stand-in's own post is a row of `post`, so
that what keeps posts apart (S13) keeps stand-ins apart as well."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, select

from services.registry.delegation import contract as c
from services.registry.delegation.domain import (
    DelegatedPost,
    DelegationOver,
    StandInElsewhere,
    StandInHasEnough,
    check_days,
)
from services.registry.delegation.permissions import PERMISSIONS
from services.registry.delegation.queries import delegation_view, is_colleague, own_account
from services.registry.domain.posts import Term, check_addition
from services.registry.operations.accounts import PostNotHeld, cut_short, locked_account, posts_of
from services.registry.operations.directory import publish_staffing
from services.registry.tables import PostRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import Standing, authorise, authorise_any
from shared.errors import NotFound
from shared.organisation_directory.queries import organisation
from shared.posts import Post


def delegate_post(act: Act, body: c.DelegatePost) -> c.Delegation:
    """Raises PostNotHeld, DelegatedPost, what `check_days` raises, StandInElsewhere, StandInHasEnough,
    PostsIncompatible, PostAlreadyHeld."""
    post = authorise_any(act.actor, "delegate_post", PERMISSIONS)
    held = _own_post(act, body)
    check_days(
        body.valid_from, body.valid_to, today=act.today, post_from=held.valid_from, post_to=held.valid_to
    )  # fmt: skip
    _check_alone(act, held, body)
    if body.stand_in == held.account_id or not is_colleague(act, body.stand_in, held.organisation):
        raise StandInElsewhere()
    stand_in = locked_account(act, body.stand_in)
    check_addition(Term(body.role, body.organisation, body.valid_from, body.valid_to), posts_of(act, stand_in.id))
    row = PostRow(
        account_id=stand_in.id,
        role=body.role,
        organisation=body.organisation,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        stands_in_for=held.id,
    )
    act.session.add(row)
    publish_staffing(act)
    _note(act, "delegate_post", post, row)
    return delegation_view(act, row.id)


def _own_post(act: Act, body: c.DelegatePost) -> PostRow:
    """Locked. The holder's own, not one he stands in for himself."""
    meant = and_(
        PostRow.account_id == own_account(act),
        PostRow.role == body.role,
        PostRow.organisation == body.organisation,
        PostRow.not_over(act.today),
    )
    rows = act.session.scalars(select(PostRow).where(meant).order_by(PostRow.valid_from).with_for_update()).all()
    own = next((row for row in rows if row.stands_in_for is None), None)
    if own is None:
        raise DelegatedPost() if rows else PostNotHeld()
    return own


def _check_alone(act: Act, held: PostRow, body: c.DelegatePost) -> None:
    others = select(PostRow.id).where(
        PostRow.stands_in_for == held.id, PostRow.valid_from <= body.valid_to, PostRow.valid_to >= body.valid_from
    )
    if act.session.scalars(others).first() is not None:
        raise StandInHasEnough()


def end_delegation(act: Act, delegation_id: UUID) -> c.DelegationEnded:
    """At once, by the holder, the stand-in, or an officer over the organisation. Raises NotFound, NotYourPost,
    DelegationOver."""
    row = act.session.get(PostRow, delegation_id, with_for_update=True)
    if row is None or row.stands_in_for is None:
        raise NotFound()
    post = _who_may_end(act, row)
    if row.valid_to is not None and row.valid_to < act.today:
        raise DelegationOver()
    last_day = act.today - timedelta(days=1)
    _note(act, "end_delegation", post, row)
    cut_short(act, row, last_day)
    publish_staffing(act)
    return c.DelegationEnded(delegation_id=delegation_id, last_day=last_day)


def _who_may_end(act: Act, row: PostRow) -> Post | None:
    held = act.session.get_one(PostRow, row.stands_in_for)
    if own_account(act) in (row.account_id, held.account_id):
        return None
    place = organisation(act.session, row.organisation)
    return authorise(act.actor, "end_delegation", PERMISSIONS, Standing(own=place.path))


def _note(act: Act, verb: str, post: Post | None, row: PostRow) -> None:
    act.session.flush()
    assert row.valid_to is not None
    details = {
        "role": row.role,
        "organisation": row.organisation,
        "stand_in": str(row.account_id),
        "from": row.valid_from.isoformat(),
        "to": row.valid_to.isoformat(),
    }
    record(act.session, verb, act.actor, post=post, object_id=row.id, business_at=act.at, details=details)
