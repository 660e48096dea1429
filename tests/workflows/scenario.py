"""A workflow for tests of `human_task`: it owes what a script says, when the script says it."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from pydantic import AwareDatetime

    from shared.business_clock import BusinessClock
    from shared.calendar.year import CalendarPublished
    from shared.contract import Contract
    from workflows.duty import Duty
    from workflows.human_task import HumanTasks


class Step(Contract):
    """At a business moment: other duties (None: as before), an answer heard of, another clock, or a year's holidays."""

    at: AwareDatetime
    duties: tuple[Duty, ...] | None = None
    answer: str | None = None
    clock: BusinessClock | None = None
    published: CalendarPublished | None = None


class Script(Contract):
    clock: BusinessClock
    steps: tuple[Step, ...]


@workflow.defn(name="Scenario")
class Scenario:
    @workflow.run
    async def run(self, script: Script) -> bool:
        """Whether nothing was under way any more at the end."""
        tasks = HumanTasks(script.clock)
        for step in script.steps:
            await workflow.sleep(tasks.clock.real_delay(step.at, workflow.now()))
            if step.clock is not None:
                tasks.clock = step.clock
            if step.published is not None:
                tasks.look_at_calendar(step.published)
            if step.answer is not None:
                tasks.answer(step.answer)
            if step.duties is not None:
                tasks.owe(step.duties)
        tasks.owe([])
        await tasks.settled()
        return tasks.idle
