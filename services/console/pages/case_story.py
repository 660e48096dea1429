"""One case told from both sides: the steps in order of time, the tasks with their reasons, what happens next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.console.directory import Organisations
from services.console.pages.case_reading import BothSides
from services.console.pages.todo import act_of, due_words
from services.console.wording import act_words, word
from services.inflow.contract import PLACEMENT_STATUS_LABELS, PlacementFile
from services.outflow.contract import CASE_STATUS_LABELS, CaseFile
from shared.business_clock import SHANGHAI
from shared.calendar.published import published_calendar
from shared.case_event import CaseEvent
from shared.policy.ladder import RungAction
from shared.policy.schedule import PlannedRung
from shared.posts import ROLE_LABELS, Role
from shared.tasks.contract import FiredRung, Task, TaskDetail, TaskStatus

ROLE_WORDS: dict[str, Any] = {str(role): label for role, label in ROLE_LABELS.items()}


@dataclass(frozen=True)
class Step:
    """One line: what, who, from where, when, how long after the step before, and where the case stood then."""

    side: str
    act: str
    who: str
    organisation: str
    at: datetime
    status: str
    after: str


@dataclass(frozen=True)
class NextThing:
    """What will happen by itself when nobody acts."""

    task: Task
    rung: PlannedRung


def steps(home: CaseFile | None, host: PlacementFile | None, organisations: Organisations) -> list[Step]:
    events = [("home", event) for event in (home.events if home else [])]
    events += [("host", event) for event in (host.events if host else [])]
    events.sort(key=lambda one: (one[1].at, one[1].recorded_at))
    told: list[Step] = []
    for side, event in events:
        before = told[-1].at if told else None
        told.append(_step(side, event, before, organisations))
    return told


def _step(side: str, event: CaseEvent, before: datetime | None, organisations: Organisations) -> Step:
    return Step(
        side=word("sides", side),
        act=act_words(event.act),
        who=_who(event),
        organisation=organisations.name(event.organisation),
        at=event.at,
        status=_status(side, event.status),
        after=_after(before, event.at),
    )


def _who(event: CaseEvent) -> str:
    if not event.role or event.role == Role.SYSTEM:
        return "系统" if not event.by else event.by
    return f"{event.by}（{ROLE_WORDS.get(event.role, event.role)}）"


def _status(side: str, status: str) -> str:
    labels = CASE_STATUS_LABELS if side == "home" else PLACEMENT_STATUS_LABELS
    return {str(known): label for known, label in labels.items()}.get(status, "")


def _after(before: datetime | None, at: datetime) -> str:
    """The working days since the step before, and the days where they are not the same."""
    if before is None:
        return ""
    first, last = before.astimezone(SHANGHAI).date(), at.astimezone(SHANGHAI).date()
    days, worked = (last - first).days, published_calendar().working_days_between(first, last)
    if not days:
        return ""
    return f"隔 {worked} 个工作日" if worked == days else f"隔 {worked} 个工作日，共 {days} 天"


def tasks_of(sides: BothSides) -> list[TaskDetail]:
    """Open ones first, then by when they were opened."""
    found = [*(sides.home.tasks if sides.home else []), *(sides.host.tasks if sides.host else []), *sides.numbering]
    return sorted(found, key=lambda one: (one.task.status is not TaskStatus.OPEN, one.task.opened_at))


def next_things(tasks: list[TaskDetail]) -> list[NextThing]:
    open_ones = [one.task for one in tasks if one.task.status is TaskStatus.OPEN]
    found = [NextThing(task, task.next_rung) for task in open_ones if task.next_rung]
    return sorted(found, key=lambda thing: thing.rung.at)


def rung_words(rung: PlannedRung | FiredRung) -> str:
    """What a rung does: 催办承办组织, 上送基层党委, 记为“超期未报到”."""
    effect = rung.effect if isinstance(rung, PlannedRung) else None
    if rung.action is RungAction.EFFECT and effect:
        return word("rung_effect", effect)
    return f"{word('rung_action', rung.action)}{word('rung_target', rung.to)}"


WORDS: dict[str, Any] = {
    "rung_words": rung_words,
    "due_words": due_words,
    "act_of": act_of,
}
