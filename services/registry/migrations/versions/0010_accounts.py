"""Delegation during absence and the second factor."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("post", sa.Column("stands_in_for", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_post_stands_in_for_post", "post", "post", ["stands_in_for"], ["id"])
    op.create_check_constraint(
        op.f("ck_post_standing_in_is_bounded"),
        "post",
        "stands_in_for IS NULL OR (valid_to IS NOT NULL AND role NOT IN ('system_administrator', 'auditor'))",
    )
    op.execute(
        "ALTER TABLE post ADD CONSTRAINT post_one_stand_in"
        " EXCLUDE USING gist (stands_in_for WITH =, daterange(valid_from, valid_to, '[]') WITH &&)"
    )
    op.add_column("session", sa.Column("device", sa.Text(), server_default="OTHER", nullable=False))
    op.add_column("session", sa.Column("awaits_code", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "second_factor",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("confirmed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_second_factor_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("used_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", "digest", name=op.f("pk_recovery_code")),
    )


def downgrade() -> None:
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
    op.drop_column("session", "awaits_code")
    op.drop_column("session", "device")
    op.drop_constraint("post_one_stand_in", "post")
    op.drop_constraint(op.f("ck_post_standing_in_is_bounded"), "post")
    op.drop_constraint("fk_post_stands_in_for_post", "post")
    op.drop_column("post", "stands_in_for")
