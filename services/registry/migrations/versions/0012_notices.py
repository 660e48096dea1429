"""Notices, the channels on which people want them, and what came of sending."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "notice_channel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sealed_address", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_channel_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_channel")),
        sa.UniqueConstraint("account_id", "kind", name=op.f("uq_notice_channel_account_id_kind")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_notice_account_id_key")),
        sa.UniqueConstraint("account_id", "task_id", "nth", name=op.f("uq_notice_account_id_task_id_nth")),
    )
    op.create_index("ix_notice_account_id_id", "notice", ["account_id", "id"])
    op.create_index("ix_notice_at", "notice", ["at"])
    op.create_index("ix_notice_task_id", "notice", ["task_id"])
    op.create_table(
        "notice_sending",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["notice_channel.id"],
            name=op.f("fk_notice_sending_channel_id_notice_channel"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_sending_notice_id_notice")),
        sa.PrimaryKeyConstraint("notice_id", "channel_id", name=op.f("pk_notice_sending")),
    )


def downgrade() -> None:
    for name in ("notice_sending", "notice", "notice_channel"):
        op.drop_table(name)
