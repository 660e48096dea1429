"""Connections: readers cannot write, and one that PostgreSQL has closed meanwhile is replaced before it is used."""

import time

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import InternalError, OperationalError

from shared import database
from shared.database import connect, reading_sessions, sessions
from shared.outbox import OutboxRow

COUNT = text("SELECT count(*) FROM outbox")
END_THE_OTHERS = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'")


@pytest.fixture
def engine(outflow_database: Engine) -> Engine:
    return outflow_database


def a_row() -> OutboxRow:
    return OutboxRow(workflow="W", workflow_id="w/1", signal="follow", start=None, message={})


def test_readers_cannot_write(engine: Engine) -> None:
    with reading_sessions(engine)() as session:
        session.add(a_row())
        with pytest.raises(InternalError, match="read-only"):
            session.flush()
    with sessions(engine)() as session:  # the same connection, and it writes again
        session.add(a_row())
        session.flush()
        assert session.scalar(COUNT) == 1


def test_a_connection_that_died_while_idle_is_replaced(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    url = engine.url.update_query_dict({"application_name": "idle"}).render_as_string(hide_password=False)
    waiting = connect(url, pool_size=1)
    with waiting.connect() as connection:
        connection.execute(COUNT)
    with engine.connect() as connection:
        connection.execute(END_THE_OTHERS)
    time.sleep(0.2)
    with waiting.connect() as connection, pytest.raises(OperationalError):
        connection.execute(COUNT)  # in use a moment ago, so nobody looked
    monkeypatch.setattr(database, "PINGED_AFTER_SECONDS", 0.0)
    with engine.connect() as connection:
        connection.execute(END_THE_OTHERS)
    with waiting.connect() as connection:
        connection.execute(COUNT)
    waiting.dispose()
