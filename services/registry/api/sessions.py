"""Signing in needs no token; a session token opens the rest. Tokens travel in headers, never in addresses."""

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Header

from services.registry import contract as c
from services.registry.operations import sessions
from services.registry.operations.sessions import WrongLogin
from shared.act import Act
from shared.errors import NotSignedIn
from shared.posts import Actor
from shared.problem_details import Problem
from shared.requests import KernelDep
from shared.service_app import refusals

REFUSED = refusals(401, 422)
TOO_MANY: dict[int | str, dict[str, Any]] = {429: {"model": Problem, "description": "口令连续输错过多，稍后再试"}}

T = TypeVar("T")

router = APIRouter(prefix="/sessions", tags=["sessions"])


def at_the_door(kernel: KernelDep) -> Iterator[Act]:
    with kernel.sessions.begin() as session:
        yield Act(
            session=session,
            actor=Actor(account="", name="", posts=()),
            at=kernel.clock.now(),
            seal=kernel.seal,
            keys=kernel.keys,
            clock=kernel.clock,
        )


def session_token(authorization: Annotated[str, Header(include_in_schema=False)] = "") -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn()
    return token


AtTheDoor = Annotated[Act, Depends(at_the_door, scope="function")]
SessionToken = Annotated[str, Depends(session_token)]


@router.post("", summary="登录", responses=REFUSED | TOO_MANY)
def sign_in(act: AtTheDoor, body: c.SignIn) -> c.SessionOpened:
    return _or_wrong_login(act, sessions.sign_in(act, body))


@router.post("/current/access-token", summary="用会话换取短期访问令牌", responses=REFUSED)
def issue_access_token(act: AtTheDoor, token: SessionToken) -> c.AccessTokenIssued:
    return sessions.issue_access_token(act, token)


@router.post("/current/password", summary="修改自己的口令", responses=REFUSED | TOO_MANY)
def change_password(act: AtTheDoor, token: SessionToken, body: c.ChangePassword) -> c.Ended:
    return _or_wrong_login(act, sessions.change_password(act, token, body))


@router.post("/current/end", summary="退出登录", responses=REFUSED)
def sign_out(act: AtTheDoor, token: SessionToken) -> c.Ended:
    return sessions.sign_out(act, token)


def _or_wrong_login(act: Act, answer: T | None) -> T:
    if answer is None:
        # The failed attempt counts: it must outlive the refusal.
        act.session.commit()
        raise WrongLogin()
    return answer
