"""Carrying out what a person has ordered. Done twice it changes nothing: the services' facts say what is right."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from uuid import UUID

from temporalio.api.common.v1 import WorkflowExecution as Execution
from temporalio.api.workflowservice.v1 import ResetActivityRequest
from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError, RPCStatusCode

from services.registry.incidents.contract import IncidentKind, OrderedRemedy, RemedyKind
from shared.followed import CASE
from workflows.reconciling import Expected, expected_workflows, refresh
from workflows.services import Services

WHY = "gongguan: ordered on the page of incidents"
DELIVERY = "deliver_letter"


@dataclass(frozen=True)
class Mender:
    client: Client
    services: Services
    task_queue: str

    async def carry_out(self, order: OrderedRemedy) -> str:
        """What came of it, in words for the person who ordered it. Raises Outage, RPCError: try again."""
        match order.kind:
            case RemedyKind.RETRY:
                return await self._retry(order)
            case RemedyKind.RESEND:
                return await self._resend(order)
            case RemedyKind.RECONCILE:
                return await self._reconcile(order)

    async def _retry(self, order: OrderedRemedy) -> str:
        _, _, step = order.key.partition("#")
        at_once = await self._reset(order.workflow_id, id=step)
        return "已立即重试。" if at_once else "这一步已经过去，不用重试。"

    async def _resend(self, order: OrderedRemedy) -> str:
        """A letter rides on a workflow of its case; where that is gone, the case's workflows are started again."""
        if order.case_id is None:
            return "找不到这封函所属的个案。"
        sent = [await self._reset(one.id, type=DELIVERY) async for one in self._running_of(order.case_id)]
        if any(sent):
            return "已重新发送。"
        for expected in await self._expected(lambda one: _case_of(one) == order.case_id):
            await refresh(self.client, self.task_queue, expected)
        return "已让流程重新取信投递。"

    async def _running_of(self, case_id: UUID) -> AsyncIterator[WorkflowExecution]:
        async for execution in self.client.list_workflows(f"{CASE} = '{case_id}' AND ExecutionStatus = 'Running'"):
            yield execution

    async def _reconcile(self, order: OrderedRemedy) -> str:
        expected = await self._expected(lambda one: one.workflow_id == order.workflow_id)
        afresh = order.incident is IncidentKind.WORKFLOW_FAILING
        if afresh or not expected:
            await self._terminate(order.workflow_id)
        for one in expected:
            await refresh(self.client, self.task_queue, one)
        if not expected:
            return "数据库里没有这件事，多余的流程已结束。"
        return "已按数据库重新启动流程。" if afresh else "已按数据库补上流程。"

    async def _expected(self, wanted: Callable[[Expected], bool]) -> list[Expected]:
        return await asyncio.to_thread(lambda: [one for one in expected_workflows(self.services) if wanted(one)])

    async def _terminate(self, workflow_id: str) -> None:
        try:
            await self.client.get_workflow_handle(workflow_id).terminate(WHY)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _reset(self, workflow_id: str, *, id: str = "", type: str = "") -> bool:
        """Whether a step was waiting for its next attempt; it gets one now."""
        execution = Execution(workflow_id=workflow_id)
        request = ResetActivityRequest(namespace=self.client.namespace, execution=execution)
        if id:
            request.id = id
        else:
            request.type = type
        try:
            await self.client.workflow_service.reset_activity(request)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return True


def _case_of(expected: Expected) -> UUID | None:
    return getattr(expected.state, "case_id", None)
