"""The certificate's life: checks, loss, replacement, what hosts wrote, findings; a replaced one is not live."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

LIVE, BEFORE = "status NOT IN ('VOID', 'REPLACED', 'CLOSED')", "status <> 'VOID'"


def _live(where: str) -> None:
    name = "uq_activity_certificate_live"
    op.drop_index(name, table_name="activity_certificate")
    op.create_index(name, "activity_certificate", ["member_id"], unique=True, postgresql_where=sa.text(where))


def upgrade() -> None:
    _live(LIVE)
    op.create_table(
        "certificate_file",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_status", sa.Text(), nullable=False),
        sa.Column("seen_attempt", sa.Integer(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("replacement_since", sa.Date(), nullable=True),
        sa.Column("replacements_done", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_certificate_file_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_certificate_file")),
    )
    op.create_table(
        "certificate_end",
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["activity_certificate.id"], name=op.f("fk_certificate_end_certificate_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_end")),
    )
    op.create_index(op.f("ix_certificate_end_case_id"), "certificate_end", ["case_id"], unique=False)
    op.create_table(
        "certificate_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_certificate_check_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_check")),
        sa.UniqueConstraint("case_id", "year", name=op.f("uq_certificate_check_case_id_year")),
    )
    op.create_table(
        "certificate_loss",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_before", sa.Text(), nullable=False),
        sa.Column("lost_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_certificate_loss_case_id")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["activity_certificate.id"], name=op.f("fk_certificate_loss_certificate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_loss")),
    )
    op.create_index("ix_certificate_loss_case_id", "certificate_loss", ["case_id"], unique=False)
    op.create_index(
        "uq_certificate_loss_open",
        "certificate_loss",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text("status = 'REPORTED'"),
    )
    op.create_table(
        "certificate_replacement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("old_certificate_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("photo_attached", sa.Boolean(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("numbered_on", sa.Date(), nullable=True),
        sa.Column("sealed_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_certificate_replacement_case_id")),
        sa.ForeignKeyConstraint(
            ["old_certificate_id"],
            ["activity_certificate.id"],
            name=op.f("fk_certificate_replacement_old_certificate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_replacement")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_replacement_number")),
    )
    op.create_index("ix_certificate_replacement_case_id", "certificate_replacement", ["case_id"], unique=False)
    op.create_index(
        "uq_certificate_replacement_open",
        "certificate_replacement",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('ISSUED', 'CANCELLED')"),
    )
    op.create_table(
        "certificate_host_page",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("host_committee", sa.Text(), nullable=False),
        sa.Column("host_region", sa.Text(), nullable=False),
        sa.Column("host_branch_name", sa.Text(), nullable=False),
        sa.Column("came_in_on", sa.Date(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_certificate_host_page_case_id")),
        sa.PrimaryKeyConstraint("case_id", "attempt", name=op.f("pk_certificate_host_page")),
    )
    op.create_table(
        "told_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sealed_words", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=9, scale=2), nullable=True),
        sa.Column("recorder", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_told_entry_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_entry")),
    )
    op.create_index("ix_told_entry_case_id", "told_entry", ["case_id", "attempt", "serial"], unique=False)
    op.create_table(
        "home_dues",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("recorder", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_home_dues_case_id")),
        sa.PrimaryKeyConstraint("case_id", "month", name=op.f("pk_home_dues")),
    )
    op.create_table(
        "false_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("entries", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_false_entries_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_false_entries")),
        sa.UniqueConstraint("case_id", "serial", name=op.f("uq_false_entries_case_id_serial")),
    )


def downgrade() -> None:
    op.drop_table("false_entries")
    op.drop_table("home_dues")
    op.drop_table("told_entry")
    op.drop_table("certificate_host_page")
    op.drop_table("certificate_replacement")
    op.drop_table("certificate_loss")
    op.drop_table("certificate_check")
    op.drop_table("certificate_end")
    op.drop_table("certificate_file")
    _live(BEFORE)
