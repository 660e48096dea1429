"""The revisions and the tables say the same."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from tests.factories.draft_migration import tables_of


def test_the_revisions_make_exactly_the_tables(registry_database: Engine) -> None:
    with registry_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables_of("registry")) == []  # type: ignore[arg-type]  # a list is supported
