"""What must have happened in a year, reckoned from the rulebook, against what the databases hold."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from deploy.embedded.people import Services
from shared.calendar.published import published_calendar
from shared.policy.book import packaged_book
from shared.policy.schedule import PlannedRung, plan
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import TaskStatus
from shared.tasks.tables import TaskRow, TaskRungRow
from shared.terms import Quarter
from tests.factories.spreading import SPREAD_DAYS
from tests.workflows.rig import Rig
from tests.workflows.year import END, EXPECTED, QUARTERS, START, Kind, Life
from workflows.annual_survey import duties as campaigns
from workflows.certificate_entries import duties as entries
from workflows.certificate_life import duties as certificates
from workflows.duty import Duty
from workflows.home_exchange import duties as home_exchange
from workflows.host_feedback import duties as host_feedback
from workflows.inflow_acceptance import duties as acceptance
from workflows.lost_contact import duties as losing
from workflows.mobility_case import duties as mobility
from workflows.quarterly_contact import duties as contacts
from workflows.reconciling import expected_workflows
from workflows.refusal_dispute import duties as disputes

SERVICES = ("registry", "outflow", "inflow")
DEPENDS_ON_CONTACTS = {("outflow", TaskKind.SEARCH_MEMBER), ("inflow", TaskKind.LOOK_FOR_MEMBER)}
ONCE_A_QUARTER = (TaskKind.CONTACT_MEMBER, TaskKind.SEND_FEEDBACK, TaskKind.SEND_HOME_NOTICE, TaskKind.OBTAIN_FEEDBACK)
PROMPTLY = timedelta(minutes=10)


@dataclass
class Asked:
    """One task with the rungs that fired, as a service's database holds them."""

    service: str
    task: TaskRow
    rungs: list[TaskRungRow]

    @property
    def kind(self) -> Kind:
        return self.service, TaskKind(self.task.kind)

    @property
    def asked_after_the_first_day(self) -> bool:
        return self.task.closed_at is None or self.task.closed_at - START > timedelta(days=1)


@dataclass
class Ledger:
    lives: list[Life]
    asked: list[Asked]
    owed: set[tuple[UUID, str, str]]

    @classmethod
    def of(cls, rig: Rig, lives: list[Life]) -> "Ledger":
        return cls(lives, [one for service in SERVICES for one in _asked(rig, service)], set(_owed(rig)))

    def check(self) -> None:
        still_open = {
            (one.task.case_id, one.service, f"{one.task.kind}/{one.task.occurrence}")
            for one in self.asked
            if one.task.status == TaskStatus.OPEN
        }
        assert still_open == self.owed, f"open and not owed, or owed and not open: {still_open ^ self.owed}"
        for life in self.lives:
            mine = [one for one in self.asked if one.task.case_id == life.case_id]
            for one in mine:
                self._check_rungs(life, one)
            self._check_tasks(life, [one for one in mine if one.asked_after_the_first_day])

    def _check_tasks(self, life: Life, asked: list[Asked]) -> None:
        found = Counter(one.kind for one in asked if one.kind not in DEPENDS_ON_CONTACTS)
        expected = Counter({k: n for k, n in EXPECTED[life.silence].items() if k not in DEPENDS_ON_CONTACTS})
        expected -= Counter({("outflow", TaskKind.CONTACT_MEMBER): len(reached_before_asked(life))})
        assert found == expected, f"{life.silence}: {found} instead of {expected}"

    def _check_rungs(self, life: Life, one: Asked) -> None:
        names = Counter(rung.name for rung in one.rungs)
        twice = {name: count for name, count in names.items() if count > 1}
        assert not twice, f"{life.silence}, {one.task.kind}: more than once {twice}"
        expected = {rung.name: rung.at for rung in due_rungs(life, one.task)}
        about = f"{life.silence}, {one.task.kind}/{one.task.occurrence} since {one.task.since} ({one.task.status})"
        assert set(names) == set(expected), f"{about}: {sorted(names)} instead of {sorted(expected)}"
        for rung in one.rungs:
            late = rung.fired_at - max(expected[rung.name], one.task.opened_at)
            assert timedelta(0) <= late < PROMPTLY, f"{about}: {rung.name} came {late} after its moment"
        order = [rung.name for rung in sorted(one.rungs, key=lambda rung: rung.planned_at)]
        assert order == [rung.name for rung in due_rungs(life, one.task)], about


def due_rungs(life: Life, task: TaskRow) -> list[PlannedRung]:
    """Planned anew from the rulebook's data: everything whose moment came while the task was open."""
    pack = packaged_book().pack("CN-BASE-2019")
    contact = task.kind == TaskKind.CONTACT_MEMBER
    schedule = plan(
        TaskKind(task.kind),
        since=task.since,
        pack=pack,
        calendar=published_calendar(),
        quarter=_quarter(task),
        flags=_flags(life, task.occurrence) if contact else frozenset(),
    )
    closed: datetime = min(task.closed_at or END, END)
    return [rung for rung in schedule.rungs if rung.at <= closed]


def reached_before_asked(life: Life) -> set[str]:
    """A quarter opens on one of its first days (`period.spread_days`), or with the first attempt in it; who was reached
    at once, and before it did, is not asked."""
    found = set()
    for quarter in map(Quarter, QUARTERS):
        opens_on = spread_opening(quarter.first, START.date(), life.case_id, SPREAD_DAYS)
        early = [contact for contact in life.contacts if quarter.first <= contact.on.date() < opens_on]
        if early and min(early, key=lambda contact: contact.on).reached:
            found.add(str(quarter))
    return found


def _quarter(task: TaskRow) -> Quarter | None:
    """Of the kinds that are asked once in each: `2026Q4`, at the host `1.2026Q4`."""
    return Quarter(task.occurrence.split(".")[-1]) if task.kind in ONCE_A_QUARTER else None


def _flags(life: Life, quarter: str) -> frozenset[str]:
    """The second miss in a row: the quarter before was missed and not made good before this one began."""
    before = str(Quarter(quarter).previous())
    return frozenset({"second_in_a_row"} if before in life.missed else set())


def _owed(rig: Rig) -> Iterator[tuple[UUID, str, str]]:
    """What the services' newest snapshots still owe, by the tables of duties."""
    operator = SimpleNamespace(registry=rig.registry, outflow=rig.worker_at_home, inflow=rig.worker_at_host)
    for one in expected_workflows(cast(Services, operator)):
        for duty in OWED[one.workflow](one.state):
            yield duty.case_id, duty.service, duty.key


OWED: dict[str, Callable[[Any], Iterable[Duty]]] = {
    "MobilityCase": mobility.owed,
    "QuarterlyContact": contacts.owed,
    "InflowAcceptance": acceptance.owed,
    "RefusalDispute": disputes.owed,
    "LostContact": losing.owed,
    "CertificateLife": certificates.owed,
    "CertificateEntries": entries.owed,
    "HomeExchange": home_exchange.owed,
    "HostFeedback": host_feedback.owed,
    "AnnualSurvey": campaigns.owed,
}


def _asked(rig: Rig, service: str) -> list[Asked]:
    tasks = rig.rows(service, select(TaskRow).where(TaskRow.plan != {}))
    rungs: dict[object, list[TaskRungRow]] = {}
    for rung in rig.rows(service, select(TaskRungRow).order_by(TaskRungRow.fired_at, TaskRungRow.planned_at)):
        rungs.setdefault(rung.task_id, []).append(rung)
    return [Asked(service, task, rungs.get(task.id, [])) for task in tasks]
