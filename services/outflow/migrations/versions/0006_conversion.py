"""W-06: the conversion, the hosts that can be asked, their opinions (which never change), meetings, objections."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

IMMUTABLE = """
CREATE FUNCTION opinion_received_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a written opinion never changes; a new one supersedes it' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER opinion_received_is_immutable BEFORE UPDATE OR DELETE ON opinion_received
  FOR EACH ROW EXECUTE FUNCTION opinion_received_is_immutable();
"""


def upgrade() -> None:
    op.create_table(
        "conversion",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("opinion_step", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("case_status", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("probation_end", sa.Date(), nullable=True),
        sa.Column("extension_used", sa.Boolean(), nullable=False),
        sa.Column("pauses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("request_open", sa.Boolean(), nullable=False),
        sa.Column("asked", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("waiver_open", sa.Boolean(), nullable=False),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("waiver", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("consultation", sa.Text(), nullable=False),
        sa.Column("home_view", sa.Text(), nullable=True),
        sa.Column("home_view_text", sa.Text(), nullable=False),
        sa.Column("notice_from", sa.Date(), nullable=True),
        sa.Column("notice_until", sa.Date(), nullable=True),
        sa.Column("adjourned_until", sa.Date(), nullable=True),
        sa.Column("adjournment", sa.Text(), nullable=False),
        sa.Column("meeting_since", sa.Date(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("extension_months", sa.Integer(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decision_text", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("standing_since", sa.Date(), nullable=True),
        sa.Column("overdue_reason", sa.Text(), nullable=True),
        sa.Column("overdue_text", sa.Text(), nullable=False),
        sa.Column("preparers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_conversion_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_conversion_member_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_conversion")),
    )
    op.create_index(op.f("ix_conversion_member_id"), "conversion", ["member_id"], unique=False)
    op.create_index(op.f("ix_conversion_stage"), "conversion", ["stage"], unique=False)
    op.create_table(
        "host_stay",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("on_platform", sa.Boolean(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_host_stay_case_id")),
        sa.PrimaryKeyConstraint("case_id", "attempt", name=op.f("pk_host_stay")),
    )
    op.create_table(
        "opinion_received",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_opinion_received_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_received")),
    )
    op.create_index(op.f("ix_opinion_received_case_id"), "opinion_received", ["case_id"], unique=False)
    op.create_table(
        "conversion_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("extension_months", sa.Integer(), nullable=True),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("chaired_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["conversion.case_id"], name=op.f("fk_conversion_meeting_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversion_meeting")),
    )
    op.create_index(op.f("ix_conversion_meeting_case_id"), "conversion_meeting", ["case_id"], unique=False)
    op.create_table(
        "notice_objection",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["conversion.case_id"], name=op.f("fk_notice_objection_case_id")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_notice_objection")),
    )
    op.execute(IMMUTABLE)


def downgrade() -> None:
    op.execute("DROP TRIGGER opinion_received_is_immutable ON opinion_received")
    op.execute("DROP FUNCTION opinion_received_is_immutable()")
    op.drop_table("notice_objection")
    op.drop_table("conversion_meeting")
    op.drop_table("opinion_received")
    op.drop_table("host_stay")
    op.drop_table("conversion")
