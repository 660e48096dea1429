"""Every time-out and retry policy, named once."""

from datetime import timedelta
from typing import Any, NotRequired, TypedDict

from temporalio.common import RetryPolicy


class ActivityOptions(TypedDict):
    start_to_close_timeout: timedelta
    heartbeat_timeout: NotRequired[timedelta]
    retry_policy: RetryPolicy


UNTIL_IT_WORKS = RetryPolicy(
    initial_interval=timedelta(seconds=0.2),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=10),
    maximum_attempts=0,
)
"""An outage is waited out; what was decided must reach the other side in the end."""


class LocalActivityOptions(TypedDict):
    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


AT_ONCE: LocalActivityOptions = {
    "start_to_close_timeout": timedelta(seconds=5),
    "retry_policy": RetryPolicy(maximum_attempts=1),
}
"""Shorter than a workflow task (10 s), in which it runs; see `workflows.calling`."""
ON_OUR_SERVICES: ActivityOptions = {
    "start_to_close_timeout": timedelta(seconds=30),
    "retry_policy": UNTIL_IT_WORKS,
}
OVER_WHOLE_LISTS: ActivityOptions = {
    "start_to_close_timeout": timedelta(minutes=15),
    "heartbeat_timeout": timedelta(minutes=1),
    "retry_policy": UNTIL_IT_WORKS,
}
"""200,000 members take a minute or two to gather and seconds to compare (`make bench`); who dies over it is noticed
within a minute by `workflows.heartbeats`."""
TO_THE_OTHER_SIDE: ActivityOptions = {
    "start_to_close_timeout": timedelta(seconds=60),
    "retry_policy": UNTIL_IT_WORKS,
}

WORKER: dict[str, Any] = {
    "max_concurrent_activities": 40,
    "max_concurrent_local_activities": 40,
    "max_concurrent_workflow_tasks": 40,
    "max_concurrent_workflow_task_polls": 12,
    "max_cached_workflows": 2000,
    "graceful_shutdown_timeout": timedelta(seconds=5),
}
