"""W-06 at the host: the watch over a probationary member, the opinions sent (which never change), observations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

IMMUTABLE = """
CREATE FUNCTION filed_opinion_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a sent opinion never changes; a new one supersedes it' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER filed_opinion_is_immutable BEFORE UPDATE OR DELETE ON filed_opinion
  FOR EACH ROW EXECUTE FUNCTION filed_opinion_is_immutable();
"""


def upgrade() -> None:
    op.create_table(
        "opinion_watch",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("probation_start", sa.Date(), nullable=True),
        sa.Column("probation_end", sa.Date(), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("request_text", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_opinion_watch_placement_id")),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_opinion_watch")),
    )
    op.create_index(op.f("ix_opinion_watch_status"), "opinion_watch", ["status"], unique=False)
    op.create_table(
        "filed_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_filed_opinion_placement_id")),
        sa.ForeignKeyConstraint(["supersedes"], ["filed_opinion.id"], name=op.f("fk_filed_opinion_supersedes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_opinion")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_filed_opinion_supersedes")),
    )
    op.create_index(op.f("ix_filed_opinion_placement_id"), "filed_opinion", ["placement_id"], unique=False)
    op.create_table(
        "probation_observation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_probation_observation_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probation_observation")),
    )
    op.create_index(
        op.f("ix_probation_observation_placement_id"), "probation_observation", ["placement_id"], unique=False
    )
    op.execute(IMMUTABLE)


def downgrade() -> None:
    op.execute("DROP TRIGGER filed_opinion_is_immutable ON filed_opinion")
    op.execute("DROP FUNCTION filed_opinion_is_immutable()")
    op.drop_table("probation_observation")
    op.drop_table("filed_opinion")
    op.drop_table("opinion_watch")
