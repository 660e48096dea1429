"""Saved views of working lists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("shared_with", sa.Text(), nullable=True),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_index", sa.Text(), nullable=False),
        sa.Column("filters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    for name, owner, where in (
        ("uq_saved_view_own", "author", "shared_with IS NULL"),
        ("uq_saved_view_shared", "shared_with", "shared_with IS NOT NULL"),
    ):
        op.create_index(name, "saved_view", [owner, "name_index"], unique=True, postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_table("saved_view")
