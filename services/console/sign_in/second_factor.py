"""动态验证码: the page after the password, setting up, ending; with a session that may do nothing else yet."""

import io
from contextlib import suppress
from typing import Annotated, Any

import segno
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from services.console.guard import SESSION_COOKIE
from services.console.rendering import render
from services.console.sign_in.routes import safe_next
from services.console.sign_in.visitor import NextStep, SignInNeeded, Submitted, visitor_of
from services.registry.client import RegistryClient
from services.registry.contract import SecondFactorCode
from shared.service_client import Refused

router = APIRouter()
NO_CODE = "请填写验证码。"
PLACE = "/second-factor"
SHOWN_IN_FOURS = 4


def session_of(request: Request) -> str:
    """The session token of the cookie, whatever the session may do. Raises SignInNeeded."""
    session = request.cookies.get(SESSION_COOKIE)
    if not session:
        raise SignInNeeded()
    return session


SessionDep = Annotated[str, Depends(session_of)]


def _registry(request: Request) -> RegistryClient:
    registry: RegistryClient = request.app.state.console.services.registry
    return registry


def _with_visitor(request: Request) -> None:
    """The page's head shows who is there, as soon as the session is whole."""
    with suppress(SignInNeeded, NextStep):
        visitor_of(request)


@router.get("/sign-in/code")
def show_code(request: Request, _: SessionDep, next: str = "/") -> Response:
    return render(request, "sign_in_code.html", next=safe_next(next), problem="")


@router.post("/sign-in/code")
def prove(request: Request, session: SessionDep, form: Submitted) -> Response:
    wanted = safe_next(form.get("next"))
    try:
        _registry(request).prove_second_factor(session, _code(form.get("code")))
    except Refused as refused:
        if refused.problem.code == "second_factor_not_on":
            return RedirectResponse(wanted, status_code=303)
        return _again(request, refused, "sign_in_code.html", next=wanted)
    except ValueError:
        return render(request, "sign_in_code.html", status=422, next=wanted, problem=NO_CODE)
    return RedirectResponse(wanted, status_code=303)


def _code(typed: object) -> SecondFactorCode:
    """Raises ValueError."""
    return SecondFactorCode(code=str(typed or "").strip())


def _again(request: Request, refused: Refused, template: str, **shown: Any) -> Response:
    """The page anew with what was wrong. Raises Refused for a session that is over."""
    if refused.problem.status == 401:
        raise refused
    return render(request, template, status=refused.problem.status, problem=refused.problem.detail, **shown)


def _page(request: Request, session: str, *, status: int = 200, problem: str = "") -> Response:
    view = _registry(request).read_second_factor(session)
    _with_visitor(request)
    secret = view.secret or ""
    fours = [secret[at : at + SHOWN_IN_FOURS] for at in range(0, len(secret), SHOWN_IN_FOURS)]
    return render(request, "second_factor.html", status=status, view=view, secret=" ".join(fours), problem=problem)


@router.get(PLACE)
def show_second_factor(request: Request, session: SessionDep) -> Response:
    return _page(request, session)


@router.post(f"{PLACE}/begin")
def begin(request: Request, session: SessionDep) -> Response:
    _registry(request).begin_second_factor(session)
    return RedirectResponse(PLACE, status_code=303)


@router.get(f"{PLACE}.svg")
def show_qr(request: Request, session: SessionDep) -> Response:
    address = _registry(request).read_second_factor(session).address
    if address is None:
        raise HTTPException(404)
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=6, svgclass=None, lineclass=None)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@router.post(f"{PLACE}/confirm")
def confirm(request: Request, session: SessionDep, form: Submitted) -> Response:
    try:
        confirmed = _registry(request).confirm_second_factor(session, _code(form.get("code")))
    except Refused as refused:
        return _refused(request, session, refused)
    except ValueError:
        return _page(request, session, status=422, problem=NO_CODE)
    _with_visitor(request)
    return render(request, "recovery_codes.html", codes=confirmed.codes)


@router.post(f"{PLACE}/end")
def end(request: Request, session: SessionDep, form: Submitted) -> Response:
    try:
        _registry(request).disable_second_factor(session, _code(form.get("code")))
    except Refused as refused:
        return _refused(request, session, refused)
    except ValueError:
        return _page(request, session, status=422, problem=NO_CODE)
    request.app.state.console.tokens.forget(session)
    return RedirectResponse(PLACE, status_code=303)


def _refused(request: Request, session: str, refused: Refused) -> Response:
    if refused.problem.status == 401:
        raise refused
    return _page(request, session, status=refused.problem.status, problem=refused.problem.detail)
