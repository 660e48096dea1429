"""The shape that all processes have: follow what the service records, ask for what is owed, begin what is due.

A workflow gives its tables (`duties.py`) and its typed `run` and `follow`; everything else stands here.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import ClassVar, Generic, TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributeKey

with workflow.unsafe.imports_passed_through():
    from shared.business_clock import start_of_day
    from shared.calendar.year import CalendarPublished
    from shared.followed import OWNER, Followed
    from workflows.calling import call
    from workflows.duty import BeginStep, Duty, ServiceName
    from workflows.human_task import HumanTasks
    from workflows.letter_post import LetterPost
    from workflows.options import ON_OUR_SERVICES, ActivityOptions
    from workflows.step_activities import StepActivities

S = TypeVar("S", bound=Followed)
Owed = Callable[[S], Iterable[Duty]]
Openings = Callable[[S], Mapping[str, date]]
ON_THE_NEWEST_RELEASE = workflow.ContinueAsNewVersioningBehavior.AUTO_UPGRADE


def nothing_opens(_: Followed) -> Mapping[str, date]:
    """For processes in which every step begins with somebody's act."""
    return {}


class Following(Generic[S]):
    """`owed` says who owes what in a state, `openings` which steps begin by themselves and on which day."""

    steps_take: ClassVar[ActivityOptions] = ON_OUR_SERVICES
    """How long a step may take that begins by itself."""

    def __init__(
        self, state: S, process: str, service: ServiceName, owed: Owed[S], openings: Openings[S] = nothing_opens
    ) -> None:
        self.state = state
        self.tasks = HumanTasks(state.clock)
        self.letters = LetterPost(service, self.tasks)
        self._process, self._service = process, service
        self._owed, self._openings = owed, openings
        self._begun: set[str] = set()

    def learn(self, state: S) -> None:
        """The service's newest snapshot; an older one says nothing new."""
        if state.version > self.state.version:
            if state.owner != self.state.owner:
                workflow.upsert_search_attributes([SearchAttributeKey.for_keyword(OWNER).value_set(state.owner)])
            self.state = state
        self.tasks.clock = state.clock

    @workflow.signal
    def look_at_calendar(self, published: CalendarPublished) -> None:
        """A year's holidays have been published, or published otherwise."""
        self.tasks.look_at_calendar(published)

    async def follow_to_the_end(self) -> None:
        """What is heard of while the last letters are on their way is not the end yet."""
        settled = None
        while settled != self.state.version:
            await self._follow()
            settled = self.state.version
            self.tasks.owe([])
            self.letters.send(self.state.letters)
            await self.tasks.settled()
            await self.letters.settled()
            await workflow.wait_condition(workflow.all_handlers_finished)

    async def _follow(self) -> None:
        while not self.state.over:
            await self._begin_what_is_due()
            self.tasks.owe(self._owed(self.state))
            self.letters.send(self.state.letters)
            await self._next_day_or_news()
            self._start_afresh()

    async def _begin_what_is_due(self) -> None:
        """One after the other; what is learnt meanwhile counts."""
        while due := self._due():
            self._begun.add(due[0])
            await self._begin(due[0])

    def _due(self) -> list[str]:
        today = self.tasks.now().date()
        return [] if self.state.over else [step for step, day in self._pending().items() if day <= today]

    async def _begin(self, step: str) -> None:
        beginning = BeginStep(
            service=self._service,
            process=self._process,
            subject=self.state.subject,
            step=step,
            as_of=self.tasks.now(),
        )
        await call(StepActivities.begin_step, beginning, self.steps_take)

    def _pending(self) -> dict[str, date]:
        return {step: day for step, day in self._openings(self.state).items() if step not in self._begun}

    async def _next_day_or_news(self) -> None:
        """Sleep until the next opening, a new snapshot, or another speed of the clock. The end may have been heard of
        while a step was beginning."""
        seen, clock = self.state.version, self.tasks.clock
        days = self._pending().values()
        wake = clock.real_delay(start_of_day(min(days)), workflow.now()) if days else None

        def news() -> bool:
            changed = self.state.version != seen or self.tasks.clock != clock
            return self.state.over or changed or _is_time_to_start_afresh()

        try:
            await workflow.wait_condition(news, timeout=wake)
        except TimeoutError:
            return

    def _start_afresh(self) -> None:
        """The snapshot holds everything; tasks are opened again by their keys and change nothing."""
        if _is_time_to_start_afresh():
            workflow.continue_as_new(self.state, initial_versioning_behavior=ON_THE_NEWEST_RELEASE)


def _is_time_to_start_afresh() -> bool:
    """After a long history or on a new release; not while a handler is at work: its activity would be forgotten."""
    info = workflow.info()
    wanted = info.is_continue_as_new_suggested() or info.is_target_worker_deployment_version_changed()
    return wanted and workflow.all_handlers_finished()
