"""Home's own notices and paper feedback; arrears of dues; the inspected booklet; returns that are called off."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

LIVE = "uq_activity_certificate_live"


def upgrade() -> None:
    op.add_column("exchange", sa.Column("resumed_on", sa.Date(), nullable=True))
    op.add_column("exchange", sa.Column("host_since", sa.Date(), nullable=True))
    op.add_column("feedback_received", sa.Column("sender", sa.Text(), nullable=False, server_default=""))
    op.alter_column("feedback_received", "sender", server_default=None)
    op.add_column("mobility_case", sa.Column("returns_called_off", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("mobility_case", "returns_called_off", server_default=None)
    op.add_column("mobility_case", sa.Column("certificate_seen", sa.Boolean(), nullable=True))
    op.add_column("mobility_case", sa.Column("entries_in_order", sa.Boolean(), nullable=True))
    _exchange_quarter()
    _dues_arrears()
    _certificate_inspection()
    _live_booklets("'VOID', 'REPLACED', 'INSPECTED', 'CLOSED'")


def _live_booklets(ended: str) -> None:
    op.drop_index(LIVE, table_name="activity_certificate")
    where = sa.text(f"status NOT IN ({ended})")
    op.create_index(LIVE, "activity_certificate", ["member_id"], unique=True, postgresql_where=where)


def _exchange_quarter() -> None:
    op.create_table(
        "exchange_quarter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mobility_case.id"], name=op.f("fk_exchange_quarter_case_id_mobility_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_quarter")),
        sa.UniqueConstraint("case_id", "quarter", name=op.f("uq_exchange_quarter_case_id_quarter")),
    )


def _dues_arrears() -> None:
    op.create_table(
        "dues_arrears",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("paid_to", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("good_reason", sa.Boolean(), nullable=True),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["mobility_case.id"], name=op.f("fk_dues_arrears_case_id_mobility_case")),
        sa.PrimaryKeyConstraint("case_id", "paid_to", "level", name=op.f("pk_dues_arrears")),
    )


def _certificate_inspection() -> None:
    certificate, case = "fk_certificate_inspection_certificate_id_activity_certificate", "mobility_case.id"
    op.create_table(
        "certificate_inspection",
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("entries_in_order", sa.Boolean(), nullable=False),
        sa.Column("put_away_on", sa.Date(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["certificate_id"], ["activity_certificate.id"], name=op.f(certificate)),
        sa.ForeignKeyConstraint(["case_id"], [case], name=op.f("fk_certificate_inspection_case_id_mobility_case")),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_inspection")),
    )
    op.create_index(op.f("ix_certificate_inspection_case_id"), "certificate_inspection", ["case_id"])


def downgrade() -> None:
    """A booklet that is inspected and not put away would be live again beside a new one: it is put away first."""
    op.execute("UPDATE activity_certificate SET status = 'CLOSED' WHERE status = 'INSPECTED'")
    _live_booklets("'VOID', 'REPLACED', 'CLOSED'")
    for table in ("certificate_inspection", "dues_arrears", "exchange_quarter"):
        op.drop_table(table)
    for column in ("entries_in_order", "certificate_seen", "returns_called_off"):
        op.drop_column("mobility_case", column)
    op.drop_column("feedback_received", "sender")
    op.drop_column("exchange", "host_since")
    op.drop_column("exchange", "resumed_on")
