"""The links of one case as its branch sees them, and the session behind a member's token."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from services.registry.domain.sessions import SecretToken
from services.registry.member_links import contract as c
from services.registry.member_links.domain import status_of
from services.registry.member_links.permissions import PERMISSIONS
from services.registry.member_links.tables import MemberLinkRow
from services.registry.session_limits import MEMBER_CODE_ATTEMPTS
from shared.act import Act
from shared.authorisation import visible
from shared.errors import NotSignedIn
from shared.organisation_directory.tables import OrganisationRow


def list_member_links(act: Act, case_id: UUID) -> c.MemberLinks:
    own = visible(act.actor, "list_member_links", PERMISSIONS, OrganisationRow.__table__.c.path)
    query = (
        select(MemberLinkRow)
        .join(OrganisationRow, OrganisationRow.code == MemberLinkRow.organisation)
        .where(MemberLinkRow.case_id == case_id, own)
        .order_by(MemberLinkRow.id.desc())
    )
    now = datetime.now(UTC)
    return c.MemberLinks(items=[_view(row, now) for row in act.session.scalars(query)])


def _view(row: MemberLinkRow, now: datetime) -> c.MemberLinkView:
    copied = ("organisation", "opened_by", "opened_at", "expires_at", "redeemed_at")
    facts = {name: getattr(row, name) for name in copied}
    left = MEMBER_CODE_ATTEMPTS - row.attempts
    return c.MemberLinkView.model_validate(
        facts | {"link_id": row.id, "status": status_of(row, now), "attempts_left": left}
    )


def member_session(act: Act, session_token: str, now: datetime) -> tuple[MemberLinkRow, OrganisationRow]:
    """Locked. Raises NotSignedIn for an unknown, withdrawn, ended or expired session, and for one whose branch has
    left the directory."""
    query = (
        select(MemberLinkRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.code == MemberLinkRow.organisation)
        .where(MemberLinkRow.session_digest == SecretToken(session_token).digest)
        .with_for_update(of=MemberLinkRow)
    )
    found = act.session.execute(query).one_or_none()
    if found is None:
        raise NotSignedIn()
    row, place = found
    if status_of(row, now) is not c.MemberLinkStatus.IN_USE:
        raise NotSignedIn()
    return row, place
