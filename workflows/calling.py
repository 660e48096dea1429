"""How a workflow calls a service: at once if it answers, patiently if it is away.

The first attempt runs within the workflow task (a local activity): a call that works costs Temporal one event
instead of a round of scheduling, and nine hundred and ninety-nine of a thousand work. When it fails, the patient
activity takes over and waits the outage out on Temporal's side, without a line of history for each attempt. Both are
the same activity, idempotent by its business key, so the attempt that was cut off does no harm (decision 0012).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.exceptions import FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from workflows.options import AT_ONCE, ON_OUR_SERVICES, ActivityOptions

A = TypeVar("A")
R = TypeVar("R")


async def call(act: Callable[[Any, A], R], argument: A, patiently: ActivityOptions = ON_OUR_SERVICES) -> R:
    """Raises ActivityError for what no patience mends."""
    if "heartbeat_timeout" not in patiently:
        try:
            return await workflow.execute_local_activity_method(act, argument, **AT_ONCE)
        except FailureError as error:
            if is_cancelled_exception(error):
                raise
    return await workflow.execute_activity_method(act, argument, **patiently)
