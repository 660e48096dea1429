"""A call is tried at once within the workflow task, and handed to a patient activity when that fails (0012)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.worker import Worker

from tests.workflows.calling_probe import Errand, MakesOneCall, Office
from tests.workflows.time_skipping import TimeSkipping, sandbox_for_tests


def scheduled(server: TimeSkipping, office: Office, errand: Errand) -> int:
    """How many activities the history schedules; the answer has come back."""
    client, queue = server.environment.client, f"calling-{uuid4()}"

    async def run() -> int:
        with ThreadPoolExecutor(2) as executor:
            async with Worker(
                client,
                task_queue=queue,
                workflows=[MakesOneCall],
                activities=[office.see_to],
                activity_executor=executor,
                workflow_runner=sandbox_for_tests("tests"),
            ):
                handle = await client.start_workflow(MakesOneCall.run, errand, id=queue, task_queue=queue)
                assert await handle.result() == errand.number
                events = [event.event_type async for event in handle.fetch_history_events()]
        return events.count(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)

    return server.run(run())


def test_a_call_that_works_is_one_attempt_and_nothing_is_scheduled(time_skipping: TimeSkipping) -> None:
    office = Office(away=0)
    assert scheduled(time_skipping, office, Errand(number=7)) == 0
    assert office.asked == 1


@pytest.mark.parametrize("away", [1, 4])
def test_an_outage_is_waited_out_by_one_patient_activity(time_skipping: TimeSkipping, away: int) -> None:
    office = Office(away)
    assert scheduled(time_skipping, office, Errand(number=7)) == 1
    assert office.asked == away + 1


def test_what_goes_over_whole_lists_is_never_tried_within_the_workflow_task(time_skipping: TimeSkipping) -> None:
    office = Office(away=0)
    assert scheduled(time_skipping, office, Errand(number=7, over_a_list=True)) == 1
    assert office.asked == 1
