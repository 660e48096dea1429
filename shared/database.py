"""PostgreSQL through SQLAlchemy: engine, the kernel's own tables, `ltree`, locks. Engines are made by app.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction, sessionmaker
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


def connect(url: str, *, pool_size: int = 20) -> Engine:
    """Engine for a `postgresql+psycopg2://` URL; pre-ping because PostgreSQL may have been restarted."""
    return create_engine(
        url,
        # Parameters name people; they must not reach a log through an error message.
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=20,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "options": "-c timezone=UTC -c lock_timeout=10s"},
    )


def sessions(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False)


def read_only(session: Session) -> Session:
    """The same session; PostgreSQL refuses to write in any transaction that it begins."""
    event.listen(session, "after_begin", _begin_read_only)
    return session


def _begin_read_only(_: Session, __: SessionTransaction, connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
