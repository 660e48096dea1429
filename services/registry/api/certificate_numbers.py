"""Numbering of certificates, and the task that asks for it."""

from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from services.registry import contract as c
from services.registry.operations import certificate_numbers, tasks
from services.registry.queries import certificate_numbers as queries
from shared.kernel_api import tasks_router as kernel_tasks
from shared.requests import Commanding, KernelDep, Reading, Writing, system_only
from shared.service_app import COMMAND_REFUSALS, QUERY_REFUSALS, refusals
from shared.tasks.contract import OpenedTask, OpenTask, TaskRef

READ = refusals(*QUERY_REFUSALS)
WRITE = refusals(*COMMAND_REFUSALS)
SYSTEM = [Depends(system_only)]

router = APIRouter(prefix="/certificate-numbers", tags=["certificate numbers"])


class NumberStatus(StrEnum):
    REQUESTED = "REQUESTED"
    ALLOTTED = "ALLOTTED"
    VOID = "VOID"
    WITHDRAWN = "WITHDRAWN"


@router.post("", summary="申请活动证编号（工作流）", responses=WRITE, dependencies=SYSTEM)
def request_number(act: Writing, body: c.RequestNumber) -> c.NumberRequestState:
    return certificate_numbers.request_number(act, body)


@router.get("", summary="本部门及下级的编号申请与编号", responses=READ)
def list_certificate_numbers(act: Reading, status: NumberStatus | None = None) -> c.CertificateNumberPage:
    return queries.list_certificate_numbers(act, status)


@router.get("/{certificate_id}", summary="一张活动证的编号", responses=READ)
def read_certificate_number(act: Reading, certificate_id: UUID) -> c.CertificateNumber:
    return queries.read_certificate_number(act, certificate_id)


@router.post(
    "/{certificate_id}/number", summary="活动证编号（D-73）", response_model=c.CertificateNumber, responses=WRITE
)
def number_certificate(command: Commanding, certificate_id: UUID, body: c.NumberCertificate) -> Response:
    return command.answer(certificate_numbers.number_certificate(command.act, certificate_id, body))


def _is_withdrawal(route: BaseRoute) -> bool:
    return isinstance(route, APIRoute) and route.name == "withdraw_task"


# The kernel's routes, but withdrawing here takes the request back as well.
tasks_router = APIRouter(routes=[route for route in kernel_tasks.routes if not _is_withdrawal(route)])


@tasks_router.post("/tasks", summary="开立任务（工作流）", responses=WRITE, dependencies=SYSTEM, tags=["tasks"])
def open_task(act: Writing, kernel: KernelDep, body: OpenTask) -> OpenedTask:
    return kernel.opens.get(body.kind, tasks.open_task)(act, body)


@tasks_router.post(
    "/tasks/{task_id}/withdrawal",
    summary="撤回不再需要的编号任务及其申请（工作流）",
    responses=WRITE,
    dependencies=SYSTEM,
    tags=["tasks"],
)
def withdraw_task(act: Writing, task_id: UUID) -> TaskRef:
    tasks.withdraw_task(act, task_id)
    return TaskRef(task_id=task_id)
