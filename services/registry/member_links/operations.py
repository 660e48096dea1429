"""Opening, redeeming and withdrawing members' links. Every one of them is audited, with the case and the link."""

from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from services.registry.contract import AccessTokenIssued, Ended
from services.registry.domain.second_factor import as_typed
from services.registry.domain.sessions import SecretToken
from services.registry.member_links import contract as c
from services.registry.member_links.domain import new_code, session_ends_at
from services.registry.member_links.permissions import PERMISSIONS
from services.registry.member_links.queries import answered_for, member_session
from services.registry.member_links.tables import MemberLinkRow
from services.registry.queries.accounts import account_id_of
from services.registry.session_limits import MEMBER_ABSOLUTE_LIMIT, MEMBER_CODE_ATTEMPTS, MEMBER_LINK_LIFETIME
from shared.act import Act
from shared.audit import record
from shared.authentication import LIFETIME, TokenIssuer
from shared.authorisation import Standing, authorise
from shared.errors import NotFound, NotSignedIn
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Actor, Post

OF_HIS_CASE = ("outflow", "inflow")
"""Who accepts a member's token; the registry itself has nothing for him."""
NOBODYS = UUID(int=0)


def open_member_link(act: Act, body: c.OpenMemberLink) -> c.MemberLinkOpened:
    """The older link that nobody has used is void. Raises NotFound, NotYourPost."""
    post = _own_branch(act, "open_member_link", body.organisation)
    now = datetime.now(UTC)
    _one_at_a_time(act, body.case_id, body.organisation)
    unused = (MemberLinkRow.redeemed_at.is_(None), MemberLinkRow.withdrawn_at.is_(None))
    _withdraw(act, body.case_id, body.organisation, now, *unused)
    secret, code, link_id = SecretToken.new().text, new_code(), new_id()
    row = MemberLinkRow(
        id=link_id,
        case_id=body.case_id,
        organisation=body.organisation,
        secret_digest=_digest_of_secret(act, secret),
        code_digest=_digest_of_code(act, link_id, code),
        account_id=account_id_of(act.actor),
        opened_by=act.actor.name_in(post),
        opened_at=now,
        expires_at=now + MEMBER_LINK_LIFETIME,
    )
    act.session.add(row)
    _note(act, "open_member_link", act.actor, post, body.case_id, link=str(link_id))
    return c.MemberLinkOpened(link_id=link_id, secret=secret, code=code, expires_at=row.expires_at)


def _own_branch(act: Act, verb: str, code: str) -> Post:
    """Raises NotFound, NotYourPost."""
    place = act.session.get(OrganisationRow, code)
    if place is None:
        raise NotFound()
    return authorise(act.actor, verb, PERMISSIONS, Standing(own=place.path))


def _one_at_a_time(act: Act, case_id: UUID, organisation: str) -> None:
    key = f"member-link/{case_id}/{organisation}"
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _withdraw(act: Act, case_id: UUID, organisation: str, now: datetime, *which: ColumnElement[bool]) -> int:
    links = update(MemberLinkRow).where(
        MemberLinkRow.case_id == case_id, MemberLinkRow.organisation == organisation, *which
    )
    withdrawn = links.values(withdrawn_at=now).returning(MemberLinkRow.id)
    return len(act.session.execute(withdrawn.execution_options(synchronize_session=False)).all())


def _digest_of_secret(act: Act, secret: str) -> str:
    return act.seal.index(f"member-link/{secret}")


def _digest_of_code(act: Act, link_id: UUID, code: str) -> str:
    """Bound to the link: the same six digits of another one have another digest."""
    return act.seal.index(f"member-code/{link_id}/{code}")


def withdraw_member_links(act: Act, case_id: UUID, body: c.WithdrawMemberLinks) -> c.MemberLinksWithdrawn:
    """Said again it changes nothing. Raises NotFound, NotYourPost."""
    post = _own_branch(act, "withdraw_member_links", body.organisation)
    now = datetime.now(UTC)
    unused = and_(MemberLinkRow.redeemed_at.is_(None), MemberLinkRow.expires_at > now)
    running = and_(MemberLinkRow.redeemed_at > now - MEMBER_ABSOLUTE_LIMIT, MemberLinkRow.ended_at.is_(None))
    open_still = (MemberLinkRow.withdrawn_at.is_(None), or_(unused, running))
    withdrawn = _withdraw(act, case_id, body.organisation, now, *open_still)
    _note(act, "withdraw_member_links", act.actor, post, case_id, withdrawn=withdrawn)
    return c.MemberLinksWithdrawn(withdrawn=withdrawn)


def redeem_member_link(act: Act, body: c.RedeemMemberLink) -> c.MemberSessionOpened | None:
    """None for whatever does not open: the caller refuses after the attempt is committed."""
    now = datetime.now(UTC)
    row = _attempted(act, body.secret, now)
    # The same steps for a link that does not exist: neither the answer nor its time tells them apart.
    wanted = _digest_of_code(act, row.id if row else NOBODYS, as_typed(body.code))
    if not compare_digest(wanted, row.code_digest if row else "") or row is None:
        return None
    token = SecretToken.new()
    row.redeemed_at = row.last_used_at = now
    row.session_digest, row.device = token.digest, body.device
    place = act.session.get_one(OrganisationRow, row.organisation)
    himself = Actor.member(row.case_id, place.code, place.path)
    _note(act, "redeem_member_link", himself, himself.posts[0], row.case_id, link=str(row.id))
    return c.MemberSessionOpened(token=token.text, case_id=row.case_id, expires_at=session_ends_at(now))


def _attempted(act: Act, secret: str, now: datetime) -> MemberLinkRow | None:
    """The link, if it is still open, with one attempt more. Whoever comes at the same time waits for the row and then
    finds it used, or one attempt poorer: nobody tries more often than is allowed, nobody opens it twice."""
    open_link = update(MemberLinkRow).where(
        MemberLinkRow.secret_digest == _digest_of_secret(act, secret),
        MemberLinkRow.redeemed_at.is_(None),
        MemberLinkRow.withdrawn_at.is_(None),
        MemberLinkRow.expires_at > now,
        MemberLinkRow.attempts < MEMBER_CODE_ATTEMPTS,
        answered_for(act.today),
    )
    counted = open_link.values(attempts=MemberLinkRow.attempts + 1).returning(MemberLinkRow)
    return act.session.scalars(counted).one_or_none()


def issue_member_token(act: Act, session_token: str) -> AccessTokenIssued:
    """With the place that the branch has today. Raises NotSignedIn."""
    now = datetime.now(UTC)
    row, place = member_session(act, session_token, now)
    row.last_used_at = now
    himself = Actor.member(row.case_id, place.code, place.path)
    issuer = TokenIssuer("registry", act.keys.issuer("registry"))
    token = issuer.issue(himself, session=str(row.id), audience=OF_HIS_CASE)
    return AccessTokenIssued(token=token, expires_at=now + LIFETIME)


def end_member_session(act: Act, session_token: str) -> Ended:
    """Ended twice is no mistake."""
    now = datetime.now(UTC)
    try:
        row, place = member_session(act, session_token, now)
    except NotSignedIn:
        return Ended(ended=False)
    row.ended_at = now
    himself = Actor.member(row.case_id, place.code, place.path)
    _note(act, "end_member_session", himself, himself.posts[0], row.case_id, link=str(row.id))
    return Ended(ended=True)


def _note(act: Act, verb: str, actor: Actor, post: Post, case_id: UUID, **details: Any) -> None:
    record(act.session, verb, actor, post=post, object_id=case_id, business_at=act.at, details=details)
