"""A placement to its end: the member moves on, returns, is transferred; the host releases him."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ENROLLED = "uq_placement_enrolled"


def upgrade() -> None:
    op.add_column("placement", sa.Column("leaving_since", sa.Date(), nullable=True))
    op.add_column("placement", sa.Column("leaving_why", sa.Text(), nullable=True))
    op.add_column("placement", sa.Column("closing_note", sa.Text(), nullable=True))
    op.add_column("placement", sa.Column("released_on", sa.Date(), nullable=True))
    op.add_column("placement", sa.Column("suspended_on", sa.Date(), nullable=True))
    op.add_column("placement", sa.Column("transfer_since", sa.Date(), nullable=True))
    op.add_column("placement", sa.Column("transfer_letter", sa.Text(), nullable=True))
    op.add_column("placement", sa.Column("note_owed", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.drop_index(ENROLLED, table_name="placement")
    still_here = sa.text("status = 'ENROLLED' AND leaving_since IS NULL")
    op.create_index(ENROLLED, "placement", ["case_id"], unique=True, postgresql_where=still_here)


def downgrade() -> None:
    op.drop_index(ENROLLED, table_name="placement")
    enrolled = sa.text("status = 'ENROLLED'")
    op.create_index(ENROLLED, "placement", ["case_id"], unique=True, postgresql_where=enrolled)
    op.drop_column("placement", "note_owed")
    op.drop_column("placement", "transfer_letter")
    op.drop_column("placement", "transfer_since")
    op.drop_column("placement", "suspended_on")
    op.drop_column("placement", "released_on")
    op.drop_column("placement", "closing_note")
    op.drop_column("placement", "leaving_why")
    op.drop_column("placement", "leaving_since")
