"""PostgreSQL through SQLAlchemy: engine, the kernel's own tables, `ltree`, locks. Engines are made by app.py."""

import time
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import UserDefinedType

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class LTree(UserDefinedType[str]):
    """An organisation's path, root first, labels joined by dots."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "ltree"


class TableBase(DeclarativeBase):
    """Base for every table; each database's own tables hang on a subclass with its own MetaData."""

    __abstract__ = True
    type_annotation_map = {datetime: DateTime(timezone=True), dict[str, Any]: JSONB, list[Any]: JSONB}


class KernelBase(TableBase):
    """Tables that every service's database has: outbox, idempotency keys, audit, tasks, letters, directory."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


USED_AT = "used_at"
PINGED_AFTER_SECONDS = 1.0
"""A connection that was in use a moment ago is not asked whether it lives; a request that finds out fails as any does
in the moment of an outage."""


def connect(url: str, *, pool_size: int = 20) -> Engine:
    """Engine for a `postgresql+psycopg2://` URL. PostgreSQL may have been restarted: connections are tried first."""
    engine = create_engine(
        url,
        # Parameters name people; they must not reach a log through an error message.
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=20,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "options": "-c timezone=UTC -c lock_timeout=10s"},
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_try_if_idle, engine))
    return engine


def _note_use(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info[USED_AT] = time.monotonic()


def _try_if_idle(engine: Engine, connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
    """Raises DisconnectionError, on which the pool opens another connection."""
    idle = time.monotonic() - record.info.get(USED_AT, time.monotonic())
    if idle > PINGED_AFTER_SECONDS and not _lives(engine, connection):
        raise DisconnectionError()


def _lives(engine: Engine, connection: DBAPIConnection) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False


def sessions(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False)


def reading_sessions(engine: Engine) -> sessionmaker[Session]:
    """PostgreSQL refuses to write in any transaction of theirs."""
    return sessions(engine.execution_options(postgresql_readonly=True))
