"""What the databases say: every task with how it ended, every rung with its moment, certificates, cases, quarters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg2
from psycopg2.extras import register_uuid

from deploy.embedded.data_directory import DATABASES, DataDirectory
from deploy.embedded.endpoints import Endpoints

TASKS = """SELECT case_id, kind, occurrence, status, since, due_on, opened_at, closed_at, late, policy = ''
           FROM task"""
RUNGS = """SELECT t.case_id, t.kind, r.name, greatest(r.planned_at, t.opened_at), r.fired_at, t.closed_at
           FROM task_rung r JOIN task t ON t.id = r.task_id"""


@dataclass(frozen=True)
class TaskLine:
    """`unasked`: the act came before the task, which then has no term of its own."""

    service: str
    case_id: UUID
    kind: str
    occurrence: str
    status: str
    since: date
    due_on: date
    opened_at: datetime
    closed_at: datetime | None
    late: bool
    unasked: bool


@dataclass(frozen=True)
class RungLine:
    """`owed_at`: a task that was opened after the moment of a rung owes it at once."""

    case_id: UUID
    kind: str
    name: str
    owed_at: datetime
    fired_at: datetime
    closed_at: datetime | None

    @property
    def delay(self) -> timedelta:
        return self.fired_at - self.owed_at


@dataclass(frozen=True)
class Books:
    tasks: list[TaskLine]
    rungs: list[RungLine]
    numbers: list[tuple[UUID, str]]
    statuses: dict[UUID, str]
    placements: dict[UUID, str]


def read_books(endpoints: Endpoints) -> Books:
    tasks: list[TaskLine] = []
    rungs: list[RungLine] = []
    for service in DATABASES:
        tasks += [TaskLine(service, *row) for row in _rows(endpoints, service, TASKS)]
        rungs += [RungLine(*row) for row in _rows(endpoints, service, RUNGS)]
    numbers = list(_rows(endpoints, "outflow", "SELECT case_id, number FROM activity_certificate WHERE number <> ''"))
    statuses = dict(_rows(endpoints, "outflow", "SELECT id, status FROM mobility_case"))
    placements = dict(_rows(endpoints, "inflow", "SELECT case_id, status FROM placement ORDER BY attempt"))
    return Books(tasks, rungs, numbers, statuses, placements)


def _rows(endpoints: Endpoints, service: str, query: str) -> Iterator[Any]:
    with _connected(endpoints, service) as cursor:
        cursor.execute(query)
        yield from cursor.fetchall()


@contextmanager
def _connected(endpoints: Endpoints, service: str) -> Iterator[Any]:
    host, port = endpoints.postgres.rsplit(":", 1)
    password = DataDirectory.at(endpoints.data_dir).passwords()[service]
    connection = psycopg2.connect(host=host, port=port, dbname=service, user=service, password=password)
    register_uuid(conn_or_curs=connection)  # type: ignore[no-untyped-call]  # of psycopg2
    try:
        with connection, connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
