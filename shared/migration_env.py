"""What every service's `migrations/env.py` does: run the revisions on the connection that `migrate` has opened.

A service's env.py is three lines:

    from services.NAME.tables import Base
    from shared.migration_env import run_revisions
    run_revisions(Base.metadata)

A new revision is drafted from the tables on a throw-away database, then read and corrected by a person:

    .venv/bin/python -m tests.factories.draft_migration NAME 0002 what_changes
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import MetaData
from sqlalchemy.dialects.postgresql.base import ischema_names

from shared.database import KernelBase, LTree

# So that comparing tables with a database knows the type when it meets it.
ischema_names["ltree"] = LTree


def run_revisions(own: MetaData) -> None:
    """`own` is the metadata of the service's tables; the kernel's are in every database."""
    context.configure(connection=context.config.attributes["connection"], target_metadata=[KernelBase.metadata, own])
    with context.begin_transaction():
        context.run_migrations()


def render_own_types(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """How a drafted revision writes `ltree`; False leaves every other type to Alembic."""
    return "LTree()" if kind == "type" and isinstance(item, LTree) else False
