"""Whether a return began on the member's own word."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("mobility_case", sa.Column("return_announced", sa.Boolean(), nullable=False, server_default="false"))
    op.alter_column("mobility_case", "return_announced", server_default=None)


def downgrade() -> None:
    op.drop_column("mobility_case", "return_announced")
