"""Temporal events of one managed member-year: four quarters, each opened, reminded once and then contacted."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from temporalio import activity
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from services.outflow.contract import ContactState, ContactStatus, QuarterState
from shared.business_clock import BusinessClock
from shared.calendar.published import published_calendar
from shared.identifiers import new_id
from shared.policy.book import packaged_book
from shared.policy.schedule import plan
from shared.tasks.contract import RungReceipt, TaskStatus
from shared.terms import Quarter
from workflows.duty import BeginStep, FireTaskRung, OpenDuty, OpenedDuty
from workflows.quarterly_contact.workflow import QuarterlyContact

QUEUE = "bench-member-year"
YEAR = timedelta(days=365)


class DutifulBranch:
    """The far side: contacts the member when it is first reminded."""

    def __init__(self, client: Client, state: ContactState) -> None:
        self._client, self.state = client, state

    async def _tell(self, quarter: str, status: ContactStatus) -> None:
        others = tuple(q for q in self.state.quarters if q.quarter != quarter)
        mine = QuarterState(quarter=quarter, status=status, second_in_a_row=False)
        change = {"version": self.state.version + 1, "quarters": (*others, mine)}
        if status is ContactStatus.DONE:
            change["at_risk_on"] = self.state.at_risk_on + timedelta(days=91)
        self.state = self.state.model_copy(update=change)
        await self._client.get_workflow_handle(str(self.state.case_id)).signal(QuarterlyContact.follow, self.state)

    @activity.defn
    async def begin_step(self, beginning: BeginStep) -> None:
        await self._tell(beginning.step, ContactStatus.OPEN)

    @activity.defn
    async def open_task(self, opening: OpenDuty) -> OpenedDuty:
        duty, pack = opening.duty, packaged_book().pack("CN-BASE-2019")
        quarter = Quarter(duty.period or "")
        schedule = plan(duty.kind, since=duty.since, pack=pack, calendar=published_calendar(), quarter=quarter)
        task_id = UUID(int=int(quarter[:4] + quarter[-1]))
        return OpenedDuty(task_id=task_id, status=TaskStatus.OPEN, rungs=schedule.rungs)

    @activity.defn
    async def fire_rung(self, firing: FireTaskRung) -> RungReceipt:
        number = str(firing.task_id.int)
        await self._tell(f"{number[:4]}Q{number[-1]}", ContactStatus.DONE)
        return RungReceipt(fired=True)


def first_state(start: datetime) -> ContactState:
    clock = BusinessClock(origin_real=start, origin_business=datetime(2026, 1, 1, tzinfo=UTC), scale=1)
    return ContactState(
        case_id=new_id(),
        version=1,
        clock=clock,
        home_branch="32100300101",
        owed=True,
        owed_from=date(2026, 1, 1),
        abroad=False,
        last_proof_on=date(2026, 1, 1),
        at_risk=False,
        at_risk_on=date(2026, 7, 2),
        quarters=(),
    )


async def events_per_member_year() -> int:
    server = str(Path(sys.executable).with_name("temporal-test-server"))
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=server, data_converter=pydantic_data_converter
    ) as environment:
        branch = DutifulBranch(environment.client, first_state(await environment.get_current_time()))
        acts: list[Callable[..., Any]] = [branch.begin_step, branch.open_task, branch.fire_rung]
        worker = Worker(
            environment.client,
            task_queue=QUEUE,
            workflows=[QuarterlyContact],
            activities=acts,
            workflow_runner=UnsandboxedWorkflowRunner(),
        )
        async with worker:
            identity = str(branch.state.case_id)
            run = QuarterlyContact.run
            handle = await environment.client.start_workflow(run, branch.state, id=identity, task_queue=QUEUE)
            await environment.sleep(YEAR)
            length = (await handle.describe()).history_length
            await handle.terminate()
            return length
