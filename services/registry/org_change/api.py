"""Routes of organisation changes: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.registry.org_change import contract as c
from services.registry.org_change import queries
from services.registry.org_change.operations import deciding
from services.registry.org_change.queries import change_view
from services.registry.org_change.snapshots import change_state
from services.registry.org_change.tables import OrgChangeRow
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, Writing, system_only

router = APIRouter(prefix="/org-changes", tags=["org-changes"])
SYSTEM = [Depends(system_only)]


def _answer(command: Command, row: OrgChangeRow) -> Response:
    return command.answer(change_view(command.act, row))


@router.post("", summary="决定机构变动（W-16）", response_model=c.OrgChange, responses=WRITE)
def decide_org_change(command: Commanding, body: c.DecideOrgChange) -> Response:
    return _answer(command, deciding.decide_org_change(command.act, body))


@router.get("", summary="机构变动列表", responses=READ)
def list_org_changes(act: Reading) -> c.OrgChangePage:
    return queries.list_org_changes(act)


@router.get("/running", summary="未办结的机构变动（工作流）", responses=READ, dependencies=SYSTEM)
def list_running_org_changes(act: Reading) -> c.RunningOrgChanges:
    return queries.list_running_org_changes(act)


@router.get("/{change_id}", summary="一项机构变动", responses=READ)
def read_org_change(act: Reading, change_id: UUID) -> c.OrgChangeFile:
    return queries.read_org_change(act, change_id)


@router.get("/{change_id}/preview", summary="变动前的组织名下有多少需要承接", responses=READ)
def preview_org_change(act: Reading, change_id: UUID) -> c.OrgChangePreview:
    return queries.preview_org_change(act, change_id)


@router.post("/{change_id}/mapping", summary="落实去向", response_model=c.OrgChange, responses=WRITE)
def map_org_change(command: Commanding, change_id: UUID, body: c.MapOrgChange) -> Response:
    return _answer(command, deciding.map_org_change(command.act, change_id, body))


@router.post("/{change_id}/cancellation", summary="生效前撤回决定", response_model=c.OrgChange, responses=WRITE)
def cancel_org_change(command: Commanding, change_id: UUID, body: c.CancelOrgChange) -> Response:
    return _answer(command, deciding.cancel_org_change(command.act, change_id, body))


@router.post("/{change_id}/moves", summary="登记移交结果（工作流）", responses=WRITE, dependencies=SYSTEM)
def record_move(act: Writing, change_id: UUID, body: c.RecordMove) -> c.OrgChangeState:
    return change_state(act, deciding.record_move(act, change_id, body))


@router.post("/{change_id}/verification", summary="核验办结", response_model=c.OrgChange, responses=WRITE)
def verify_org_change(command: Commanding, change_id: UUID, body: c.VerifyOrgChange) -> Response:
    return _answer(command, deciding.verify_org_change(command.act, change_id, body))
