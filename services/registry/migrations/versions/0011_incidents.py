"""Incidents, and the remedies that people order."""

import sqlalchemy as sa
from alembic import op

from shared.database import LTree

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("observer", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("workflow_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("owner_path", LTree(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_owner_path", "incident", ["owner_path"], postgresql_using="gist")
    op.create_index(
        "uq_incident_open", "incident", ["kind", "key"], unique=True, postgresql_where=sa.text("over_at IS NULL")
    )
    op.create_table(
        "incident_remedy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sealed_reason", sa.Text(), nullable=False),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("ordered_by_name", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_remedy_incident_id_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_remedy")),
    )
    op.create_index(op.f("ix_incident_remedy_incident_id"), "incident_remedy", ["incident_id"])
    op.create_index(
        "uq_incident_remedy_ordered",
        "incident_remedy",
        ["incident_id"],
        unique=True,
        postgresql_where=sa.text("carried_out_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("incident_remedy")
    op.drop_table("incident")
