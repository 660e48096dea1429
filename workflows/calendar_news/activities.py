"""Signalling what runs, page by page."""

from collections.abc import Collection

from temporalio import activity
from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError, RPCStatusCode

from shared.calendar.year import CalendarPublished
from shared.contract import Contract

PAGE = 500


class TellPage(Contract):
    """`page`: where the last one ended; empty for the first."""

    published: CalendarPublished
    page: str = ""


class PageTold(Contract):
    signalled: int
    next_page: str


class CalendarNewsActivities:
    def __init__(self, client: Client, following: Collection[str]) -> None:
        """`following`: the types of workflows that ask people for something."""
        self._client, self._following = client, following

    @activity.defn
    async def tell_page(self, page: TellPage) -> PageTold:
        """Told twice it changes nothing: the same plan is made again."""
        query, token = "ExecutionStatus = 'Running'", bytes.fromhex(page.page) or None
        listed = self._client.list_workflows(query, page_size=PAGE, next_page_token=token)
        await listed.fetch_next_page()
        running = [one for one in listed.current_page or () if one.workflow_type in self._following]
        for execution in running:
            await self._tell(execution, page.published)
        return PageTold(signalled=len(running), next_page=(listed.next_page_token or b"").hex())

    async def _tell(self, execution: WorkflowExecution, published: CalendarPublished) -> None:
        """One that has ended meanwhile waits for nothing."""
        try:
            await self._client.get_workflow_handle(execution.id).signal("look_at_calendar", published)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
