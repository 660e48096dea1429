"""First light."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.database import LTree

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("case_serial")))
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("business_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_object_id"), "audit", ["object_id"], unique=False)
    op.create_table(
        "case_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sealed_note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index("ix_case_event_case_id_id", "case_event", ["case_id", "id"], unique=False)
    op.create_table(
        "directory_version",
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("singleton", name=op.f("pk_directory_version")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sealed_answer", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("account", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "letter_received",
        sa.Column("sender_region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sender_region", "id", name=op.f("pk_letter_received")),
        sa.UniqueConstraint(
            "case_id",
            "attempt",
            "sender_region",
            "number",
            name=op.f("uq_letter_received_case_id_attempt_sender_region_number"),
        ),
    )
    op.create_table(
        "letter_sent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_sent")),
        sa.UniqueConstraint("case_id", "attempt", "number", name=op.f("uq_letter_sent_case_id_attempt_number")),
    )
    op.create_index(
        "ix_letter_sent_undelivered",
        "letter_sent",
        ["case_id"],
        unique=False,
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("path", LTree(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("staffed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisation")),
    )
    op.create_index("ix_organisation_path", "organisation", ["path"], unique=False, postgresql_using="gist")
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("workflow", sa.Text(), nullable=False),
        sa.Column("workflow_id", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("start", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("message", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_unsent", "outbox", ["id"], unique=False, postgresql_where=sa.text("sent_at IS NULL"))
    op.create_table(
        "policy_assignment",
        sa.Column("path", LTree(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("path", "valid_from", name=op.f("pk_policy_assignment")),
    )
    op.create_table(
        "region",
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("outflow_url", sa.Text(), nullable=False),
        sa.Column("inflow_url", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("region_code", name=op.f("pk_region")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("case_label", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("holder_path", LTree(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("budget_working_days", sa.Integer(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("plan", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pauses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_act", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("case_id", "kind", "occurrence", name=op.f("uq_task_case_id_kind_occurrence")),
    )
    op.create_index(
        "ix_task_open_holder",
        "task",
        ["holder", "role", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'OPEN'"),
    )
    op.create_index(
        "ix_task_open_path",
        "task",
        ["holder_path"],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("status = 'OPEN'"),
    )
    op.create_table(
        "task_rung",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("went_to", sa.Text(), nullable=False),
        sa.Column("went_to_name", sa.Text(), nullable=False),
        sa.Column("went_to_path", LTree(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("why", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_rung_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_rung")),
        sa.UniqueConstraint("task_id", "name", name=op.f("uq_task_rung_task_id_name")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("joined", sa.Text(), nullable=False),
        sa.Column("id_number_sealed", sa.Text(), nullable=False),
        sa.Column("id_number_index", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("id_number_index", name=op.f("uq_member_id_number_index")),
    )
    op.create_table(
        "mobility_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("classification_source", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("home_branch", sa.Text(), nullable=False),
        sa.Column("home_path", LTree(), nullable=False),
        sa.Column("home_committee", sa.Text(), nullable=True),
        sa.Column("home_department", sa.Text(), nullable=True),
        sa.Column("host_region", sa.Text(), nullable=False),
        sa.Column("host_region_name", sa.Text(), nullable=False),
        sa.Column("host_committee", sa.Text(), nullable=True),
        sa.Column("host_name", sa.Text(), nullable=False),
        sa.Column("host_path", LTree(), nullable=True),
        sa.Column("host_on_platform", sa.Boolean(), nullable=False),
        sa.Column("host_branch", sa.Text(), nullable=True),
        sa.Column("host_branch_name", sa.Text(), nullable=False),
        sa.Column("host_contact", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("abroad", sa.Boolean(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("leaves_on", sa.Date(), nullable=False),
        sa.Column("expected_return", sa.Date(), nullable=True),
        sa.Column("briefed_on", sa.Date(), nullable=True),
        sa.Column("departed_on", sa.Date(), nullable=True),
        sa.Column("report_counts_from", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("active_on", sa.Date(), nullable=True),
        sa.Column("paper_notice_since", sa.Date(), nullable=True),
        sa.Column("name_host_since", sa.Date(), nullable=True),
        sa.Column("query", sa.Text(), nullable=True),
        sa.Column("query_since", sa.Date(), nullable=True),
        sa.Column("queries", sa.Integer(), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.Text(), nullable=True),
        sa.Column("refusal_text", sa.Text(), nullable=True),
        sa.Column("refusal_listed", sa.Boolean(), nullable=True),
        sa.Column("may_object", sa.Boolean(), nullable=False),
        sa.Column("coordination", sa.Text(), nullable=True),
        sa.Column("coordination_since", sa.Date(), nullable=True),
        sa.Column("owed_from", sa.Date(), nullable=True),
        sa.Column("last_proof_on", sa.Date(), nullable=True),
        sa.Column("at_risk_since", sa.Date(), nullable=True),
        sa.Column("contact_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_mobility_case_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mobility_case")),
        sa.UniqueConstraint("number", name=op.f("uq_mobility_case_number")),
    )
    op.create_index("ix_mobility_case_home_path", "mobility_case", ["home_path"], unique=False, postgresql_using="gist")
    op.create_index("ix_mobility_case_host_path", "mobility_case", ["host_path"], unique=False, postgresql_using="gist")
    op.create_index("ix_mobility_case_status", "mobility_case", ["status", "id"], unique=False)
    op.create_index(
        "uq_mobility_case_open_member", "mobility_case", ["member_id"], unique=True, postgresql_where=sa.text("is_open")
    )
    op.create_table(
        "activity_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("photo_attached", sa.Boolean(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("numbered_on", sa.Date(), nullable=True),
        sa.Column("sealed_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_activity_certificate_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_activity_certificate_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_activity_certificate_number")),
    )
    op.create_index(op.f("ix_activity_certificate_case_id"), "activity_certificate", ["case_id"], unique=False)
    op.create_index(
        "uq_activity_certificate_live",
        "activity_certificate",
        ["member_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'VOID'"),
    )
    op.create_table(
        "contact_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("outgoing", sa.Boolean(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("sealed_notes", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_contact_entry_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
    )
    op.create_index(op.f("ix_contact_entry_case_id"), "contact_entry", ["case_id"], unique=False)
    op.create_table(
        "contact_quarter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("second_in_a_row", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_contact_quarter_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_quarter")),
        sa.UniqueConstraint("case_id", "quarter", name=op.f("uq_contact_quarter_case_id_quarter")),
    )


def downgrade() -> None:
    op.execute(sa.schema.DropSequence(sa.Sequence("case_serial")))
    op.drop_table("contact_quarter")
    op.drop_index(op.f("ix_contact_entry_case_id"), table_name="contact_entry")
    op.drop_table("contact_entry")
    op.drop_index(
        "uq_activity_certificate_live", table_name="activity_certificate", postgresql_where=sa.text("status <> 'VOID'")
    )
    op.drop_index(op.f("ix_activity_certificate_case_id"), table_name="activity_certificate")
    op.drop_table("activity_certificate")
    op.drop_index("uq_mobility_case_open_member", table_name="mobility_case", postgresql_where=sa.text("is_open"))
    op.drop_index("ix_mobility_case_status", table_name="mobility_case")
    op.drop_index("ix_mobility_case_host_path", table_name="mobility_case", postgresql_using="gist")
    op.drop_index("ix_mobility_case_home_path", table_name="mobility_case", postgresql_using="gist")
    op.drop_table("mobility_case")
    op.drop_table("member")
    op.drop_table("task_rung")
    op.drop_index(
        "ix_task_open_path", table_name="task", postgresql_using="gist", postgresql_where=sa.text("status = 'OPEN'")
    )
    op.drop_index("ix_task_open_holder", table_name="task", postgresql_where=sa.text("status = 'OPEN'"))
    op.drop_table("task")
    op.drop_table("region")
    op.drop_table("policy_assignment")
    op.drop_index("ix_outbox_unsent", table_name="outbox", postgresql_where=sa.text("sent_at IS NULL"))
    op.drop_table("outbox")
    op.drop_index("ix_organisation_path", table_name="organisation", postgresql_using="gist")
    op.drop_table("organisation")
    op.drop_index(
        "ix_letter_sent_undelivered", table_name="letter_sent", postgresql_where=sa.text("delivered_at IS NULL")
    )
    op.drop_table("letter_sent")
    op.drop_table("letter_received")
    op.drop_table("idempotency_key")
    op.drop_table("directory_version")
    op.drop_index("ix_case_event_case_id_id", table_name="case_event")
    op.drop_table("case_event")
    op.drop_index(op.f("ix_audit_object_id"), table_name="audit")
    op.drop_table("audit")
