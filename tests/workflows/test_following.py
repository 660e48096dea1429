"""`Following` over a long life on the real server: histories are cut, releases change, Temporal's own UI finds it."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest
from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from services.outflow.contract import ContactState
from shared.followed import CASE, OWNER, found_by
from shared.temporal import register_search_attributes, search_attributes
from tests.workflows.far_side import FarClients
from tests.workflows.snapshots import CLOCK, HOME_BRANCH, contact
from tests.workflows.time_skipping import binary
from workflows.clients import Clients
from workflows.quarterly_contact.workflow import QuarterlyContact
from workflows.worker import build

QUEUE = "following"
SHORT = ("--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=30")
PATIENCE_SECONDS = 30
SUCCESSOR = "32100300102"
Following = WorkflowHandle[QuarterlyContact, None]


@asynccontextmanager
async def server() -> AsyncIterator[Client]:
    """Suggests a new history every thirty events."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=binary("temporal"),
        dev_server_extra_args=SHORT,
        dev_server_log_level="error",
        data_converter=pydantic_data_converter,
    ) as environment:
        await register_search_attributes(environment.client)
        yield environment.client


def worker(client: Client, executor: ThreadPoolExecutor, build_id: str = "") -> Worker:
    return build(client, cast(Clients, FarClients()), QUEUE, executor, build_id)


def far_ahead(case_id: UUID) -> ContactState:
    """Nothing is owed for a while."""
    later = CLOCK.today() + timedelta(days=1000)
    return contact(case_id=case_id, owed_from=later, at_risk=True, at_risk_on=later)


async def begun(client: Client) -> tuple[ContactState, Following]:
    state = far_ahead(uuid4())
    handle = await client.start_workflow(
        QuarterlyContact.run,
        state,
        id=state.workflow_id,
        task_queue=QUEUE,
        search_attributes=search_attributes(found_by(state)),
    )
    return state, client.get_workflow_handle_for(QuarterlyContact.run, handle.id)


async def next_run(handle: Following, first: str) -> WorkflowExecutionDescription:
    for _ in range(PATIENCE_SECONDS * 10):
        now = await handle.describe()
        if now.run_id != first:
            return now
        await asyncio.sleep(0.1)
    pytest.fail("the same run for ever")


def attribute(described: WorkflowExecutionDescription, name: str) -> object:
    return next(pair.value for pair in described.typed_search_attributes if pair.key.name == name)


def test_a_long_life_is_cut_into_histories_and_still_found() -> None:
    async def play() -> None:
        async with server() as client:
            with ThreadPoolExecutor(2) as executor:
                async with worker(client, executor):
                    state, handle = await begun(client)
                    first = await handle.describe()
                    assert (attribute(first, CASE), attribute(first, OWNER)) == (str(state.case_id), HOME_BRANCH)
                    await _live_long(handle, state)
                    second = await next_run(handle, first.run_id)
                    assert (attribute(second, CASE), attribute(second, OWNER)) == (str(state.case_id), SUCCESSOR)

    asyncio.run(play())


async def _live_long(handle: Following, state: ContactState) -> None:
    """Snapshot after snapshot; on the way the branch gets a successor (W-16)."""
    for version in range(2, 14):
        change = {"version": version, "home_branch": SUCCESSOR if version > 5 else HOME_BRANCH}
        await handle.signal(QuarterlyContact.follow, state.model_copy(update=change))
        await asyncio.sleep(0.05)


def test_a_new_release_takes_over_with_the_next_snapshot() -> None:
    """Each run stays on the release that it began with; `gongguan reconcile` sends everybody the newest snapshot."""

    async def play() -> None:
        async with server() as client, AsyncExitStack() as workers:
            with ThreadPoolExecutor(4) as executor:
                await workers.enter_async_context(worker(client, executor, "1"))
                await _is_current(client, "1")
                state, handle = await begun(client)
                first = await _on_release(handle, "1")
                async with worker(client, executor, "2"):
                    await _is_current(client, "2")
                    telling = _told_until_it_starts_afresh(handle, state, first.run_id)
                    await asyncio.wait_for(telling, PATIENCE_SECONDS)
                    await workers.aclose()
                    await _on_release(handle, "2")
                    await handle.signal(QuarterlyContact.follow, state.model_copy(update={"version": 2, "owed": False}))
                    await asyncio.wait_for(handle.result(), PATIENCE_SECONDS)

    asyncio.run(play())


async def _told_until_it_starts_afresh(handle: Following, state: ContactState, first: str) -> None:
    """The server tells a run of the new release with one of the next tasks, not always with the very next."""
    while (await handle.describe()).run_id == first:
        await handle.signal(QuarterlyContact.follow, state)
        await asyncio.sleep(0.2)


async def _is_current(client: Client, build_id: str) -> None:
    """As `temporal worker deployment set-current-version`; the server must have heard of the worker before."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace, deployment_name="gongguan", build_id=build_id
    )
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            await client.workflow_service.set_worker_deployment_current_version(request)
        except RPCError:
            await asyncio.sleep(0.1)
        else:
            return
    raise AssertionError(f"release {build_id} has not become the current one")


async def _on_release(handle: Following, build_id: str) -> WorkflowExecutionDescription:
    for _ in range(PATIENCE_SECONDS * 10):
        described = await handle.describe()
        version = described.raw_description.workflow_execution_info.versioning_info.deployment_version
        if version.build_id == build_id:
            return described
        await asyncio.sleep(0.1)
    pytest.fail(f"not on release {build_id}")
