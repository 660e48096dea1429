"""The host has told home that the member does not go back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("placement", sa.Column("stay_told_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("placement", "stay_told_on")
