"""Draft a revision from the tables: `python -m tests.factories.draft_migration NAME 0002 what_changes`.

Migrates a throw-away database to the newest revision, compares it with the tables of the service and the kernel,
and writes the difference to services/NAME/migrations/versions. Read it before it is committed.
"""

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData

import shared
from shared.database import KernelBase, connect
from shared.migration_env import render_own_types
from shared.migrations import migrate
from tests.factories.database import SERVICES
from tests.factories.postgres import new_database, ordinary_role, test_server

REVISION = '''"""{sentence}"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.database import LTree

revision = "{revision}"
down_revision = {down_revision!r}


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''


def main(service: str, revision: str, name: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        test_server(Path(folder)) as superuser,
        ordinary_role(superuser) as role,
        new_database(superuser, role, service) as url,
    ):
        engine = connect(url.render_as_string(hide_password=False))
        if _newest(service):
            migrate(engine, SERVICES / service)
        text = draft(engine, service, revision, name)
        engine.dispose()
    target = SERVICES / service / "migrations" / "versions" / f"{revision}_{name}.py"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{target}\n")


def draft(engine: Engine, service: str, revision: str, name: str) -> str:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        script = produce_migrations(context, tables_of(service))  # type: ignore[arg-type]  # a list is supported
    assert script.upgrade_ops is not None
    assert script.downgrade_ops is not None
    upgrade, downgrade = (
        _body(render_python_code(side, render_item=render_own_types, migration_context=context))
        for side in (script.upgrade_ops, script.downgrade_ops)
    )
    return REVISION.format(
        sentence=name.replace("_", " ").capitalize() + ".",
        revision=revision,
        down_revision=_newest(service),
        upgrade=upgrade,
        downgrade=downgrade,
    )


def tables_of(service: str) -> list[MetaData]:
    """The kernel's and the service's own; every module of the kernel is imported so that no table is missed."""
    for module in pkgutil.walk_packages(shared.__path__, "shared."):
        importlib.import_module(module.name)
    for module in pkgutil.walk_packages([str(SERVICES / service)], f"services.{service}."):
        if module.name.endswith(".tables"):
            importlib.import_module(module.name)
    own: MetaData = importlib.import_module(f"services.{service}.tables").Base.metadata
    return [KernelBase.metadata, own]


def _newest(service: str) -> str | None:
    versions = SERVICES / service / "migrations" / "versions"
    return max((file.name.split("_")[0] for file in versions.glob("0*.py")), default=None)


def _body(code: str) -> str:
    lines = (line.strip("\n") for line in code.splitlines() if not line.strip().startswith("# ###"))
    return "\n".join(lines).strip() or "pass"


if __name__ == "__main__":
    main(*sys.argv[1:])
