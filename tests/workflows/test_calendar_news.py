"""The news of a year's holidays reaches what runs (5.1), on the real server: only it can list workflows."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle

from shared.calendar.year import CalendarPublished
from tests.workflows.test_following import QUEUE, begun, server, worker
from workflows.calendar_news.workflow import CalendarNews

PATIENCE_SECONDS = 60
NEWS = CalendarPublished(year=2027, version=2)


async def is_listed(client: Client, workflow_id: str) -> bool:
    return workflow_id in {one.id async for one in client.list_workflows("ExecutionStatus = 'Running'")}


async def has_heard(handle: WorkflowHandle[Any, Any]) -> bool:
    signalled = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED
    events = [event async for event in handle.fetch_history_events() if event.event_type == signalled]
    return "look_at_calendar" in {event.workflow_execution_signaled_event_attributes.signal_name for event in events}


async def heard_by_what_runs() -> bool:
    with ThreadPoolExecutor(4) as executor:
        async with server() as client, worker(client, executor):
            state, handle = await begun(client)
            while not await is_listed(client, state.workflow_id):
                await asyncio.sleep(0.1)
            await client.start_workflow(
                CalendarNews.run,
                NEWS,
                id="calendar-news",
                task_queue=QUEUE,
                start_signal="calendar_published",
                start_signal_args=[NEWS],
            )
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not await has_heard(handle):
                    await asyncio.sleep(0.1)
            return await is_listed(client, state.workflow_id)


def test_what_runs_is_told_and_goes_on() -> None:
    assert asyncio.run(heard_by_what_runs())
