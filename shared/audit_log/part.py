"""What auditing adds to every service: one route."""

from typing import Annotated

from fastapi import APIRouter, Query

from shared.audit_log import queries
from shared.audit_log.contract import AuditFilter, AuditPage
from shared.kernel_api import READ
from shared.parts import Part
from shared.requests import Reading

router = APIRouter(tags=["audit"])


@router.get("/audit-log", summary="审计日志：所属组织办理和查看的记录", responses=READ)
def list_audit(act: Reading, wanted: Annotated[AuditFilter, Query()]) -> AuditPage:
    return queries.list_audit(act, wanted)


PART = Part(routers=(router,), permissions=queries.PERMISSIONS)
