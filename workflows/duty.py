"""A duty: who owes what in a case, since when. Tables of duties (`duties.py`) read like the rulebook."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from shared.calendar.year import CalendarPublished
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import Pause, TaskStatus

ServiceName = Literal["registry", "outflow", "inflow"]


class Duty(Contract):
    """What is owed now. The same key with another holder, pause or flag re-arms the same task."""

    kind: TaskKind
    case_id: CaseId
    occurrence: str = ""
    service: ServiceName
    holder: OrganisationCode
    role: Role
    since: date
    period: str | None = None
    flags: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.occurrence}"

    @property
    def paused(self) -> bool:
        return any(pause.end is None for pause in self.pauses)


class OpenDuty(Contract):
    """`calendar`: what the workflow has heard of; the plan must be made with it."""

    duty: Duty
    as_of: AwareDatetime
    calendar: CalendarPublished | None = None


class OpenedDuty(Contract):
    """`rungs`: what is still to fire, in order. Not OPEN: answered already, or no longer owed."""

    task_id: UUID | None
    status: TaskStatus
    rungs: tuple[PlannedRung, ...]


class FireTaskRung(Contract):
    service: ServiceName
    task_id: UUID
    rung: PlannedRung
    as_of: AwareDatetime


class BeginStep(Contract):
    """A step of a process whose day has come; `subject` is what the process is about."""

    service: ServiceName
    process: str
    subject: UUID
    step: str
    as_of: AwareDatetime


class WithdrawTask(Contract):
    service: ServiceName
    task_id: UUID
    as_of: AwareDatetime


class DeliverLetter(Contract):
    """`service` is the one that wrote the letter."""

    service: ServiceName
    letter_id: UUID
    as_of: AwareDatetime
