"""Holding Temporal against the ledger: each case has exactly the workflows it should have, and they know it."""

import asyncio
from collections import Counter
from uuid import UUID

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services
from shared.keys import KeyRing
from shared.temporal import connect
from tests.chaos.run import Run
from workflows.reconciling import reconcile

S = WorkflowExecutionStatus
AT_ONCE = 20
LAST_EVENTS = 8


async def compare(run: Run, endpoints: Endpoints, cases: list[UUID], gone_on: set[UUID]) -> None:
    client = await connect(endpoints.temporal, "default", KeyRing(endpoints.keys_dir).codec_key)
    gate = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(_one_case(run, client, case_id, gate, case_id in gone_on) for case_id in cases))
    await _executions(run, client, cases)
    outcome = await reconcile(Services.as_operator(endpoints), client, "gongguan", repair=False)
    run.expect(not outcome.missing, f"reconcile misses {[one.workflow_id for one in outcome.missing[:3]]}")
    run.expect(not outcome.orphans, f"reconcile finds orphans {outcome.orphans[:3]}")
    run.figures["reconcile"] = {
        "expected": outcome.expected,
        "missing": len(outcome.missing),
        "orphans": len(outcome.orphans),
    }


async def _one_case(run: Run, client: Client, case_id: UUID, gate: asyncio.Semaphore, gone_on: bool) -> None:
    """What runs beside a case that has gone on is held against the services by reconciling."""
    wanted = {f"mobility-case/{case_id}": S.RUNNING}
    if not gone_on:
        wanted |= {f"quarterly-contact/{case_id}": S.RUNNING, f"inflow-acceptance/{case_id}/1": S.COMPLETED}
    async with gate:
        try:
            for workflow_id, status in wanted.items():
                description = await client.get_workflow_handle(workflow_id).describe()
                run.expect_equal(description.status, status, workflow_id)
            known = await client.get_workflow_handle(f"mobility-case/{case_id}").query("status")
            run.expect_equal(known, "RETURNING" if gone_on else "ACTIVE", f"mobility-case/{case_id} knows")
        except RPCError as error:
            stands = await _where_it_stands(client, f"mobility-case/{case_id}")
            run.expect(False, f"workflows of {case_id}: {error.status.name}; {stands}")


async def _where_it_stands(client: Client, workflow_id: str) -> str:
    """What a case that did not arrive is waiting for: its last events and what is pending."""
    handle = client.get_workflow_handle(workflow_id)
    try:
        raw = (await handle.describe()).raw_description
        events = [event async for event in handle.fetch_history_events()]
    except RPCError as error:
        return f"{workflow_id}: {error.status.name}"
    last = [f"{one.event_id} {EventType.Name(one.event_type)[len('EVENT_TYPE_') :]}" for one in events[-LAST_EVENTS:]]
    pending = [f"{one.activity_type.name} attempt {one.attempt}" for one in raw.pending_activities]
    task = raw.pending_workflow_task
    return f"last {last}, activities {pending}, workflow task attempt {task.attempt} state {task.state}"


async def _executions(run: Run, client: Client, cases: list[UUID]) -> None:
    """A late signal may start a finished workflow once more, which then ends at once: counted, not forbidden.
    Running twice is."""
    ours = {str(case_id) for case_id in cases}
    runs: Counter[str] = Counter()
    running: Counter[str] = Counter()
    async for execution in client.list_workflows():
        if execution.id.partition("/")[2][:36] in ours:
            runs[execution.id] += 1
            running[execution.id] += execution.status is S.RUNNING
            bad = execution.status in (S.FAILED, S.TERMINATED, S.TIMED_OUT)
            run.expect(not bad, f"{execution.id} {execution.status}")
    run.figures["workflow_runs"] = sum(runs.values())
    run.figures["workflows_run_again"] = sum(number > 1 for number in runs.values())
    run.expect(all(number <= 1 for number in running.values()), "a workflow runs twice")
