"""Why and since when a certificate number is void; which numbers are for replacements."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLE = "certificate_number"


def upgrade() -> None:
    replacement = sa.Column("replacement", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.add_column(TABLE, replacement)
    op.add_column(TABLE, sa.Column("voided_on", sa.Date(), nullable=True))
    op.add_column(TABLE, sa.Column("void_reason", sa.Text(), nullable=True))


def downgrade() -> None:
    for name in ("void_reason", "voided_on", "replacement"):
        op.drop_column(TABLE, name)
