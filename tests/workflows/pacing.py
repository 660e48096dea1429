"""Moments at which a test acts while the time-skipping server's clock stands.

The server's own `sleep` leaps on between the end of the sleep and the lock that follows it, and its call has half a
minute. An activity holds the clock from the instant at which a timer woke its workflow, however long that takes; so
the test waits inside one.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from queue import SimpleQueue
from typing import TypeVar

from temporalio import activity, workflow
from temporalio.api.testservice.v1 import LockTimeSkippingRequest, UnlockTimeSkippingRequest
from temporalio.common import RetryPolicy
from temporalio.service import TestService
from temporalio.worker import Worker

from shared.business_clock import BusinessClock
from tests.workflows.time_skipping import TimeSkipping, time_skipping_server

T = TypeVar("T")
QUEUE = "pace"
LONGEST_TEST = timedelta(hours=3)
LOOKS_EVERY_SECONDS = 30.0
STANDS_STILL_AFTER = 4
SERVERS = 6


class StoodStill(Exception):
    """The server forgot a workflow task: who cancels a timer that fires at that instant is refused, and nobody is
    given the task again (temporalio/sdk-java#3088). Such a run says nothing about us."""


@workflow.defn(sandboxed=False)
class PaceWorkflow:
    @workflow.run
    async def run(self) -> None:
        while moment := await workflow.execute_activity(
            "next_moment",
            result_type=datetime,
            start_to_close_timeout=LONGEST_TEST,
            retry_policy=RetryPolicy(maximum_attempts=1),
        ):
            await workflow.sleep(max(moment - workflow.now(), timedelta(0)))


class Pace:
    """`sleep_until` comes back at the moment, from which the clock goes at the pace of life until the next call."""

    def __init__(self, server: TimeSkipping, clock: BusinessClock) -> None:
        self._server, self._clock = server, clock
        self._moments: SimpleQueue[datetime | None] = SimpleQueue()
        self._arrived = threading.Semaphore(0)

    @activity.defn
    def next_moment(self) -> datetime | None:
        self._arrived.release()
        return self._moments.get()

    def begin(self) -> None:
        """Holds the clock by the activity instead of the server's own lock."""
        self._arrived.acquire()
        self._server.run(self._service.unlock_time_skipping(UnlockTimeSkippingRequest()))

    def end(self) -> None:
        self._server.run(self._service.lock_time_skipping(LockTimeSkippingRequest()))
        self._moments.put(None)

    def sleep_until(self, moment: datetime) -> None:
        """`moment`: of business time. Raises StoodStill."""
        self._moments.put(self._clock.real(moment))
        stood, before = 0, self._now()
        while not self._arrived.acquire(timeout=LOOKS_EVERY_SECONDS):
            now = self._now()
            stood = stood + 1 if now - before < 2 * timedelta(seconds=LOOKS_EVERY_SECONDS) else 0
            before = now
            if stood == STANDS_STILL_AFTER:
                raise StoodStill

    def _now(self) -> datetime:
        return self._server.run(self._server.environment.get_current_time())

    @property
    def _service(self) -> TestService:
        return self._server.environment.client.test_service


@contextmanager
def pacing(server: TimeSkipping, clock: BusinessClock) -> Iterator[Pace]:
    pace = Pace(server, clock)
    with ThreadPoolExecutor(1) as executor:
        stopping = asyncio.Event()
        working = asyncio.run_coroutine_threadsafe(_work(server, pace, executor, stopping), server.loop)
        pace.begin()
        try:
            yield pace
        finally:
            pace.end()
            server.loop.call_soon_threadsafe(stopping.set)
            working.result(60)


async def _work(server: TimeSkipping, pace: Pace, executor: ThreadPoolExecutor, stopping: asyncio.Event) -> None:
    client = server.environment.client
    worker = Worker(
        client, task_queue=QUEUE, workflows=[PaceWorkflow], activities=[pace.next_moment], activity_executor=executor
    )
    async with worker:
        await client.start_workflow(PaceWorkflow.run, id=QUEUE, task_queue=QUEUE)
        await stopping.wait()


def on_servers(live: Callable[[TimeSkipping], T]) -> T:
    """What `live` gives on the first server that did not stand still; each begins anew."""
    for _ in range(SERVERS):
        with suppress(StoodStill), time_skipping_server() as server:
            return live(server)
    raise AssertionError("the time-skipping server stood still in every run")
