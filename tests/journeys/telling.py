"""What a failed journey shows: the case as both sides have it, tasks with their rungs, the last steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from shared.business_clock import SHANGHAI
from shared.history import CaseEvent
from shared.service_client import Outage, Refused
from shared.tasks.contract import TaskDetail
from tests.journeys.rulebook import Rung

if TYPE_CHECKING:
    from tests.journeys.journey import Journey

LAST_STEPS = 12


def tell(journey: Journey) -> str:
    lines = [f"个案 {journey.case_id}，业务时间 {journey.stage.now:%Y-%m-%d %H:%M}"]
    for side in (_home, _host):
        try:
            lines += side(journey)
        except (Refused, Outage) as error:
            lines.append(f"{side.__name__}: {error}")
    return "\n".join(lines)


def _home(journey: Journey) -> Iterator[str]:
    file = journey.home_file
    case = file.case
    yield f"流出地 {case.number} {case.status} v{case.version} 第{case.attempt}次"
    yield f"  责任 {case.duty_holder} 协调 {case.coordination}"
    yield "  季度 " + " ".join(f"{q.quarter}={q.status}({q.attempts})" for q in file.quarters)
    yield from _tasks(file.tasks)
    yield from _steps(file.events)


def _host(journey: Journey) -> Iterator[str]:
    file = journey.host_file
    placement = file.placement
    dispute = placement.dispute
    yield f"流入地 {placement.host_committee} {placement.status} v{placement.version} 第{placement.attempt}次"
    if dispute:
        yield f"  争议 {dispute.stage} {dispute.origin} {dispute.outcome}"
    yield from _tasks(file.tasks)
    yield from _steps(file.events)


def _tasks(tasks: Iterable[TaskDetail]) -> Iterator[str]:
    for detail in tasks:
        task = detail.task
        yield f"  任务 {task.kind}/{task.occurrence} {task.status} @{task.holder} 自 {task.since} 到期 {task.due_on}"
        yield from (f"    {rung}" for rung in fired(detail))


def _steps(events: list[CaseEvent]) -> Iterator[str]:
    for event in events[-LAST_STEPS:]:
        yield f"  {event.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {event.act} → {event.status}（{event.by}）"


def fired(detail: TaskDetail) -> list[Rung]:
    """What has fired, as the rulebook's oracle writes it."""
    return [Rung(rung.planned_at.astimezone(SHANGHAI), rung.name, rung.went_to, rung.why.key) for rung in detail.fired]


def assert_fired(detail: TaskDetail, expected: Iterable[Rung], story: str = "") -> None:
    """Exactly these, each once, each at its business moment or later, each with its reason in words."""
    wanted, got = sorted(expected), sorted(fired(detail))
    listed = "\n".join(["应有：", *map(str, wanted), "实有：", *map(str, got), story])
    assert got == wanted, f"{detail.task.kind}/{detail.task.occurrence}\n{listed}"
    for rung in detail.fired:
        assert rung.fired_at >= rung.planned_at, f"{rung.name} 提前催办\n{listed}"
        assert rung.why.source, f"{rung.name} 没有依据\n{listed}"
        assert rung.why.text.endswith(f"依据：{rung.why.source}。"), rung.why.text
        assert rung.reason, f"{rung.name} 没有说明为何送到 {rung.went_to}"
