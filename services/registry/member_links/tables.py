"""One row is one link and the one session that it opens. Only keyed digests of secret and code are stored."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow


class MemberLinkRow(Base):
    """Real time throughout, as of people's sessions. `account_id`, `opened_by`: who opened it and answers for it, and
    his display name."""

    __tablename__ = "member_link"
    __table_args__ = (
        CheckConstraint("(redeemed_at IS NULL) = (session_digest IS NULL)", name="session_when_redeemed"),
        # A new link voids the older one that nobody has used: never two doors at once.
        Index(
            "uq_member_link_unused",
            "case_id",
            "organisation",
            unique=True,
            postgresql_where=text("redeemed_at IS NULL AND withdrawn_at IS NULL"),
        ),
        Index("ix_member_link_case_id", "case_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID]
    organisation: Mapped[str] = mapped_column(ForeignKey(OrganisationRow.code))
    secret_digest: Mapped[str] = mapped_column(Text, unique=True)
    code_digest: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    opened_by: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    withdrawn_at: Mapped[datetime | None]
    redeemed_at: Mapped[datetime | None]
    session_digest: Mapped[str | None] = mapped_column(Text, unique=True)
    device: Mapped[str | None] = mapped_column(Text)
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
