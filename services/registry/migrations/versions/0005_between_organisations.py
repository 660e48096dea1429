"""Agreements, mobile-member organisations, organisation changes and records of organisations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.database import LTree

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("agreement_serial")))
    op.create_table(
        "organisation_succession",
        sa.Column("predecessor", sa.Text(), nullable=False),
        sa.Column("successor", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("predecessor", "successor", name=op.f("pk_organisation_succession")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("own_path", LTree(), nullable=False),
        sa.Column("own_is_home", sa.Boolean(), nullable=False),
        sa.Column("former", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("partner_name", sa.Text(), nullable=False),
        sa.Column("partner_region", sa.Text(), nullable=False),
        sa.Column("parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sealed_terms", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("our_text", sa.Boolean(), nullable=False),
        sa.Column("answer_since", sa.Date(), nullable=True),
        sa.Column("countersign_since", sa.Date(), nullable=True),
        sa.Column("signed_by_us_on", sa.Date(), nullable=True),
        sa.Column("signed_by_partner_on", sa.Date(), nullable=True),
        sa.Column("sealed_signatory", sa.Text(), nullable=False),
        sa.Column("sealed_partner_signatory", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("renewal_from", sa.Date(), nullable=False),
        sa.Column("renewal_asked", sa.Boolean(), nullable=False),
        sa.Column("renewal_open", sa.Boolean(), nullable=False),
        sa.Column("renews", sa.Uuid(), nullable=True),
        sa.Column("renewed_by", sa.Uuid(), nullable=True),
        sa.Column("notice_by", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("sealed_reason", sa.Text(), nullable=False),
        sa.Column("next_period", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("agreement_id", "attempt", name=op.f("uq_agreement_agreement_id_attempt")),
    )
    op.create_index("ix_agreement_own", "agreement", ["own"], unique=False)
    op.create_index("ix_agreement_own_path", "agreement", ["own_path"], unique=False, postgresql_using="gist")
    op.create_table(
        "mobile_org",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mobile_org_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("own_path", LTree(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("partner_name", sa.Text(), nullable=False),
        sa.Column("partner_region", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("full_members", sa.Integer(), nullable=False),
        sa.Column("probationary_members", sa.Integer(), nullable=False),
        sa.Column("joined_with", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("supports", sa.Boolean(), nullable=True),
        sa.Column("premises", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("consulted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("active_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mobile_org")),
        sa.UniqueConstraint("mobile_org_id", "attempt", name=op.f("uq_mobile_org_mobile_org_id_attempt")),
    )
    op.create_index("ix_mobile_org_own_path", "mobile_org", ["own_path"], unique=False, postgresql_using="gist")
    op.create_table(
        "org_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_by_path", LTree(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("effective_since", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("predecessors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("successors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("main", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("organisations", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("cases", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("posts", sa.Text(), nullable=False),
        sa.Column("moves_wanted", sa.Integer(), nullable=False),
        sa.Column("moves_done", sa.Integer(), nullable=False),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("remaining", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_change")),
    )
    op.create_index(
        "ix_org_change_decided_by_path", "org_change", ["decided_by_path"], unique=False, postgresql_using="gist"
    )
    op.create_table(
        "org_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("own_path", LTree(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.Column("partner_name", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Integer(), nullable=True),
        sa.Column("sealed_conclusion", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_record")),
    )
    op.create_index("ix_org_record_own_path", "org_record", ["own_path"], unique=False, postgresql_using="gist")
    op.create_table(
        "agreement_consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("sealed_minutes", sa.Text(), nullable=False),
        sa.Column("recorded_by_partner", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["agreement.id"], name=op.f("fk_agreement_consultation_copy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_consultation")),
        sa.UniqueConstraint("copy_id", "period", name=op.f("uq_agreement_consultation_copy_id_period")),
    )


def downgrade() -> None:
    op.drop_table("agreement_consultation")
    op.drop_index("ix_org_record_own_path", table_name="org_record", postgresql_using="gist")
    op.drop_table("org_record")
    op.drop_index("ix_org_change_decided_by_path", table_name="org_change", postgresql_using="gist")
    op.drop_table("org_change")
    op.drop_index("ix_mobile_org_own_path", table_name="mobile_org", postgresql_using="gist")
    op.drop_table("mobile_org")
    op.drop_index("ix_agreement_own_path", table_name="agreement", postgresql_using="gist")
    op.drop_index("ix_agreement_own", table_name="agreement")
    op.drop_table("agreement")
    op.drop_table("organisation_succession")
    op.execute(sa.schema.DropSequence(sa.Sequence("agreement_serial")))
