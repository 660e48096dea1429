"""Routes of delegation."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry.contract import Nothing
from services.registry.delegation import contract as c
from services.registry.delegation import operations, queries
from shared.requests import Commanding, Reading
from shared.service_app import COMMAND_REFUSALS, refusals

READ = refusals(401, 403, 422)
WRITE = refusals(*COMMAND_REFUSALS)

router = APIRouter(tags=["delegation"])


@router.post("/delegations", summary="外出期间请同事代理岗位", response_model=c.Delegation, responses=WRITE)
def delegate_post(command: Commanding, body: c.DelegatePost) -> Response:
    return command.answer(operations.delegate_post(command.act, body))


@router.post(
    "/delegations/{delegation_id}/end", summary="立即结束代理", response_model=c.DelegationEnded, responses=WRITE
)
def end_delegation(command: Commanding, delegation_id: UUID, _: Nothing) -> Response:
    return command.answer(operations.end_delegation(command.act, delegation_id))


@router.get("/delegations", summary="正在进行和将要开始的代理", responses=READ)
def list_delegations(act: Reading) -> c.Delegations:
    return queries.list_delegations(act)


@router.get("/colleagues", summary="可以代理自己岗位的同事", responses=READ)
def list_colleagues(act: Reading) -> c.Colleagues:
    return queries.list_colleagues(act)
