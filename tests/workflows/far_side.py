"""The far side of the task activities: a service that notes every call, and may lose an answer or refuse."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid5

from shared.calendar.published import published_calendar
from shared.calendar.working import WorkingCalendar
from shared.calendar.year import CalendarPublished
from shared.policy.book import packaged_book
from shared.policy.pack import PolicyPack
from shared.policy.schedule import PlannedRung
from shared.problem_details import Problem
from shared.service_client import Outage, Refused
from shared.tasks.contract import OpenedTask, OpenTask, RungReceipt, TaskRef, TaskStatus

T = TypeVar("T")


@dataclass
class Note:
    """One call as the service saw it: an opening, a rung or a withdrawal."""

    at: datetime
    task: UUID
    what: str
    service: str
    opening: OpenTask | None = None
    rung: PlannedRung | None = None


@dataclass
class FarSide:
    """The tasks of one case. Like the real service it stores a rung once, whoever asks and how often."""

    case_id: UUID
    calls: list[Note] = field(default_factory=list)
    effects: list[Note] = field(default_factory=list)
    statuses: dict[str, TaskStatus] = field(default_factory=dict)
    losing: Counter[str] = field(default_factory=Counter)
    down: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def open_task(self, service: str, opening: OpenTask, at: datetime) -> OpenedTask:
        if self.refusals[opening.kind]:
            self.refusals[opening.kind] -= 1
            raise Refused(Problem(status=409, code="duty_no_longer_owed", detail="个案已往前走。"))
        key = f"{opening.kind}/{opening.occurrence}"
        task = uuid5(self.case_id, key)
        self._note(Note(at, task, "open_task", service, opening=opening), once=False)
        status = self.statuses.get(key, TaskStatus.OPEN)
        return self._answered("open_task", OpenedTask(task_id=task, status=status, fired=self.fired(task)))

    def fire_rung(self, service: str, task: UUID, rung: PlannedRung, at: datetime) -> RungReceipt:
        before = rung.name in self.fired(task)
        self._note(Note(at, task, "fire_rung", service, rung=rung), once=before)
        return self._answered("fire_rung", RungReceipt(fired=not before))

    def withdraw_task(self, service: str, task: UUID, at: datetime) -> TaskRef:
        self._note(Note(at, task, "withdraw_task", service), once=False)
        return self._answered("withdraw_task", TaskRef(task_id=task))

    def fired(self, task: UUID | None = None) -> tuple[str, ...]:
        notes = (note for note in self.effects if note.rung is not None and task in (None, note.task))
        return tuple(note.rung.name for note in notes if note.rung)

    def named(self, what: str) -> list[Note]:
        return [note for note in self.effects if note.what == what]

    def _note(self, note: Note, *, once: bool) -> None:
        if self.down[note.what]:
            self.down[note.what] -= 1
            raise Outage(note.what)
        self.calls.append(note)
        if not once:
            self.effects.append(note)

    def _answered(self, what: str, answer: T) -> T:
        """The effect stands, but its answer may be lost on the way back."""
        if self.losing[what]:
            self.losing[what] -= 1
            raise Outage(what)
        return answer


class FarClients:
    """Stands where `workflows.clients.Clients` stands: one far side for each case that runs."""

    def __init__(self) -> None:
        self.cases: dict[UUID, FarSide] = {}
        self.of_task: dict[UUID, FarSide] = {}

    def calendar(self, _: CalendarPublished | None = None) -> WorkingCalendar:
        return published_calendar()

    def policy(self, organisation: str, on: object) -> PolicyPack:
        return packaged_book().pack("CN-BASE-2019")

    def service(self, name: str) -> "FarService":
        return FarService(name, self)


@dataclass
class FarService:
    name: str
    clients: FarClients

    def open_task(self, opening: OpenTask, as_of: str) -> OpenedTask:
        side = self.clients.cases[opening.case_id]
        self.clients.of_task[uuid5(side.case_id, f"{opening.kind}/{opening.occurrence}")] = side
        return side.open_task(self.name, opening, datetime.fromisoformat(as_of))

    def fire_rung(self, task_id: UUID, rung: PlannedRung, as_of: str) -> RungReceipt:
        return self.clients.of_task[task_id].fire_rung(self.name, task_id, rung, datetime.fromisoformat(as_of))

    def withdraw_task(self, task_id: UUID, as_of: str) -> TaskRef:
        return self.clients.of_task[task_id].withdraw_task(self.name, task_id, datetime.fromisoformat(as_of))
