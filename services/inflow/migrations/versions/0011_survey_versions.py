"""A return of the survey may be sent back; what a branch has given stays as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

REFUSE = """
CREATE FUNCTION refuse_change_of_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions of a return are append-only: give it again';
END $$
"""
TRIGGER = """
CREATE TRIGGER survey_return_version_append_only BEFORE UPDATE OR DELETE ON survey_return_version
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_return()
"""


def upgrade() -> None:
    op.create_table(
        "survey_return_version",
        sa.Column("return_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("return_id", "number", name=op.f("pk_survey_return_version")),
    )
    op.add_column("survey_return", sa.Column("round", sa.Integer(), nullable=False))
    op.add_column("survey_return", sa.Column("sent_back", sa.Text(), nullable=False))
    op.execute(REFUSE)
    op.execute(TRIGGER)


def downgrade() -> None:
    op.execute("DROP TRIGGER survey_return_version_append_only ON survey_return_version")
    op.execute("DROP FUNCTION refuse_change_of_return")
    op.drop_column("survey_return", "sent_back")
    op.drop_column("survey_return", "round")
    op.drop_table("survey_return_version")
