"""The tests' sandbox: our pure modules are the process's own, the machine's clock stays out of reach."""

from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.worker import Worker

from tests.workflows.sandbox_probe import LooksAtModules, LooksAtTheWallClock
from tests.workflows.time_skipping import TimeSkipping, sandbox_for_tests
from workflows.duty import Duty
from workflows.worker import WORKFLOWS


def outcome(server: TimeSkipping, workflow: type) -> Any:
    client, queue = server.environment.client, f"probe-{uuid4()}"

    async def run() -> Any:
        probes = [LooksAtModules, LooksAtTheWallClock]
        async with Worker(client, task_queue=queue, workflows=probes, workflow_runner=sandbox_for_tests()):
            return await client.execute_workflow(workflow.__name__, id=queue, task_queue=queue)

    return server.run(run())


def test_our_modules_are_passed_through(time_skipping: TimeSkipping) -> None:
    assert outcome(time_skipping, LooksAtModules) == id(Duty)


def test_a_workflow_that_asks_the_machine_for_the_time_is_refused(time_skipping: TimeSkipping) -> None:
    with pytest.raises(WorkflowFailureError) as failure:
        outcome(time_skipping, LooksAtTheWallClock)
    assert "datetime.now" in str(failure.value.cause)


def test_every_workflow_of_the_worker_loads_in_the_sandbox(time_skipping: TimeSkipping) -> None:
    """The sandbox imports each workflow's file anew when a worker is made; a bad import fails here."""

    async def make() -> None:
        Worker(
            time_skipping.environment.client,
            task_queue="loads",
            workflows=WORKFLOWS,
            workflow_runner=sandbox_for_tests(),
        )

    time_skipping.run(make())
