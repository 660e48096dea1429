"""Which steps keep failing in this worker. The SDK tells an interceptor of every attempt; Temporal itself can only be
asked workflow by workflow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from services.registry.incidents.contract import IncidentKind, Trouble

ATTEMPTS = 3
"""The first failures of a step are weather."""
NEXT_ATTEMPT_WITHIN = timedelta(seconds=30)
"""Three times the longest pause between attempts (`workflows.options.UNTIL_IT_WORKS`), beside the step's own time."""


@dataclass(frozen=True)
class FailingStep:
    trouble: Trouble
    forgotten_at: datetime
    """Without another attempt by then its workflow has ended or another worker has it."""


class FailingSteps(Interceptor):
    def __init__(self) -> None:
        self._failing: dict[str, FailingStep] = {}

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Noting(next, self)

    def troubles(self, now: datetime) -> Iterator[Trouble]:
        self._failing = {key: step for key, step in self._failing.items() if step.forgotten_at > now}
        return iter([step.trouble for step in self._failing.values()])

    def succeeded(self, info: activity.Info) -> None:
        self._failing.pop(_key(info), None)

    def failed(self, info: activity.Info, error: BaseException) -> None:
        if info.is_local or info.attempt < ATTEMPTS:
            return
        now, key = datetime.now(UTC), _key(info)
        known = self._failing.get(key)
        trouble = Trouble(
            kind=IncidentKind.ACTIVITY_FAILING,
            key=key,
            what=info.activity_type,
            cause=_cause(error),
            attempts=info.attempt,
            since=known.trouble.since if known else now,
            workflow_id=info.workflow_id or "",
        )
        patience = (info.start_to_close_timeout or timedelta()) + NEXT_ATTEMPT_WITHIN
        self._failing[key] = FailingStep(trouble, now + patience)


class _Noting(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, steps: FailingSteps) -> None:
        super().__init__(next)
        self._steps = steps

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        info = activity.info()
        try:
            answer = await super().execute_activity(input)
        except Exception as error:
            self._steps.failed(info, error)
            raise
        self._steps.succeeded(info)
        return answer


def _key(info: activity.Info) -> str:
    return f"{info.workflow_id}#{info.activity_id}"


def _cause(error: BaseException) -> str:
    """The type only: a message may speak of a person."""
    named = error.type if isinstance(error, ApplicationError) else None
    return named or type(error).__name__
