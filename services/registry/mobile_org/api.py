"""Routes of mobile-member organisations: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.registry.mobile_org import contract as c
from services.registry.mobile_org import queries
from services.registry.mobile_org.operations import founding
from services.registry.mobile_org.queries import mobile_org_view
from services.registry.mobile_org.tables import MobileOrgRow
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, system_only

router = APIRouter(prefix="/mobile-orgs", tags=["mobile-orgs"])


def _answer(command: Command, row: MobileOrgRow) -> Response:
    return command.answer(mobile_org_view(command.act, row))


@router.post("", summary="提出成立流动党员党组织（D-33）", response_model=c.MobileOrg, responses=WRITE)
def propose_mobile_org(command: Commanding, body: c.ProposeMobileOrg) -> Response:
    return _answer(command, founding.propose_mobile_org(command.act, body))


@router.get("", summary="流动党员党组织列表", responses=READ)
def list_mobile_orgs(act: Reading) -> c.MobileOrgPage:
    return queries.list_mobile_orgs(act)


@router.get("/running", summary="办理中的（工作流）", responses=READ, dependencies=[Depends(system_only)])
def list_running_mobile_orgs(act: Reading) -> c.RunningMobileOrgs:
    return queries.list_running_mobile_orgs(act)


@router.get("/{copy_id}", summary="一个流动党员党组织：本方留存", responses=READ)
def read_mobile_org(act: Reading, copy_id: UUID) -> c.MobileOrgFile:
    return queries.read_mobile_org(act, copy_id)


@router.post("/{copy_id}/support", summary="流入地党委答复支持（D-46）", response_model=c.MobileOrg, responses=WRITE)
def answer_mobile_org(command: Commanding, copy_id: UUID, body: c.AnswerMobileOrg) -> Response:
    return _answer(command, founding.answer_mobile_org(command.act, copy_id, body))


@router.post("/{copy_id}/approval", summary="组织部门审批", response_model=c.MobileOrg, responses=WRITE)
def approve_mobile_org(command: Commanding, copy_id: UUID, body: c.ApproveMobileOrg) -> Response:
    return _answer(command, founding.approve_mobile_org(command.act, copy_id, body))


@router.post("/{copy_id}/founding", summary="宣布成立", response_model=c.MobileOrg, responses=WRITE)
def activate_mobile_org(command: Commanding, copy_id: UUID, body: c.ActivateMobileOrg) -> Response:
    return _answer(command, founding.activate_mobile_org(command.act, copy_id, body))


@router.post("/{copy_id}/dissolution", summary="撤销，或撤回提议", response_model=c.MobileOrg, responses=WRITE)
def dissolve_mobile_org(command: Commanding, copy_id: UUID, body: c.DissolveMobileOrg) -> Response:
    return _answer(command, founding.dissolve_mobile_org(command.act, copy_id, body))
