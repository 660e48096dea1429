"""Certificates that were issued before this system, until the registry knows their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "old_certificate",
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("conflict_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["activity_certificate.id"], name=op.f("fk_old_certificate_certificate_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_old_certificate_case_id")),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_old_certificate")),
        sa.UniqueConstraint("case_id", name=op.f("uq_old_certificate_case_id")),
    )
    op.create_index(op.f("ix_old_certificate_status"), "old_certificate", ["status"], unique=False)


def downgrade() -> None:
    op.drop_table("old_certificate")
