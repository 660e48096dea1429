"""The exchange at the host: feedback, changes, summonses, care, requests (W-05, W-19)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "help_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
    )
    op.create_index(op.f("ix_help_request_case_id"), "help_request", ["case_id"], unique=False)
    op.create_table(
        "care_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answers", sa.BigInteger(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answers"], ["care_entry.id"], name=op.f("fk_care_entry_answers")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_care_entry_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_entry")),
    )
    op.create_index(op.f("ix_care_entry_placement_id"), "care_entry", ["placement_id"], unique=False)
    op.create_table(
        "change_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("from_home", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("learned_on", sa.Date(), nullable=False),
        sa.Column("told_by_member", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("seen_by_parent_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_change_notice_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_notice")),
    )
    op.create_index(op.f("ix_change_notice_placement_id"), "change_notice", ["placement_id"], unique=False)
    op.create_table(
        "exchange",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("rests", sa.Integer(), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_exchange_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_exchange")),
    )
    op.create_index(op.f("ix_exchange_over"), "exchange", ["over"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("questioned_on", sa.Date(), nullable=True),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_feedback_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("placement_id", "quarter", name=op.f("uq_feedback_placement_id_quarter")),
    )
    op.create_table(
        "home_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_home_notice_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_notice")),
    )
    op.create_index(op.f("ix_home_notice_placement_id"), "home_notice", ["placement_id"], unique=False)
    op.create_table(
        "summons_received",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_summons_received_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summons_received")),
    )
    op.create_index(op.f("ix_summons_received_placement_id"), "summons_received", ["placement_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_summons_received_placement_id"), table_name="summons_received")
    op.drop_table("summons_received")
    op.drop_index(op.f("ix_home_notice_placement_id"), table_name="home_notice")
    op.drop_table("home_notice")
    op.drop_table("feedback")
    op.drop_index(op.f("ix_exchange_over"), table_name="exchange")
    op.drop_table("exchange")
    op.drop_index(op.f("ix_change_notice_placement_id"), table_name="change_notice")
    op.drop_table("change_notice")
    op.drop_index(op.f("ix_care_entry_placement_id"), table_name="care_entry")
    op.drop_table("care_entry")
    op.drop_index(op.f("ix_help_request_case_id"), table_name="help_request")
    op.drop_table("help_request")
