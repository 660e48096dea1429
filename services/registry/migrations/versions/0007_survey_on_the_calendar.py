"""A survey may be due before anybody has planned it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("survey_campaign", sa.Column("planned_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("survey_campaign", "planned_on")
