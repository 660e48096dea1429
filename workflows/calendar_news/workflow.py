"""Carries the news of a year's holidays to every running process; several at once follow each other."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from shared.calendar.year import CalendarPublished
    from workflows.calendar_news.activities import CalendarNewsActivities, TellPage
    from workflows.options import OVER_WHOLE_LISTS

VISIBLE_AFTER = timedelta(seconds=30)
"""What had just begun with the old calendar is listed by then."""


@workflow.defn(name="CalendarNews")
class CalendarNews:
    @workflow.init
    def __init__(self, _: CalendarPublished) -> None:
        self.untold: list[CalendarPublished] = []

    @workflow.run
    async def run(self, _: CalendarPublished) -> None:
        """Started together with the first signal."""
        await workflow.wait_condition(lambda: bool(self.untold))
        while self.untold:
            news, self.untold = self.untold, []
            for again in (False, True):
                for published in news:
                    await self._tell_everybody(published)
                if not again:
                    await workflow.sleep(VISIBLE_AFTER)

    @workflow.signal
    def calendar_published(self, published: CalendarPublished) -> None:
        self.untold.append(published)

    async def _tell_everybody(self, published: CalendarPublished) -> None:
        page = TellPage(published=published)
        while True:
            told = await workflow.execute_activity_method(CalendarNewsActivities.tell_page, page, **OVER_WHOLE_LISTS)
            if not told.next_page:
                return
            page = TellPage(published=published, page=told.next_page)
