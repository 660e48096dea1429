"""登录, 退出."""

from contextlib import suppress
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from services.console.console import Console
from services.console.forms.drafts import carried, hidden_pairs, keep_draft
from services.console.guard import GUEST_COOKIE, SESSION_COOKIE, csrf_token, new_guest
from services.console.rendering import render
from services.console.sign_in.demo_accounts import demo_accounts, demo_password
from services.console.sign_in.device import device_of
from services.console.sign_in.visitor import STEPS, Submitted
from services.registry.contract import SessionNeed, SessionOpened, SignIn
from shared.service_client import Outage, Refused

router = APIRouter()
FIRST_STEPS = {SessionNeed.CODE: STEPS["code_needed"], SessionNeed.ENROLMENT: STEPS["enrolment_needed"]}
WRONG_LOGIN = "用户名或密码不对，请核对后再试。"
OUT_OF_REACH = "暂时连不上登录服务，请稍后再试。"


def safe_next(wanted: object) -> str:
    """Only a path of this console; everything else goes to the first page."""
    fine = isinstance(wanted, str) and wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return str(wanted) if fine and "\n" not in str(wanted) and "\r" not in str(wanted) else "/"


def sign_in_page(request: Request, *, status: int = 200, problem: str = "", **shown: Any) -> Response:
    console: Console = request.app.state.console
    guest = request.cookies.get(SESSION_COOKIE) or request.cookies.get(GUEST_COOKIE) or new_guest()
    context = {"next": "/", "login": "", "carried": []} | shown
    accounts = demo_accounts(console.demo_accounts)
    response = render(
        request,
        "sign_in.html",
        status=status,
        problem=problem,
        csrf=csrf_token(guest),
        accounts=accounts,
        demo=console.demo_accounts is not None,
        **context,
    )
    if guest not in request.cookies.values():
        keep_cookie(response, console, GUEST_COOKIE, guest)
    return response


def keep_cookie(response: Response, console: Console, name: str, value: str) -> None:
    response.set_cookie(name, value, httponly=True, samesite="lax", secure=console.secure_cookies, path="/")


@router.get("/sign-in")
def show_sign_in(request: Request, next: str = "/") -> Response:
    return sign_in_page(request, next=safe_next(next))


@router.post("/sign-in")
def sign_in(request: Request, form: Submitted) -> Response:
    login, password = _credentials(request.app.state.console, form)
    wanted = safe_next(form.get("next"))
    again = {"next": wanted, "login": login, "carried": hidden_pairs(form)}
    try:
        body = SignIn(login=login, password=password, device=device_of(request))
    except ValueError:
        return sign_in_page(request, status=401, problem=WRONG_LOGIN, **again)
    try:
        opened = request.app.state.console.services.registry.sign_in(body)
    except Refused as refused:
        return sign_in_page(request, status=refused.problem.status, problem=refused.problem.detail, **again)
    except Outage:
        return sign_in_page(request, status=503, problem=OUT_OF_REACH, **again)
    keep_draft(request.app.state.console, opened.token, wanted, carried(form))
    return _signed_in(request, opened, wanted)


def _credentials(console: Console, form: FormData) -> tuple[str, str]:
    """What was typed, or in a demo the account whose button was pressed."""
    chosen = str(form.get("demo", ""))
    if chosen and (password := demo_password(console.demo_accounts, chosen)):
        return chosen, password
    return str(form.get("login", "")).strip(), str(form.get("password", ""))


def _signed_in(request: Request, opened: SessionOpened, wanted: str) -> Response:
    step = FIRST_STEPS.get(opened.needs)
    place = f"{step}?next={quote(wanted, safe='')}" if step else wanted
    response = RedirectResponse(place, status_code=303)
    keep_cookie(response, request.app.state.console, SESSION_COOKIE, opened.token)
    response.delete_cookie(GUEST_COOKIE, path="/")
    return response


@router.post("/sign-out")
def sign_out(request: Request, form: Submitted) -> Response:
    console: Console = request.app.state.console
    session = request.cookies.get(SESSION_COOKIE, "")
    with suppress(Refused):  # it was over already
        console.services.registry.sign_out(session)
    console.tokens.forget(session)
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response
