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


def downgrade() -> None:
    op.drop_table("organisation_succession")
