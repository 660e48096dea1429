"""The yardstick workflow: asks and waits, once for each human step. In a file of its own, as the sandbox wants."""

from datetime import timedelta

from temporalio import activity, workflow


@activity.defn
def ask(step: int) -> int:
    """Where the real thing opens a task."""
    return step


@workflow.defn
class BareCase:
    """Asks and waits, once for each human step; no domain, no letters, no timers."""

    def __init__(self) -> None:
        self.answered = 0

    @workflow.run
    async def run(self, steps: int) -> int:
        for step in range(steps):
            await workflow.execute_activity(ask, step, start_to_close_timeout=timedelta(seconds=30))
            await workflow.wait_condition(lambda step=step: self.answered > step)  # type: ignore[misc]
        return self.answered

    @workflow.signal
    def answer(self) -> None:
        self.answered += 1
