"""A process that is gone, and one that nobody keeps: the department sees them and orders what makes them right."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from deploy.embedded.endpoints import Endpoints
from services.registry.client import RegistryClient
from services.registry.incidents.contract import Incident, IncidentKind, OrderRemedy
from shared.followed import CASE, OWNER
from shared.identifiers import province_of
from shared.keys import KeyRing
from shared.temporal import connect, search_attributes
from tests.journeys.journey import Journey
from tests.journeys.places import YANGZHOU_HANHE
from tests.journeys.stage import Stage
from workflows.incidents.failing_steps import FailingSteps
from workflows.incidents.looking import Lookout, Patience
from workflows.incidents.mending import Mender
from workflows.incidents.watch import round_of

ORDER = OrderRemedy(reason="核对后发现流程与记录不符，按记录补上。")
HOME = YANGZHOU_HANHE
IMPATIENT = Patience(timedelta(), timedelta())


class Watched:
    """The home side's deployment, looked at by an observer who gives nothing any time."""

    def __init__(self, stage: Stage, journey: Journey) -> None:
        region = province_of(HOME.department[:6])
        self.stage, self.journey = stage, journey
        self.served: Endpoints = next(one for one in stage.deployments if region in KeyRing(one.keys_dir).regions)

    @property
    def department(self) -> RegistryClient:
        return self.journey.home_department.services.registry

    async def client(self) -> Client:
        return await connect(self.served.temporal, "default", KeyRing(self.served.keys_dir).codec_key)

    async def looked_at(self) -> None:
        services = self.stage.operator(HOME.branch)
        client = await self.client()
        lookout = Lookout(client, services, FailingSteps(), "gongguan", IMPATIENT)
        await round_of(lookout, Mender(client, services, "gongguan"), "journey")

    def incident(self, kind: IncidentKind, workflow_id: str) -> Incident | None:
        asyncio.run(self.looked_at())
        found = self.department.list_incidents().items
        return next((one for one in found if (one.kind, one.workflow_id) == (kind, workflow_id)), None)

    def is_mended(self, kind: IncidentKind, workflow_id: str) -> None:
        """Seen, ordered, carried out, over."""
        self.journey.until(lambda: self.incident(kind, workflow_id) is not None, f"{kind} {workflow_id} 列为异常")
        seen = self.incident(kind, workflow_id)
        assert seen is not None
        self.department.order_remedy(seen.incident_id, ORDER)
        self.journey.until(lambda: self.incident(kind, workflow_id) is None, f"{kind} {workflow_id} 已解决")
        over = self.department.list_incidents(over=True).items
        ended = next(one for one in over if one.incident_id == seen.incident_id)
        assert [(one.reason, bool(one.outcome)) for one in ended.remedies] == [(ORDER.reason, True)]

    def run(self, act: Callable[[Client], object]) -> None:
        async def acted() -> None:
            await act(await self.client())  # type: ignore[misc]  # every act is awaitable

        asyncio.run(acted())


@pytest.fixture
def watched(stage: Stage) -> Watched:
    return Watched(stage, Journey(stage, HOME).declare())


def test_a_process_that_is_gone_is_started_again_by_order(watched: Watched) -> None:
    workflow_id = f"mobility-case/{watched.journey.case_id}"

    async def runs(client: Client) -> bool:
        try:
            described = await client.get_workflow_handle(workflow_id).describe()
        except RPCError:
            return False
        return described.status is WorkflowExecutionStatus.RUNNING

    async def begins_and_is_gone(client: Client) -> None:
        while not await runs(client):
            await asyncio.sleep(0.1)
        await client.get_workflow_handle(workflow_id).terminate()

    async def runs_again(client: Client) -> None:
        assert await runs(client)

    watched.run(begins_and_is_gone)
    watched.is_mended(IncidentKind.PROCESS_MISSING, workflow_id)
    watched.run(runs_again)
    watched.journey.brief()
    watched.journey.request_certificate()
    watched.journey.number()


def test_a_process_that_nobody_keeps_is_ended_by_order(watched: Watched) -> None:
    workflow_id = f"mobility-case/{uuid4()}"
    found_by = search_attributes({CASE: str(uuid4()), OWNER: HOME.department})

    async def begins(client: Client) -> None:
        await client.start_workflow("MobilityCase", id=workflow_id, task_queue="nobody", search_attributes=found_by)

    async def has_ended(client: Client) -> None:
        described = await client.get_workflow_handle(workflow_id).describe()
        assert described.status is WorkflowExecutionStatus.TERMINATED

    watched.run(begins)
    watched.is_mended(IncidentKind.PROCESS_ORPHAN, workflow_id)
    watched.run(has_ended)
