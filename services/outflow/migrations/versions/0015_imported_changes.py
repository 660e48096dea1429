"""Rows of files that have changed a case."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "imported_change",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mobility_case.id"], name=op.f("fk_imported_change_case_id_mobility_case")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_imported_change")),
    )
    op.create_index(op.f("ix_imported_change_case_id"), "imported_change", ["case_id"])


def downgrade() -> None:
    op.drop_table("imported_change")
