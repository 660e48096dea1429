"""Databases migrated by the real migrations, empty at the start of every test that asks for one.

`registry_database`, `outflow_database`, `inflow_database` are engines. Tests commit, as the services do.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from shared.database import connect
from shared.migrations import migrate
from tests.factories.postgres import new_database, ordinary_role, test_server

SERVICES = Path(__file__).resolve().parents[2] / "services"

Databases = Callable[[str], Engine]


@pytest.fixture(scope="session")
def superuser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    with test_server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def databases(superuser: URL) -> Iterator[Databases]:
    """Service name → engine of its migrated database, made when first asked for."""
    with ExitStack() as held:
        role = held.enter_context(ordinary_role(superuser))

        @cache
        def database(service: str) -> Engine:
            url = held.enter_context(new_database(superuser, role, service))
            engine = connect(url.render_as_string(hide_password=False))
            held.callback(engine.dispose)
            migrate(engine, SERVICES / service)
            return engine

        yield database


@pytest.fixture
def registry_database(databases: Databases) -> Engine:
    return emptied(databases("registry"))


@pytest.fixture
def outflow_database(databases: Databases) -> Engine:
    return emptied(databases("outflow"))


@pytest.fixture
def inflow_database(databases: Databases) -> Engine:
    return emptied(databases("inflow"))


def emptied(engine: Engine) -> Engine:
    """Truncating a table costs much more than looking whether there is anything in it."""
    with engine.begin() as connection:
        names = connection.scalars(
            text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
                 " AND tablename <> 'alembic_version'")
        ).all()  # fmt: skip
        looks = " UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names)
        filled = connection.scalars(text(looks)).all() if names else []
        if filled:
            connection.execute(text(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE"))
    return engine


def analyse(engine: Engine) -> None:
    """Takes the planner's figures now; otherwise a plan depends on whether autovacuum happened to come by."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
