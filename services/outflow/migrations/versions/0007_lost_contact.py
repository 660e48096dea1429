"""Lost contact, inactivity, corrections, members registered twice."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "lost_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("last_proof_on", sa.Date(), nullable=False),
        sa.Column("confirm_on", sa.Date(), nullable=False),
        sa.Column("confirm_since", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("settled_abroad", sa.Boolean(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("correct_by", sa.Date(), nullable=True),
        sa.Column("correction_since", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("lapse_on", sa.Date(), nullable=True),
        sa.Column("lapse_since", sa.Date(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("measure_since", sa.Date(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_lost_contact_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_contact")),
    )
    op.create_index(op.f("ix_lost_contact_case_id"), "lost_contact", ["case_id"], unique=False)
    op.create_index(
        "uq_lost_contact_open",
        "lost_contact",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text(
            "status IN ('SUSPECTED', 'SEARCHING', 'FOUND', 'CORRECTING', 'CONFIRMED', 'SUSPENDED')"
        ),
    )
    op.create_table(
        "lost_contact_search",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("process_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("searched_on", sa.Date(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["lost_contact.id"], name=op.f("fk_lost_contact_search_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_contact_search")),
    )
    op.create_index(op.f("ix_lost_contact_search_process_id"), "lost_contact_search", ["process_id"], unique=False)
    op.create_table(
        "lost_contact_measure",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("process_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("resolved_by", sa.Text(), nullable=False),
        sa.Column("resolved_account", sa.Text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("filing_number", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["lost_contact.id"], name=op.f("fk_lost_contact_measure_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_contact_measure")),
    )
    op.create_index(op.f("ix_lost_contact_measure_process_id"), "lost_contact_measure", ["process_id"], unique=False)
    op.create_table(
        "family_contact",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_family_contact_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_family_contact")),
    )
    op.create_table(
        "dead_channel",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_dead_channel_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_channel")),
    )
    op.create_index("uq_dead_channel_case", "dead_channel", ["case_id", "channel"], unique=True)
    op.create_table(
        "inactivity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("no_participation", sa.Boolean(), nullable=False),
        sa.Column("no_dues", sa.Boolean(), nullable=False),
        sa.Column("no_work", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("considered_account", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_inactivity_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inactivity")),
    )
    op.create_index(op.f("ix_inactivity_case_id"), "inactivity", ["case_id"], unique=False)
    op.create_index(
        "uq_inactivity_open",
        "inactivity",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('REPORTED', 'AT_COMMITTEE')"),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reported_side", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("reported_account", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("sealed_before", sa.Text(), nullable=False),
        sa.Column("sealed_value", sa.Text(), nullable=False),
        sa.Column("sealed_reason", sa.Text(), nullable=False),
        sa.Column("sealed_evidence", sa.Text(), nullable=False),
        sa.Column("evidence_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sealed_answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_correction_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_case_id"), "correction", ["case_id"], unique=False)
    op.create_index(op.f("ix_correction_status"), "correction", ["status"], unique=False)
    op.create_table(
        "member_alias",
        sa.Column("alias_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("merged_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alias_id"], ["member.id"], name=op.f("fk_member_alias_alias_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_alias_member_id")),
        sa.PrimaryKeyConstraint("alias_id", name=op.f("pk_member_alias")),
    )
    op.create_index(op.f("ix_member_alias_member_id"), "member_alias", ["member_id"], unique=False)
    op.create_index(op.f("ix_member_name"), "member", ["name"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_member_name"), table_name="member")
    op.drop_table("member_alias")
    op.drop_table("correction")
    op.drop_table("inactivity")
    op.drop_table("dead_channel")
    op.drop_table("family_contact")
    op.drop_table("lost_contact_measure")
    op.drop_table("lost_contact_search")
    op.drop_table("lost_contact")
