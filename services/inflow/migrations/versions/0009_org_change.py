"""Organisations that have taken others' places (W-16)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "organisation_succession",
        sa.Column("predecessor", sa.Text(), nullable=False),
        sa.Column("successor", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("predecessor", "successor", name=op.f("pk_organisation_succession")),
    )
    op.create_table(
        "finding_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_measure_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_measure")),
    )
    op.create_index(op.f("ix_finding_measure_finding_id"), "finding_measure", ["finding_id"])


def downgrade() -> None:
    op.drop_table("finding_measure")
    op.drop_table("organisation_succession")
