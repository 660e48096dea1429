"""Open tasks planted around a day, and what the figures must say of them, alike in every service."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from shared.business_clock import SHANGHAI
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from shared.reporting.client import ReportCalls
from shared.reporting.weeks import monday_of, weeks_ahead
from shared.tasks.tables import TaskRow
from tests.factories.organisations import path_of
from tests.services.reporting import figure, items_of

KEYS = ("tasks-open", "tasks-soon", "tasks-overdue", "tasks-by-week")
DAYS = (-30, -1, 0, 1, 3, 4, 7, 13, 14, 40, 55, 56, 62, 63, 100)
KINDS = (K.CONTACT_MEMBER, K.VERIFY_CERTIFICATE)


def plant(engine: Engine, today: date, *holders: str) -> None:
    """Of each holder one of each kind due on each day, and one that is done."""
    with Session(engine) as session, session.begin():
        for holder in holders:
            for kind in KINDS:
                session.add_all(_task(holder, kind, today + timedelta(days=n), "OPEN") for n in DAYS)
            session.add(_task(holder, KINDS[0], today - timedelta(days=2), "DONE"))


def _task(holder: str, kind: K, due_on: date, status: str) -> TaskRow:
    return TaskRow(
        kind=kind,
        case_id=uuid4(),
        case_label="321003-2026-000001",
        holder=holder,
        holder_path=path_of(holder),
        role=Role.BRANCH_SECRETARY,
        committee=holder[:9] if len(holder) >= 9 else None,
        since=due_on,
        due_on=due_on,
        status=status,
        opened_at=datetime.combine(due_on, time(9), SHANGHAI),
    )


def assert_they_are_counted(client: ReportCalls, today: date, holders: int) -> None:
    """`holders`: how many of them the reader sees."""
    days = [today + timedelta(days=n) for n in DAYS]
    weeks = weeks_ahead(today)
    ahead = [day for day in days if weeks[0].first <= day <= weeks[-1].last]
    expected = {
        "tasks-open": len(days),
        "tasks-soon": sum(today <= day <= today + timedelta(days=3) for day in days),
        "tasks-overdue": sum(day < today for day in days),
        "tasks-by-week": len(ahead),
    }
    for key, number in expected.items():
        assert figure(client, key).total == number * len(KINDS) * holders, key
    by_week: Counter[str] = Counter()
    for row in figure(client, "tasks-by-week").rows:
        by_week[row.dimension] += row.count
    each = len(KINDS) * holders
    assert by_week == {day: n * each for day, n in Counter(monday_of(day).isoformat() for day in ahead).items()}
    assert {item.state for item in items_of(client, "tasks-overdue")} == {"超期"}
    assert all(item.kind in KINDS for item in items_of(client, "tasks-open", dimension=KINDS[0]))


def statements_of(engine: Engine, client: ReportCalls, *keys: str) -> list[str]:
    """What the service reads of its own lists for these figures; the directory and the policy are looked up beside."""
    found: list[str] = []

    def note(*said: object) -> None:
        found.append(str(said[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        client.read_report(*keys)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [one for one in found if "LATERAL" in one]
