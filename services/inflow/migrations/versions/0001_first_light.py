"""First light."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.database import LTree

revision = "0001"
down_revision = None


def upgrade() -> None:
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
        "placement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("name_index", sa.Text(), nullable=False),
        sa.Column("certificate_number", sa.Text(), nullable=False),
        sa.Column("home_region", sa.Text(), nullable=False),
        sa.Column("home_branch", sa.Text(), nullable=False),
        sa.Column("home_committee", sa.Text(), nullable=False),
        sa.Column("home_committee_name", sa.Text(), nullable=False),
        sa.Column("home_path", LTree(), nullable=False),
        sa.Column("host_committee", sa.Text(), nullable=False),
        sa.Column("host_department", sa.Text(), nullable=False),
        sa.Column("host_province", sa.Text(), nullable=False),
        sa.Column("host_branch", sa.Text(), nullable=True),
        sa.Column("host_path", LTree(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("accept_from", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("placed_on", sa.Date(), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("acceptance_overdue", sa.Boolean(), nullable=False),
        sa.Column("pauses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("denied", sa.Boolean(), nullable=False),
        sa.Column("refusal_reason", sa.Text(), nullable=True),
        sa.Column("refusal_text", sa.Text(), nullable=True),
        sa.Column("refusal_listed", sa.Boolean(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("redirected_to", sa.Text(), nullable=True),
        sa.Column("look_asked", sa.Text(), nullable=True),
        sa.Column("look_since", sa.Date(), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("case_id", "attempt", name=op.f("uq_placement_case_id_attempt")),
    )
    op.create_index(op.f("ix_placement_case_number"), "placement", ["case_number"], unique=False)
    op.create_index("ix_placement_home_path", "placement", ["home_path"], unique=False, postgresql_using="gist")
    op.create_index("ix_placement_host_path", "placement", ["host_path"], unique=False, postgresql_using="gist")
    op.create_index(op.f("ix_placement_name_index"), "placement", ["name_index"], unique=False)
    op.create_index("ix_placement_status", "placement", ["status", "id"], unique=False)
    op.create_index(
        "uq_placement_enrolled", "placement", ["case_id"], unique=True, postgresql_where=sa.text("status = 'ENROLLED'")
    )
    op.create_table(
        "dispute",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("to_committee", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_dispute_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_stage"), "dispute", ["stage"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_finding_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_organisation"), "finding", ["organisation"], unique=False)
    op.create_table(
        "roster_entry",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_roster_entry_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_roster_entry")),
    )
    op.create_index(op.f("ix_roster_entry_branch"), "roster_entry", ["branch"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_roster_entry_branch"), table_name="roster_entry")
    op.drop_table("roster_entry")
    op.drop_index(op.f("ix_finding_organisation"), table_name="finding")
    op.drop_table("finding")
    op.drop_index(op.f("ix_dispute_stage"), table_name="dispute")
    op.drop_table("dispute")
    op.drop_index("uq_placement_enrolled", table_name="placement", postgresql_where=sa.text("status = 'ENROLLED'"))
    op.drop_index("ix_placement_status", table_name="placement")
    op.drop_index(op.f("ix_placement_name_index"), table_name="placement")
    op.drop_index("ix_placement_host_path", table_name="placement", postgresql_using="gist")
    op.drop_index("ix_placement_home_path", table_name="placement", postgresql_using="gist")
    op.drop_index(op.f("ix_placement_case_number"), table_name="placement")
    op.drop_table("placement")
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
