"""The registry's address of each region: where letters between departments go."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("region", sa.Column("registry_url", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("region", "registry_url")
