"""Two workflows that look at the worker's sandbox from inside."""

from datetime import datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from workflows.duty import Duty


@workflow.defn(name="LooksAtModules")
class LooksAtModules:
    @workflow.run
    async def run(self) -> int:
        """Which class object the workflow sees: the process's own when its module is passed through."""
        return id(Duty)


@workflow.defn(name="LooksAtTheWallClock", failure_exception_types=[Exception])
class LooksAtTheWallClock:
    @workflow.run
    async def run(self) -> str:
        return datetime.now().isoformat()  # noqa: DTZ005  # this is what the sandbox must refuse
