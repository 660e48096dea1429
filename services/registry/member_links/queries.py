"""The links of one case as its branch sees them, and the session behind a member's token."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from services.registry.domain.sessions import SecretToken
from services.registry.member_links import contract as c
from services.registry.member_links.domain import status_of
from services.registry.member_links.permissions import PERMISSIONS
from services.registry.member_links.tables import MemberLinkRow
from services.registry.session_limits import MEMBER_CODE_ATTEMPTS
from services.registry.tables import AccountRow, PostRow
from shared.act import Act
from shared.authorisation import BRANCH, visible
from shared.errors import NotSignedIn
from shared.organisation_directory.tables import OrganisationRow


def answered_for(day: date) -> ColumnElement[bool]:
    """Whoever opened the link holds a post at its branch on the day, and no administrator has signed him out since: a
    link does not outlive the trust in whom it comes from."""
    post = (PostRow.organisation == MemberLinkRow.organisation, PostRow.role.in_(BRANCH), PostRow.held(day))
    never = AccountRow.sessions_ended_at.is_(None)
    trusted = or_(never, AccountRow.sessions_ended_at < MemberLinkRow.opened_at)
    of_the_opener = (AccountRow.id == MemberLinkRow.account_id, PostRow.account_id == AccountRow.id)
    return exists().where(*of_the_opener, *post, trusted).correlate(MemberLinkRow)


def list_member_links(act: Act, case_id: UUID) -> c.MemberLinks:
    own = visible(act.actor, "list_member_links", PERMISSIONS, OrganisationRow.__table__.c.path)
    query = (
        select(MemberLinkRow, answered_for(act.today))
        .join(OrganisationRow, OrganisationRow.code == MemberLinkRow.organisation)
        .where(MemberLinkRow.case_id == case_id, own)
        .order_by(MemberLinkRow.id.desc())
    )
    now = datetime.now(UTC)
    return c.MemberLinks(items=[_view(row, now, answered_for=answered) for row, answered in act.session.execute(query)])


def _view(row: MemberLinkRow, now: datetime, *, answered_for: bool) -> c.MemberLinkView:
    copied = ("organisation", "opened_by", "opened_at", "expires_at", "redeemed_at")
    facts = {name: getattr(row, name) for name in copied}
    left = MEMBER_CODE_ATTEMPTS - row.attempts
    status = status_of(row, now, answered_for=answered_for)
    return c.MemberLinkView.model_validate(facts | {"link_id": row.id, "status": status, "attempts_left": left})


def member_session(act: Act, session_token: str, now: datetime) -> tuple[MemberLinkRow, OrganisationRow]:
    """Locked. Raises NotSignedIn for an unknown, withdrawn, ended or expired session, for one whose opener has gone,
    and for one whose branch has left the directory."""
    query = (
        select(MemberLinkRow, OrganisationRow, answered_for(act.today))
        .join(OrganisationRow, OrganisationRow.code == MemberLinkRow.organisation)
        .where(MemberLinkRow.session_digest == SecretToken(session_token).digest)
        .with_for_update(of=MemberLinkRow)
    )
    found = act.session.execute(query).one_or_none()
    if found is None:
        raise NotSignedIn()
    row, place, answered = found
    if status_of(row, now, answered_for=answered) is not c.MemberLinkStatus.IN_USE:
        raise NotSignedIn()
    return row, place
