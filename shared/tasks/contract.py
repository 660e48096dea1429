"""Public words of tasks (vocabulary as in WS-HumanTask; rulebook 6, architecture 4)."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.policy.ladder import RungAction, RungTarget
from shared.policy.schedule import PlannedRung, Schedule, Why
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.limits import COMMENT_CHARACTERS
from shared.waiting.contract import URGE_CHARACTERS, PartnerUrge


class TaskStatus(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


class Pause(Contract):
    """Days on which the clock stood still because the other side owed an answer; open while `to` is None."""

    start: date
    end: date | None = None


class OpenTask(Contract):
    """Put a task on the holder's list. Same case, kind and occurrence: the same task, re-armed."""

    kind: TaskKind = Field(examples=["CONTACT_MEMBER"])
    case_id: CaseId = Field(examples=["01992f6e-7c00-7000-8000-000000000002"])
    occurrence: str = Field(default="", description="tells repeats apart: a quarter, an attempt", examples=["2026Q4"])
    holder: OrganisationCode = Field(examples=["32100300101"])
    role: Role = Field(examples=["branch_secretary"])
    since: date = Field(examples=["2026-10-01"])
    schedule: Schedule
    pauses: tuple[Pause, ...] = ()


class OpenedTask(Contract):
    """`fired` names the rungs that have fired already; a task that was acted upon early comes back DONE."""

    task_id: UUID
    status: TaskStatus
    fired: tuple[str, ...]


class StepBegins(Contract):
    """A step of a process whose day has come, such as a period of feedback."""

    step: str = Field(min_length=1, max_length=60, examples=["2026Q4"])


class TaskRef(Contract):
    task_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000003"])


class FireRung(Contract):
    rung: PlannedRung


class FiredRung(Contract):
    """A reminder or rise that has happened, with the reason that was stored (rulebook 6)."""

    name: str
    action: RungAction
    to: RungTarget
    went_to: OrganisationCode
    went_to_name: str
    reason: str = Field(description="why it went to that organisation (vacancy, level missing)")
    why: Why
    planned_at: AwareDatetime
    fired_at: AwareDatetime


class RungReceipt(Contract):
    """`fired` is False when the task was closed meanwhile or the rung had fired before."""

    fired: bool


class ClaimTask(Contract):
    """WS-HumanTask: it is me who works on it. Nobody is locked out of acting."""


class ReleaseTask(Contract):
    """WS-HumanTask: I do not work on it any more, or my superior says so."""


class CommentOnTask(Contract):
    text: Annotated[str, StringConstraints(min_length=1, max_length=COMMENT_CHARACTERS, strip_whitespace=True)] = Field(
        examples=["已电话约定周五见面。"]
    )


class UrgeTask(Contract):
    """催办: once a day and task."""

    text: Annotated[str, StringConstraints(max_length=URGE_CHARACTERS, strip_whitespace=True)] = Field(
        default="", examples=["请于周五前办结。"]
    )


class TaskComment(Contract):
    """Written beside a task; never changed afterwards."""

    by: str = Field(description="display name of the account", examples=["周超"])
    role: Role
    organisation: OrganisationCode
    text: str
    at: AwareDatetime


class TaskUrge(Contract):
    """A superior has asked for the task; `on` is the business day."""

    by: str = Field(description="display name of the account", examples=["李部"])
    role: Role
    organisation: OrganisationCode
    organisation_name: str
    text: str
    on: date
    at: AwareDatetime


class TaskAttachment(Contract):
    """A file beside a task. `media_type` was judged by the content."""

    attachment_id: UUID
    name: str
    media_type: str = Field(examples=["application/pdf"])
    size: int = Field(description="bytes")
    by: str = Field(description="display name of the account", examples=["周超"])
    role: Role
    organisation: OrganisationCode
    at: AwareDatetime


class Task(Contract):
    """One task as a list shows it."""

    task_id: UUID
    kind: TaskKind
    label: str = Field(examples=["查验活动证"])
    case_id: CaseId
    case_label: str = Field(description="case number, no personal data", examples=["321003-2026-000012"])
    subject: str = Field(default="", description="the member's name; empty where the service knows none")
    occurrence: str
    service: str = Field(examples=["inflow"])
    status: TaskStatus
    holder: OrganisationCode
    holder_name: str
    role: Role
    committee: OrganisationCode | None
    since: date
    due_on: date
    provisional: bool
    paused: bool
    late: bool
    overdue_working_days: int
    rung: str | None
    opened_at: AwareDatetime
    closed_at: AwareDatetime | None
    closed_by_act: str | None
    why: Why
    next_rung: PlannedRung | None
    claimed_by: str | None = Field(default=None, description="account of the one who works on it")
    claimed_by_name: str | None = None
    claimed_at: AwareDatetime | None = None
    urged: TaskUrge | None = Field(default=None, description="the newest 催办 by a superior")
    partner_urged: PartnerUrge | None = Field(default=None, description="the newest 催办 by the other side of the case")
    comments: int = Field(default=0, description="how many there are; the task itself shows them")


class TaskPage(Contract):
    items: list[Task]
    next: str | None = Field(description="pass as `after` to go on; None at the end")


class TaskDetail(Contract):
    task: Task
    fired: list[FiredRung]
    comments: list[TaskComment] = []
    urges: list[TaskUrge] = []
    attachments: list[TaskAttachment] = []
