"""The exchange at home: feedback, changes, yearly reports, summonses, requests (W-05, D-39, D-151, W-19)."""

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
        "change_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("from_host", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("learned_on", sa.Date(), nullable=False),
        sa.Column("told_by_member", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("follow_since", sa.Date(), nullable=True),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_change_notice_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_notice")),
    )
    op.create_index(op.f("ix_change_notice_case_id"), "change_notice", ["case_id"], unique=False)
    op.create_table(
        "exchange",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("rests", sa.Integer(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_exchange_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_exchange")),
    )
    op.create_index(op.f("ix_exchange_over"), "exchange", ["over"], unique=False)
    op.create_table(
        "feedback_received",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("to_read_since", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_feedback_received_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_received")),
    )
    op.create_index(op.f("ix_feedback_received_case_id"), "feedback_received", ["case_id"], unique=False)
    op.create_table(
        "home_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_home_notice_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_notice")),
    )
    op.create_index(op.f("ix_home_notice_case_id"), "home_notice", ["case_id"], unique=False)
    op.create_table(
        "summons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_summons_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summons")),
    )
    op.create_index(op.f("ix_summons_case_id"), "summons", ["case_id"], unique=False)
    op.create_table(
        "yearly_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_yearly_report_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_report")),
        sa.UniqueConstraint("case_id", "year", name=op.f("uq_yearly_report_case_id_year")),
    )


def downgrade() -> None:
    op.drop_table("yearly_report")
    op.drop_index(op.f("ix_summons_case_id"), table_name="summons")
    op.drop_table("summons")
    op.drop_index(op.f("ix_home_notice_case_id"), table_name="home_notice")
    op.drop_table("home_notice")
    op.drop_index(op.f("ix_feedback_received_case_id"), table_name="feedback_received")
    op.drop_table("feedback_received")
    op.drop_index(op.f("ix_exchange_over"), table_name="exchange")
    op.drop_table("exchange")
    op.drop_index(op.f("ix_change_notice_case_id"), table_name="change_notice")
    op.drop_table("change_notice")
    op.drop_index(op.f("ix_help_request_case_id"), table_name="help_request")
    op.drop_table("help_request")
