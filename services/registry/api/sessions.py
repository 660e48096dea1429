"""Signing in needs no token; a session token opens the rest. Tokens travel in headers, never in addresses."""

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request

from services.registry import contract as c
from services.registry.operations import second_factor, sessions
from services.registry.operations.second_factor import WrongCode
from services.registry.operations.sessions import WrongLogin
from services.registry.queries import second_factor as second_factor_queries
from services.registry.queries import sessions as queries
from services.registry.queries.sessions import AtTheDoor
from shared.errors import NotSignedIn, Refusal
from shared.posts import Actor
from shared.problem_details import Problem
from shared.requests import KernelDep
from shared.service_app import refusals

REFUSED = refusals(401, 422)
STAGED = refusals(401, 403, 422)
TOO_MANY: dict[int | str, dict[str, Any]] = {
    429: {"model": Problem, "description": "密码或验证码连续输错过多，稍后再试"}
}

T = TypeVar("T")

router = APIRouter(prefix="/sessions", tags=["sessions"])


def at_the_door(request: Request, kernel: KernelDep) -> Iterator[AtTheDoor]:
    with kernel.sessions.begin() as session:
        yield AtTheDoor(
            session=session,
            actor=Actor(account="", name="", posts=()),
            at=kernel.clock.now(),
            seal=kernel.seal,
            keys=kernel.keys,
            clock=kernel.clock,
            rule=request.app.state.second_factor,
        )


def session_token(authorization: Annotated[str, Header(include_in_schema=False)] = "") -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn()
    return token


Door = Annotated[AtTheDoor, Depends(at_the_door, scope="function")]
SessionToken = Annotated[str, Depends(session_token)]


@router.post("", summary="登录", responses=REFUSED | TOO_MANY)
def sign_in(act: Door, body: c.SignIn) -> c.SessionOpened:
    return _or_else(WrongLogin, act, sessions.sign_in(act, body))


@router.post("/current/access-token", summary="用会话换取短期访问令牌", responses=STAGED)
def issue_access_token(act: Door, token: SessionToken) -> c.AccessTokenIssued:
    return sessions.issue_access_token(act, token)


@router.post("/current/password", summary="修改自己的密码", responses=STAGED | TOO_MANY)
def change_password(act: Door, token: SessionToken, body: c.ChangePassword) -> c.Ended:
    return _or_else(WrongLogin, act, sessions.change_password(act, token, body))


@router.post("/current/end", summary="退出登录", responses=REFUSED)
def sign_out(act: Door, token: SessionToken) -> c.Ended:
    return sessions.sign_out(act, token)


@router.get("", summary="自己的会话（登录过的设备）", responses=STAGED)
def list_sessions(act: Door, token: SessionToken) -> c.OwnSessions:
    return queries.list_sessions(act, token)


@router.post("/{session_id}/end", summary="结束自己的一个会话", responses=STAGED | refusals(404))
def end_session(act: Door, token: SessionToken, session_id: UUID) -> c.Ended:
    return sessions.end_session(act, token, session_id)


@router.post("/end-all", summary="在所有设备上退出登录", responses=STAGED)
def end_all_sessions(act: Door, token: SessionToken) -> c.Ended:
    return sessions.end_all_sessions(act, token)


@router.get("/current/second-factor", summary="自己的动态验证码设置", responses=STAGED)
def read_second_factor(act: Door, token: SessionToken) -> c.SecondFactorView:
    return second_factor_queries.read_second_factor(act, token)


@router.post("/current/second-factor", summary="开始设置动态验证码", responses=STAGED | refusals(409))
def begin_second_factor(act: Door, token: SessionToken) -> c.SecondFactorView:
    return second_factor.begin_second_factor(act, token)


@router.post(
    "/current/second-factor/confirm",
    summary="用第一个验证码确认；恢复码只在这里显示一次",
    responses=STAGED | TOO_MANY | refusals(409),
)
def confirm_second_factor(act: Door, token: SessionToken, body: c.SecondFactorCode) -> c.RecoveryCodes:
    return _or_else(WrongCode, act, second_factor.confirm_second_factor(act, token, body))


@router.post("/current/code", summary="密码之后输入验证码或恢复码", responses=STAGED | TOO_MANY | refusals(409))
def prove_second_factor(act: Door, token: SessionToken, body: c.SecondFactorCode) -> c.Ended:
    return _or_else(WrongCode, act, second_factor.prove_second_factor(act, token, body))


@router.post("/current/second-factor/end", summary="停用动态验证码", responses=STAGED | TOO_MANY | refusals(409))
def disable_second_factor(act: Door, token: SessionToken, body: c.SecondFactorCode) -> c.SecondFactorView:
    return _or_else(WrongCode, act, second_factor.disable_second_factor(act, token, body))


def _or_else(refusal: type[Refusal], act: AtTheDoor, answer: T | None) -> T:
    if answer is None:
        # The failed attempt counts: it must outlive the refusal.
        act.session.commit()
        raise refusal()
    return answer
