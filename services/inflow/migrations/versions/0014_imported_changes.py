"""Rows of files that have changed a placement."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "imported_change",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_imported_change_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_imported_change")),
    )
    op.create_index(op.f("ix_imported_change_placement_id"), "imported_change", ["placement_id"])


def downgrade() -> None:
    op.drop_table("imported_change")
