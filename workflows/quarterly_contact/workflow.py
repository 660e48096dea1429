"""W-04 QuarterlyContact (季度联系), one per case, from the departure on."""

from datetime import date

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.contract import ContactState
    from shared.business_clock import start_of_day
    from workflows.human_task import HumanTasks
    from workflows.options import ON_OUR_SERVICES
    from workflows.quarterly_contact.activities import (
        FlagContactAtRisk,
        OpenContactPeriod,
        QuarterlyContactActivities,
    )
    from workflows.quarterly_contact.duties import openings, owed


@workflow.defn(name="QuarterlyContact")
class QuarterlyContact:
    """Opens each period when it begins, keeps its task alive, and asks for a search when six months have
    passed without proof of contact."""

    @workflow.init
    def __init__(self, contact: ContactState) -> None:
        self.contact = contact
        self.tasks = HumanTasks(contact.clock)
        self.asked_for: set[str] = set()

    @workflow.run
    async def run(self, contact: ContactState) -> None:
        while self.contact.owed:
            await self._open_what_is_due()
            self.tasks.owe(owed(self.contact))
            await self._next_day_or_news()
            self._start_afresh_if_long()
        self.tasks.owe([])
        await self.tasks.settled()

    @workflow.signal
    def follow(self, contact: ContactState) -> None:
        """The service's newest snapshot; an older one says nothing new."""
        if contact.version > self.contact.version:
            self.contact = contact
        self.tasks.clock = contact.clock

    async def _open_what_is_due(self) -> None:
        """Each period when it begins, the risk when its day has come; each is asked for once."""
        for name, day in self._openings():
            if self.tasks.now().date() >= day:
                self.asked_for.add(name)
                await (self._flag_risk() if name.startswith("risk/") else self._open_period(name))

    def _openings(self) -> list[tuple[str, date]]:
        return [one for one in openings(self.contact).items() if one[0] not in self.asked_for]

    async def _open_period(self, period: str) -> None:
        opening = OpenContactPeriod(case_id=self.contact.case_id, period=period, as_of=self.tasks.now())
        await workflow.execute_activity_method(QuarterlyContactActivities.open_contact, opening, **ON_OUR_SERVICES)

    async def _flag_risk(self) -> None:
        flag = FlagContactAtRisk(case_id=self.contact.case_id, as_of=self.tasks.now())
        await workflow.execute_activity_method(QuarterlyContactActivities.flag_contact_at_risk, flag, **ON_OUR_SERVICES)

    async def _next_day_or_news(self) -> None:
        """Sleep until the next opening, a new snapshot, or another speed of the clock."""
        seen, clock = self.contact.version, self.tasks.clock
        days = [day for _, day in self._openings()]
        wake = clock.real_delay(start_of_day(min(days)), workflow.now()) if days else None

        def news() -> bool:
            return self.contact.version != seen or self.tasks.clock != clock

        try:
            await workflow.wait_condition(news, timeout=wake)
        except TimeoutError:
            return

    def _start_afresh_if_long(self) -> None:
        """Yearly at the latest; the snapshot holds everything, tasks are opened again by their keys."""
        if workflow.info().is_continue_as_new_suggested() and workflow.all_handlers_finished():
            workflow.continue_as_new(self.contact)
