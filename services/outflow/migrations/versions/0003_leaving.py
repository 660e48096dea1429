"""A case to its ends: relocation, return, transfer, suspension, ending; claims of two hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("mobility_case", sa.Column("moves_told_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("relocating_since", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("former_attempt", sa.Integer(), nullable=True))
    op.add_column("mobility_case", sa.Column("former_committee", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("former_region", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("former_branch", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("former_name", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("released_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("returns_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("returning_since", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("return_reported_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("host_account", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("transfer_sent_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("transfer_letter", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("suspended_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("mobility_case", sa.Column("ended_reason", sa.Text(), nullable=True))
    op.add_column("mobility_case", sa.Column("exempt_since", sa.Date(), nullable=True))
    op.create_table(
        "host_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("branch_name", sa.Text(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("claimed_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_host_claim_case_id_mobility_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_claim")),
        sa.UniqueConstraint("case_id", "attempt", name=op.f("uq_host_claim_case_id_attempt")),
    )


def downgrade() -> None:
    op.drop_table("host_claim")
    op.drop_column("mobility_case", "exempt_since")
    op.drop_column("mobility_case", "ended_reason")
    op.drop_column("mobility_case", "ended_on")
    op.drop_column("mobility_case", "suspended_on")
    op.drop_column("mobility_case", "transfer_letter")
    op.drop_column("mobility_case", "transfer_sent_on")
    op.drop_column("mobility_case", "host_account")
    op.drop_column("mobility_case", "return_reported_on")
    op.drop_column("mobility_case", "returning_since")
    op.drop_column("mobility_case", "returns_on")
    op.drop_column("mobility_case", "released_on")
    op.drop_column("mobility_case", "former_name")
    op.drop_column("mobility_case", "former_branch")
    op.drop_column("mobility_case", "former_region")
    op.drop_column("mobility_case", "former_committee")
    op.drop_column("mobility_case", "former_attempt")
    op.drop_column("mobility_case", "relocating_since")
    op.drop_column("mobility_case", "moves_told_on")
