"""Activities behind `human_task`: idempotent by key, they never decide. An outage is left to the retry policy."""

from datetime import date

from temporalio import activity

from shared.calendar.working import WorkingCalendar
from shared.policy.moments import period_named
from shared.policy.schedule import Schedule, plan
from shared.service_client import Refused
from shared.tasks.contract import OpenTask, Pause, RungReceipt, TaskRef, TaskStatus
from workflows.clients import Clients
from workflows.duty import Duty, FireTaskRung, OpenDuty, OpenedDuty, WithdrawTask

NOT_OWED = OpenedDuty(task_id=None, status=TaskStatus.CANCELLED, rungs=())


class HumanTaskActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def open_task(self, opening: OpenDuty) -> OpenedDuty:
        """Plan the ladder by the holder's policy pack and the working calendar, and open the task.

        A 409 says that the case has moved on: nothing to ask.
        """
        duty = opening.duty
        schedule = self._schedule(duty, self._clients.calendar(opening.calendar), opening.as_of.date())
        request = OpenTask(
            kind=duty.kind,
            case_id=duty.case_id,
            occurrence=duty.occurrence,
            holder=duty.holder,
            role=duty.role,
            since=duty.since,
            schedule=schedule,
            pauses=duty.pauses,
        )
        try:
            opened = self._clients.service(duty.service).open_task(request, opening.as_of.isoformat())
        except Refused as refused:
            if refused.moved_on:
                return NOT_OWED
            raise
        pending = tuple(rung for rung in schedule.rungs if rung.name not in opened.fired)
        return OpenedDuty(task_id=opened.task_id, status=opened.status, rungs=pending)

    def _schedule(self, duty: Duty, calendar: WorkingCalendar, today: date) -> Schedule:
        return plan(
            duty.kind,
            since=duty.since,
            pack=self._clients.policy(duty.holder, duty.since),
            calendar=calendar,
            quarter=period_named(duty.period) if duty.period else None,
            flags=frozenset(duty.flags),
            suspended_working_days=sum(_stood_still(pause, calendar, today) for pause in duty.pauses),
        )

    @activity.defn
    def fire_rung(self, firing: FireTaskRung) -> RungReceipt:
        service = self._clients.service(firing.service)
        return service.fire_rung(firing.task_id, firing.rung, firing.as_of.isoformat())

    @activity.defn
    def withdraw_task(self, withdrawal: WithdrawTask) -> TaskRef:
        service = self._clients.service(withdrawal.service)
        return service.withdraw_task(withdrawal.task_id, withdrawal.as_of.isoformat())


def _stood_still(pause: Pause, calendar: WorkingCalendar, today: date) -> int:
    return calendar.working_days_between(pause.start, pause.end or today)
