"""Members' one-time links and the sessions that they open; since when an account's own were ended by others."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("account", sa.Column("sessions_ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "member_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("secret_digest", sa.Text(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_digest", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(redeemed_at IS NULL) = (session_digest IS NULL)", name=op.f("ck_member_link_session_when_redeemed")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_member_link_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.code"], name=op.f("fk_member_link_organisation_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_link")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_member_link_secret_digest")),
        sa.UniqueConstraint("session_digest", name=op.f("uq_member_link_session_digest")),
    )
    op.create_index("ix_member_link_case_id", "member_link", ["case_id", "id"])
    op.create_index(
        "uq_member_link_unused",
        "member_link",
        ["case_id", "organisation"],
        unique=True,
        postgresql_where=sa.text("redeemed_at IS NULL AND withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("member_link")
    op.drop_column("account", "sessions_ended_at")
