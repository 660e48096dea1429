"""The heart: one place that asks people, reminds, raises, suspends, re-arms and cancels.

A workflow says what is owed (`owe`); everything else follows. A task is opened through an activity, climbs its
ladder rung by rung on the business clock, stands still while the other side owes an answer, is re-armed when its
holder or its pauses change, and ends when it is no longer owed, because the service has recorded the act. Timers
only ask and raise; they never answer.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from shared.business_clock import BusinessClock
    from shared.calendar.year import CalendarPublished
    from shared.policy.schedule import PlannedRung
    from shared.tasks.contract import TaskStatus
    from workflows.calling import call
    from workflows.duty import Duty, FireTaskRung, OpenDuty, OpenedDuty, WithdrawTask
    from workflows.human_task_activities import HumanTaskActivities


@dataclass
class _Asking:
    """One task being seen through. `duty` is None once it is no longer owed; `reaches` the last year in which a rung
    lies, `stale`: another schedule of holidays has been published that it may touch."""

    duty: Duty | None
    answered: bool = False
    reaches: int = 0
    stale: bool = False
    running: asyncio.Task[None] | None = None


class HumanTasks:
    """The tasks of one workflow."""

    def __init__(self, clock: BusinessClock) -> None:
        self.clock = clock
        self._calendar: CalendarPublished | None = None
        self._askings: dict[str, _Asking] = {}

    def now(self) -> datetime:
        """Business time."""
        return self.clock.business(workflow.now())

    def owe(self, duties: Iterable[Duty]) -> None:
        """These and no others are owed now: new ones are asked, changed ones re-armed, the rest ended."""
        owed = {duty.key: duty for duty in duties}
        for key, asking in list(self._askings.items()):
            before, asking.duty = asking.duty, owed.get(key)
            if asking.answered and asking.duty != before:
                del self._askings[key]
        for key in [key for key in owed if key not in self._askings]:
            asking = self._askings[key] = _Asking(owed[key])
            asking.running = asyncio.create_task(self._see_through(key, asking))

    def answer(self, key: str) -> None:
        """The act that answers this task has been heard of by another way than its no longer being owed."""
        if key in self._askings:
            self._askings[key].answered = True

    def look_at_calendar(self, published: CalendarPublished) -> None:
        """5.1: dates that lie in that year are reckoned anew at once; people are told only if one moves."""
        self._calendar = published
        for asking in self._askings.values():
            asking.stale = asking.reaches >= published.year

    async def settled(self) -> None:
        """Wait until everything that was under way has ended; call `owe([])` first."""
        await asyncio.gather(*(asking.running for asking in self._askings.values() if asking.running))

    @property
    def idle(self) -> bool:
        return all(asking.running is None or asking.running.done() for asking in self._askings.values())

    async def _see_through(self, key: str, asking: _Asking) -> None:
        """Ask, climb, and ask again whenever the duty has changed, until it is answered or not owed."""
        while asking.duty is not None and not asking.answered:
            duty, asking.stale = asking.duty, False
            opened = await self._open(duty)
            asking.reaches = max((rung.day.year for rung in opened.rungs), default=0)
            if opened.status is not TaskStatus.OPEN or opened.task_id is None:
                asking.answered = True
                break
            await self._climb(asking, duty, opened)
            if asking.duty is None and not asking.answered:
                await self._withdraw(duty, opened.task_id)
        if asking.duty is None and self._askings.get(key) is asking:
            del self._askings[key]

    async def _climb(self, asking: _Asking, duty: Duty, opened: OpenedDuty) -> None:
        """Fire each rung when its moment has come; return when the duty has changed or has to be planned anew."""
        for rung in () if duty.paused else opened.rungs:
            if not await self._moment_comes(asking, duty, rung.at):
                return
            await self._fire(duty, opened, rung)
        await workflow.wait_condition(lambda: _changed(asking, duty))

    async def _moment_comes(self, asking: _Asking, duty: Duty, moment: datetime) -> bool:
        """False when the duty changed first. A clock that is set to another speed is looked at again."""
        while not _changed(asking, duty):
            clock = self.clock
            delay = clock.real_delay(moment, workflow.now())
            if not delay:
                return True
            try:
                await workflow.wait_condition(
                    lambda clock=clock: _changed(asking, duty) or self.clock != clock,  # type: ignore[misc]
                    timeout=delay,
                )
            except TimeoutError:
                return True
        return False

    async def _open(self, duty: Duty) -> OpenedDuty:
        opening = OpenDuty(duty=duty, as_of=self.now(), calendar=self._calendar)
        return await call(HumanTaskActivities.open_task, opening)

    async def _fire(self, duty: Duty, opened: OpenedDuty, rung: PlannedRung) -> None:
        assert opened.task_id is not None
        firing = FireTaskRung(service=duty.service, task_id=opened.task_id, rung=rung, as_of=self.now())
        await call(HumanTaskActivities.fire_rung, firing)

    async def _withdraw(self, duty: Duty, task_id: UUID) -> None:
        """Only tasks in another service than the process's own: a service ends its own tasks with the act."""
        if duty.service == "registry":
            withdrawal = WithdrawTask(service=duty.service, task_id=task_id, as_of=self.now())
            await call(HumanTaskActivities.withdraw_task, withdrawal)


def _changed(asking: _Asking, duty: Duty) -> bool:
    return asking.answered or asking.stale or asking.duty != duty
