"""What telling people adds to every service: two routes for the worker."""

from uuid import UUID

from fastapi import APIRouter

from shared.announcing import queries
from shared.announcing.contract import DueCounts, RungsToTell
from shared.authorisation import SYSTEM_ONLY
from shared.kernel_api import READ, SystemOnly
from shared.parts import Part
from shared.requests import Reading

router = APIRouter(prefix="/announcing", tags=["tasks"], dependencies=[SystemOnly])


@router.get("/due", summary="各组织各岗位的待办数（工作进程）", responses=READ)
def count_due(act: Reading) -> DueCounts:
    return queries.count_due(act)


@router.get("/rungs", summary="新近的催办和上送（工作进程）", responses=READ)
def list_rungs_to_tell(act: Reading, after: UUID) -> RungsToTell:
    return queries.list_rungs_to_tell(act, after)


PART = Part(routers=(router,), permissions={"count_due": SYSTEM_ONLY, "list_rungs_to_tell": SYSTEM_ONLY})
