"""我的账号: posts, who stands in, sessions, password, second factor."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from services.console.forms.fields import Field, Form, Kind, Option, fields, today
from services.console.forms.setting import Setting
from services.console.guard import SESSION_COOKIE
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.pages.undoing import done_at, undo_of
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.registry.contract import ChangePassword
from services.registry.delegation.contract import DelegatePost
from shared.posts import Post
from shared.service_client import Outage, Refused

router = APIRouter()
WRONG_PASSWORD = "现在的密码不对，请核对后再试。"
NOT_ALIKE = "两次输入的新密码不一样，请重新输入。"
TOO_SHORT = "新密码至少要有 10 个字符。"
DONE = {
    "delegated": "已登记代理，到期自动结束。",
    "delegation-ended": "代理已结束。",
    "session-ended": "那个设备已退出登录，最迟两分钟内失效。",
    "password": "密码已修改，其他设备都已退出登录。",
}


def _own_posts(setting: Setting) -> list[Option]:
    visitor = setting.visitor
    own = [post for post in visitor.actor.posts if post.stands_in_for is None]
    return [Option(f"{post.role}@{post.organisation}", _in_words(visitor, post)) for post in own]


def _in_words(visitor: Visitor, post: Post) -> str:
    absent = f"（代{post.stands_in_for.name}）" if post.stands_in_for else ""
    return f"{visitor.organisations.name(post.organisation)} {post.role.label}{absent}"


def _colleagues(setting: Setting) -> list[Option]:
    """Grouped by the organisation of one's own post at which they may stand in."""
    visitor = setting.visitor
    found = visitor.services.registry.list_colleagues().items
    return [
        Option(str(one.account_id), f"{one.name}（{'，'.join(one.posts)}）", group=_for_post(visitor, one.organisation))
        for one in found
    ]


def _for_post(visitor: Visitor, organisation: str) -> str:
    return f"可代理{visitor.organisations.name(organisation)}的岗位"


def _delegated(values: Mapping[str, str], _: Setting) -> dict[str, Any]:
    role, organisation = [*values.get("role", "").split("@"), ""][:2]
    return {**values, "role": role, "organisation": organisation}


DELEGATE = Form(
    title="请同事代理岗位",
    submit="登记代理",
    contract=DelegatePost,
    intro="外出期间由同事代办。代理人以自己的账号办理，记录上写明代谁办理；您仍可以办理。",
    warning="您经手准备的事项，代理人不能审批。代理的岗位不能再转给他人。",
    groups=fields(
        Field("role", "代理哪个岗位", Kind.CHOICE, options=_own_posts),
        Field("stand_in", "由谁代理", Kind.CHOICE, options=_colleagues, hint="本组织或直接上级组织有岗位的同事。"),
        Field("valid_from", "从哪一天起", Kind.DATE, initial=today),
        Field("valid_to", "到哪一天止", Kind.DATE, hint="含当天。"),
    ),
    build=_delegated,
)


@router.get("/account")
def show_account(request: Request, visitor: VisitorDep, done: str = "", undo: str = "") -> Response:
    registry = visitor.services.registry
    return render(
        request,
        "account.html",
        posts=[_in_words(visitor, post) for post in visitor.actor.posts],
        may_delegate=bool(_own_posts(Setting(visitor))),
        delegations=registry.list_delegations().items,
        sessions=registry.list_sessions(visitor.session).items,
        second_factor=registry.read_second_factor(visitor.session),
        done=DONE.get(done, ""),
        undo=undo_of(done, undo),
    )


@router.get("/account/delegations/new")
def show_delegating(request: Request, visitor: VisitorDep) -> Response:
    return empty_page(request, DELEGATE, Setting(visitor))


@router.post("/account/delegations/new")
def delegate(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    try:
        answer = handle(request, DELEGATE, Setting(visitor), form, visitor.services.registry.delegate_post)
    except Outage as outage:
        return kept_page(request, DELEGATE, form, outage)
    return answer if isinstance(answer, Response) else _back("delegated", str(answer.delegation_id))


@router.post("/account/delegations/{delegation_id}/end")
def end_delegation(visitor: VisitorDep, delegation_id: UUID) -> Response:
    visitor.services.registry.end_delegation(delegation_id)
    # Who ended it may have been the stand-in himself: his next page asks for his posts anew.
    visitor.console.tokens.forget(visitor.session)
    return _back("delegation-ended")


@router.post("/account/sessions/{session_id}/end")
def end_session(visitor: VisitorDep, session_id: UUID) -> Response:
    visitor.services.registry.end_session(visitor.session, session_id)
    visitor.console.tokens.forget(visitor.session)
    return _back("session-ended")


@router.post("/account/sessions/end-all")
def end_all_sessions(visitor: VisitorDep) -> Response:
    visitor.services.registry.end_all_sessions(visitor.session)
    visitor.console.tokens.forget(visitor.session)
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


@router.get("/account/password")
def show_password(request: Request, visitor: VisitorDep) -> Response:
    return render(request, "password.html", problem="")


@router.post("/account/password")
def change_password(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    problem = _not_changed(visitor, *(str(form.get(name, "")) for name in ("password", "new_password", "again")))
    return render(request, "password.html", status=422, problem=problem) if problem else _back("password")


def _not_changed(visitor: Visitor, present: str, new: str, again: str) -> str:
    """What is wrong, in words; empty when it was changed."""
    if new != again:
        return NOT_ALIKE
    try:
        visitor.services.registry.change_password(visitor.session, ChangePassword(password=present, new_password=new))
    except ValidationError as error:
        return TOO_SHORT if any(one["loc"] == ("new_password",) for one in error.errors()) else WRONG_PASSWORD
    except Refused as refused:
        if refused.problem.code == "wrong_login":
            return WRONG_PASSWORD
        if refused.problem.status == 429:
            return refused.problem.detail
        raise
    return ""


def _back(done: str, about: str = "") -> Response:
    return done_at("/account", done, about)
