"""What a page says when it cannot be shown: signed out, refused, out of reach."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from services.console.forms.drafts import to_carry
from services.console.forms.problems import who_was_first
from services.console.guard import (
    HEADERS,
    MEMBER_COOKIE,
    SAFE,
    SESSION_COOKIE,
    ForeignRequest,
    TooLarge,
    is_for_members,
)
from services.console.rendering import render
from services.console.sign_in.member import LinkNeeded
from services.console.sign_in.routes import sign_in_page
from services.console.sign_in.visitor import STEPS, NextStep, SignInNeeded, Visitor
from shared.errors import NotFound
from shared.service_client import Outage, Refused

SIGNED_OUT = "登录已失效，请重新登录。已填写的内容会保留。"
FOREIGN = "这个请求不是从本系统的页面发出的，没有办理。请回到页面刷新后再提交。"
TOO_LARGE = "文件太大。请上传不超过 10 MB 的工作簿；图片请先从表里删去。"
BROKEN = "系统内部出错，这一页没有显示出来。请稍后再试；仍然如此时，请告诉系统管理员。"
LOST = NotFound.message
OUT_OF_REACH = "暂时连不上服务，请稍后再试。已办理的内容不受影响。"
KEPT = "已填写的内容没有丢失，请稍后再试。"
Answer = Callable[[Request, Exception], Awaitable[Response]]
TITLES = {403: "不能办理", 404: "没有找到", 409: "已有人先办"}


def message(request: Request, status: int, title: str, text: str, note: str = "") -> Response:
    return render(request, "message.html", status=status, title=title, text=text, note=note)


async def _sign_in_needed(request: Request, _: Exception) -> Response:
    if MEMBER_COOKIE in request.cookies and SESSION_COOKIE not in request.cookies:
        return render(request, "for_staff_only.html", status=403)
    if request.method in SAFE:
        query = f"?{request.url.query}" if request.url.query else ""
        response: Response = RedirectResponse(_sign_in_at(request.url.path + query), status_code=303)
    else:
        form = await request.form()
        response = await run_in_threadpool(
            sign_in_page, request, status=401, problem=SIGNED_OUT, next=request.url.path, carried=to_carry(form)
        )
    return response


def _sign_in_at(wanted: str) -> str:
    return "/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted, safe='')}"


def _next_step(request: Request, error: Exception) -> Response:
    """On to the code, or to setting it up, and from there to where one wanted."""
    assert isinstance(error, NextStep)
    wanted = request.url.path if request.method in SAFE else "/"
    return RedirectResponse(f"{error.place}?next={quote(wanted, safe='')}", status_code=303)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    problem = error.problem
    if place := STEPS.get(problem.code):
        return _next_step(request, NextStep(place))
    if problem.status == 401:
        _forget(request)
        return await _sign_in_needed(request, error)
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    first = who_was_first(problem, visitor.organisations) if visitor and problem.status == 409 else ""
    title = TITLES.get(problem.status, "不能办理")
    return message(request, problem.status, title, problem.detail, f"先办的人：{first}" if first else "")


def _forget(request: Request) -> None:
    request.app.state.console.tokens.forget(request.cookies.get(SESSION_COOKIE, ""))


def _outage(request: Request, _: Exception) -> Response:
    return message(request, 503, "暂时连不上服务", OUT_OF_REACH)


def _foreign(request: Request, _: Exception) -> Response:
    return message(request, 403, "没有办理", FOREIGN)


def _too_large(request: Request, _: Exception) -> Response:
    return message(request, 413, "文件太大", TOO_LARGE)


def _broken(request: Request, _: Exception) -> Response:
    """A fault of our own; the server logs it. This answer leaves outside of the middleware, so it sets the headers."""
    response = message(request, 500, "系统出错", BROKEN)
    response.headers.update(HEADERS)
    return response


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 422
    if status in (404, 405, 422):
        return message(request, 405 if status == 405 else 404, "没有找到", LOST)
    return message(request, status, "没有办理", FOREIGN)


def install(app: FastAPI, link_needed: Answer) -> None:
    """`link_needed` answers a member whose session is over, on whichever page he finds out."""

    async def refused(request: Request, error: Exception) -> Response:
        over = isinstance(error, Refused) and error.problem.status == 401
        return await (link_needed if over and is_for_members(request.url.path) else _refused)(request, error)

    app.add_exception_handler(SignInNeeded, _sign_in_needed)
    app.add_exception_handler(NextStep, _next_step)
    app.add_exception_handler(LinkNeeded, link_needed)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(Outage, _outage)
    app.add_exception_handler(ForeignRequest, _foreign)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(Exception, _broken)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _http)
