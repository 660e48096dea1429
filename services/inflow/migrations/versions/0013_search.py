"""Search as people type; lists in the order of arrival."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

LAST_DAY = sa.text("COALESCE(reported_on, '9999-12-31'::date)")


def upgrade() -> None:
    terms = sa.Column("search_terms", sa.ARRAY(sa.BigInteger()), nullable=False, server_default=sa.text("'{}'"))
    op.add_column("placement", terms)
    op.create_index("ix_placement_search_terms", "placement", ["search_terms"], postgresql_using="gin")
    op.drop_index("ix_placement_name_index", table_name="placement")
    op.drop_column("placement", "name_index")
    op.create_index("ix_placement_certificate_number", "placement", ["certificate_number"])
    op.create_index("ix_placement_host_path_id", "placement", ["host_path", "id"])
    op.create_index("ix_placement_reported", "placement", [LAST_DAY, "id"])
    late, missing = sa.text("acceptance_overdue"), sa.text("overdue AND sent_on IS NULL")
    unconfirmed = sa.text("status IN ('ENTERED', 'UNCONFIRMED')")
    op.create_index("ix_placement_overdue", "placement", ["id"], postgresql_where=late)
    op.create_index("ix_feedback_missing", "feedback", ["placement_id"], postgresql_where=missing)
    op.create_index("ix_entry_answer_open", "entry_answer", ["placement_id"], postgresql_where=unconfirmed)


def downgrade() -> None:
    op.drop_index("ix_entry_answer_open", table_name="entry_answer")
    op.drop_index("ix_feedback_missing", table_name="feedback")
    op.drop_index("ix_placement_overdue", table_name="placement")
    op.drop_index("ix_placement_reported", table_name="placement")
    op.drop_index("ix_placement_host_path_id", table_name="placement")
    op.drop_index("ix_placement_certificate_number", table_name="placement")
    op.add_column("placement", sa.Column("name_index", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_placement_name_index", "placement", ["name_index"])
    op.drop_column("placement", "search_terms")
