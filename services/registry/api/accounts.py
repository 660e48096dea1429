"""Accounts and posts, for administrators and the operator's command line."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry import contract as c
from services.registry.operations import accounts
from services.registry.queries import accounts as queries
from shared.identifiers import OrganisationCode
from shared.requests import Commanding, Reading
from shared.service_app import COMMAND_REFUSALS, refusals

READ = refusals(401, 403, 422)
WRITE = refusals(*COMMAND_REFUSALS)

router = APIRouter(prefix="/accounts", tags=["accounts"])


@router.post("", summary="开设账号（可同时授予岗位）", response_model=c.AccountCreated, responses=WRITE)
def create_account(command: Commanding, body: c.CreateAccount) -> Response:
    return command.answer(accounts.create_account(command.act, body))


@router.get("", summary="账号列表", responses=READ)
def list_accounts(act: Reading, organisation: OrganisationCode | None = None) -> c.AccountPage:
    return queries.list_accounts(act, organisation)


@router.post("/{account_id}/posts", summary="授予岗位", response_model=c.AccountView, responses=WRITE)
def grant_post(command: Commanding, account_id: UUID, body: c.NewPost) -> Response:
    return command.answer(accounts.grant_post(command.act, account_id, body))


@router.post("/{account_id}/posts/end", summary="结束岗位", response_model=c.AccountView, responses=WRITE)
def end_post(command: Commanding, account_id: UUID, body: c.EndPost) -> Response:
    return command.answer(accounts.end_post(command.act, account_id, body))


@router.post(
    "/{account_id}/password-reset",
    summary="重置密码并使其全部会话失效",
    response_model=c.AccountCreated,
    responses=WRITE,
)
def reset_password(command: Commanding, account_id: UUID, _: c.Nothing) -> Response:
    return command.answer(accounts.reset_password(command.act, account_id))


@router.post(
    "/{account_id}/second-factor-reset",
    summary="取消动态验证码并使其全部会话失效（手机遗失时）",
    response_model=c.AccountView,
    responses=WRITE,
)
def reset_second_factor(command: Commanding, account_id: UUID, _: c.Nothing) -> Response:
    return command.answer(accounts.reset_second_factor(command.act, account_id))


@router.post("/{account_id}/sessions/end", summary="使账号的全部会话失效", response_model=c.Ended, responses=WRITE)
def end_account_sessions(command: Commanding, account_id: UUID, _: c.Nothing) -> Response:
    return command.answer(accounts.end_account_sessions(command.act, account_id))
