"""Routes of a number's standing."""

from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.number_status import contract as c
from services.registry.number_status import operations, queries
from shared.kernel_api import READ, WRITE
from shared.requests import Reading, Writing, system_only

SYSTEM = [Depends(system_only)]
router = APIRouter(prefix="/certificate-numbers", tags=["certificate numbers"])


@router.post("/old", summary="登记老活动证的编号（工作流）", responses=WRITE, dependencies=SYSTEM)
def register_old_number(act: Writing, body: c.RegisterOldNumber) -> c.OldNumberRegistered:
    return operations.register_old_number(act, body)


@router.post("/{certificate_id}/void", summary="作废编号（工作流）", responses=WRITE, dependencies=SYSTEM)
def void_number(act: Writing, certificate_id: UUID, body: c.VoidNumber) -> c.NumberVoided:
    return operations.void_number(act, certificate_id, body)


@router.post("/check", summary="查一个编号是否有效（不涉及持证人）", responses=READ)
def check_number(act: Reading, body: c.CheckNumber) -> c.NumberChecked:
    return queries.check_number(act, body)
