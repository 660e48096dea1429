"""One time-skipping server for the folder, and a worker whose tasks are asked of a far side that takes notes."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

import pytest
from temporalio.worker import Worker

from shared.business_clock import SHANGHAI
from tests.workflows.far_side import FarClients, FarSide
from tests.workflows.scenario import Scenario, Script, Step
from tests.workflows.time_skipping import TimeSkipping, sandbox_for_tests, time_skipping_server
from workflows.clients import Clients
from workflows.duty import Duty
from workflows.human_task_activities import HumanTaskActivities

QUEUE = "scenarios"
TUESDAY = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def time_skipping() -> Iterator[TimeSkipping]:
    with time_skipping_server() as server:
        yield server


@pytest.fixture(scope="session")
def far_clients(time_skipping: TimeSkipping) -> Iterator[FarClients]:
    clients = FarClients()
    tasks = HumanTaskActivities(cast(Clients, clients))
    with ThreadPoolExecutor(8) as executor:
        stopping = asyncio.Event()

        async def work() -> None:
            async with Worker(
                time_skipping.environment.client,
                task_queue=QUEUE,
                workflows=[Scenario],
                activities=[tasks.open_task, tasks.fire_rung, tasks.withdraw_task],
                activity_executor=executor,
                workflow_runner=sandbox_for_tests("tests"),
            ):
                await stopping.wait()

        working = asyncio.run_coroutine_threadsafe(work(), time_skipping.loop)
        yield clients
        time_skipping.loop.call_soon_threadsafe(stopping.set)
        working.result(30)


@dataclass
class Stage:
    """Plays scripts in business time, which begins on Tuesday 1 September 2026 at nine."""

    server: TimeSkipping
    clients: FarClients

    def play(self, side: FarSide, *steps: Step, scale: float = 1.0) -> FarSide:
        """From the first step to the end of the last one."""
        self.clients.cases[side.case_id] = side
        script = Script(clock=self.server.clock_from(TUESDAY, scale), steps=steps)
        assert self.server.run(self._play(script)), "something was still under way at the end"
        return side

    async def _play(self, script: Script) -> bool:
        client = self.server.environment.client
        return await client.execute_workflow(Scenario.run, script, id=f"scenario/{uuid4()}", task_queue=QUEUE)


@pytest.fixture
def stage(time_skipping: TimeSkipping, far_clients: FarClients) -> Stage:
    return Stage(time_skipping, far_clients)


@pytest.fixture
def side() -> FarSide:
    return FarSide(uuid4())


def owing(day: int | timedelta, *duties: Duty) -> Step:
    """From a day after the first Tuesday on, these are owed."""
    after = day if isinstance(day, timedelta) else timedelta(days=day)
    return Step(at=TUESDAY + after, duties=duties)
