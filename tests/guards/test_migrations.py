"""The revisions make exactly the tables: autogenerate against a freshly migrated database finds no difference."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.factories.database import Databases
from tests.factories.draft_migration import tables_of


@pytest.mark.parametrize("service", ["registry", "outflow", "inflow"])
def test_the_revisions_make_exactly_the_tables(databases: Databases, service: str) -> None:
    with databases(service).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, "compare_type": True})
        difference = compare_metadata(context, tables_of(service))  # type: ignore[arg-type]  # a list is supported
    assert difference == [], f"python -m tests.factories.draft_migration {service} NNNN what_changes"
