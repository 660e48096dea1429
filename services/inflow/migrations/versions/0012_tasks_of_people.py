"""Tasks are claimed, commented on, urged and given files; the other side of a case is urged by letter."""

import sqlalchemy as sa
from alembic import op

from shared.database import LTree

revision = "0012"
down_revision = "0011"

APPEND_ONLY = """
CREATE FUNCTION refuse_change_of_task_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was written beside a task never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER task_comment_append_only BEFORE UPDATE OR DELETE ON task_comment
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_task_comment();
"""


def upgrade() -> None:
    op.add_column("task", sa.Column("claimed_by", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("claimed_by_name", sa.Text(), nullable=True))
    op.add_column("task", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_task_open_due",
        "task",
        ["due_on", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'OPEN'"),
        postgresql_include=["holder_path", "kind", "committee"],
    )
    op.create_table(
        "task_comment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_comment_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_comment")),
    )
    op.create_index(op.f("ix_task_comment_task_id"), "task_comment", ["task_id"], unique=False)
    op.execute(APPEND_ONLY)
    op.create_table(
        "task_urge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("organisation_name", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_urge_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_urge")),
        sa.UniqueConstraint("task_id", "on", name=op.f("uq_task_urge_task_id_on")),
    )
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "task_attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sealed_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["attachment_content.sha256"], name=op.f("fk_task_attachment_sha256")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_attachment_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_attachment")),
        sa.UniqueConstraint("task_id", "sha256", name=op.f("uq_task_attachment_task_id_sha256")),
    )
    op.create_index(op.f("ix_task_attachment_case_id"), "task_attachment", ["case_id"], unique=False)
    op.create_table(
        "partner_urge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("path", LTree(), nullable=False),
        sa.Column("organisation_name", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_urge")),
        sa.UniqueConstraint(
            "case_id",
            "attempt",
            "matter",
            "direction",
            "on",
            name=op.f("uq_partner_urge_case_id_attempt_matter_direction_on"),
        ),
    )


def downgrade() -> None:
    op.drop_table("partner_urge")
    op.drop_table("task_attachment")
    op.drop_table("attachment_content")
    op.drop_table("task_urge")
    op.execute("DROP TRIGGER task_comment_append_only ON task_comment")
    op.execute("DROP FUNCTION refuse_change_of_task_comment()")
    op.drop_table("task_comment")
    op.drop_index("ix_task_open_due", table_name="task", postgresql_where=sa.text("status = 'OPEN'"))
    op.drop_column("task", "claimed_at")
    op.drop_column("task", "claimed_by_name")
    op.drop_column("task", "claimed_by")
