"""Entries in the booklet, which nobody may change, and the numbers that are void."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

REFUSE = """
CREATE FUNCTION refuse_change_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries are append-only: write a counter-entry';
END $$
"""
TRIGGER = """
CREATE TRIGGER certificate_entry_append_only BEFORE UPDATE OR DELETE ON certificate_entry
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_entry()
"""


def upgrade() -> None:
    op.create_table(
        "void_number",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("voided_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_void_number")),
    )
    op.create_table(
        "entry_book",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_status", sa.Text(), nullable=False),
        sa.Column("void_number", sa.Text(), nullable=False),
        sa.Column("without_booklet_since", sa.Date(), nullable=True),
        sa.Column("loss_told", sa.Text(), nullable=False),
        sa.Column("new_number", sa.Text(), nullable=False),
        sa.Column("booklet_since", sa.Date(), nullable=True),
        sa.Column("booklets", sa.Integer(), nullable=False),
        sa.Column("missing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_entry_book_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_entry_book")),
    )
    op.create_table(
        "certificate_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
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
        sa.ForeignKeyConstraint(["corrects"], ["certificate_entry.id"], name=op.f("fk_certificate_entry_corrects")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_certificate_entry_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_entry")),
        sa.UniqueConstraint("placement_id", "serial", name=op.f("uq_certificate_entry_placement_id_serial")),
    )
    op.create_index(
        "uq_certificate_entry_corrects",
        "certificate_entry",
        ["corrects"],
        unique=True,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_table(
        "entry_answer",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["certificate_entry.id"], name=op.f("fk_entry_answer_entry_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_entry_answer_placement_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_answer")),
    )
    op.create_index(op.f("ix_entry_answer_placement_id"), "entry_answer", ["placement_id"], unique=False)
    op.create_table(
        "role_year",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_role_year_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", "year", name=op.f("pk_role_year")),
    )
    op.create_table(
        "booklet_check",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_booklet_check_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", "year", name=op.f("pk_booklet_check")),
    )
    op.create_table(
        "host_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("entries", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_host_finding_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_finding")),
        sa.UniqueConstraint("placement_id", "serial", name=op.f("uq_host_finding_placement_id_serial")),
    )
    op.execute(REFUSE)
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP TRIGGER certificate_entry_append_only ON certificate_entry")
    op.execute("DROP FUNCTION refuse_change_of_entry")
    op.drop_table("host_finding")
    op.drop_table("booklet_check")
    op.drop_table("role_year")
    op.drop_table("entry_answer")
    op.drop_table("certificate_entry")
    op.drop_table("entry_book")
    op.drop_table("void_number")
