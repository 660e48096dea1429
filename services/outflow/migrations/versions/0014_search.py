"""Search as people type; lists in the order of departure."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

LAST_DAY = sa.text("COALESCE(departed_on, '9999-12-31'::date)")


def upgrade() -> None:
    terms = sa.Column("search_terms", sa.ARRAY(sa.BigInteger()), nullable=False, server_default=sa.text("'{}'"))
    op.add_column("member", terms)
    op.create_index("ix_member_search_terms", "member", ["search_terms"], postgresql_using="gin")
    op.drop_index("ix_member_name", table_name="member")
    op.create_index("ix_mobility_case_member_id", "mobility_case", ["member_id"])
    op.create_index("ix_mobility_case_home_path_id", "mobility_case", ["home_path", "id"])
    op.create_index("ix_mobility_case_departed", "mobility_case", [LAST_DAY, "id"])
    numbered, silent = sa.text("status = 'NUMBERED'"), sa.text("second_in_a_row")
    op.create_index("ix_activity_certificate_to_seal", "activity_certificate", ["case_id"], postgresql_where=numbered)
    op.create_index("ix_contact_quarter_two_in_a_row", "contact_quarter", ["case_id"], postgresql_where=silent)


def downgrade() -> None:
    op.drop_index("ix_contact_quarter_two_in_a_row", table_name="contact_quarter")
    op.drop_index("ix_activity_certificate_to_seal", table_name="activity_certificate")
    op.drop_index("ix_mobility_case_departed", table_name="mobility_case")
    op.drop_index("ix_mobility_case_home_path_id", table_name="mobility_case")
    op.drop_index("ix_mobility_case_member_id", table_name="mobility_case")
    op.create_index("ix_member_name", "member", ["name"])
    op.drop_column("member", "search_terms")
