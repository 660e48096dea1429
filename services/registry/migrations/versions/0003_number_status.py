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
    op.create_table(
        "foreign_void_number",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("voided_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_foreign_void_number")),
    )


def downgrade() -> None:
    op.drop_table("foreign_void_number")
    for name in ("void_reason", "voided_on", "replacement"):
        op.drop_column(TABLE, name)
