"""The member's way in and out: the link he was sent and the code he was told; afterwards the branch opens a new one."""

from contextlib import suppress

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.console.console import Console
from services.console.guard import GUEST_COOKIE, MEMBER_COOKIE, MEMBER_PLACE, csrf_token, new_guest
from services.console.rendering import render
from services.console.sign_in.device import device_of
from services.console.sign_in.member import MemberDep, case_of, sessions_of, together
from services.console.sign_in.routes import keep_cookie
from services.console.sign_in.visitor import Submitted
from services.registry.member_links.contract import MemberSessionOpened, RedeemMemberLink
from shared.service_client import Outage, Refused

router = APIRouter()
NO_CODE = "请填写六位数字的验证码。"
NOT_OPENED = "没有打开：验证码不对，或者链接已经用过、已过期、已由党支部收回。"
OUT_OF_REACH = "暂时连不上服务，请过几分钟再试。链接没有用掉。"


@router.get("/m/{secret}")
def show_link(request: Request, secret: str) -> Response:
    """Nobody is asked about the secret before the code has come: the page is the same for every address."""
    return _page(request)


@router.post("/m/{secret}")
def redeem_link(request: Request, form: Submitted, secret: str) -> Response:
    code = "".join(str(form.get("code", "")).split())
    if not code:
        return _page(request, NO_CODE, status=422)
    console: Console = request.app.state.console
    try:
        body = RedeemMemberLink(secret=secret, code=code, device=device_of(request))
        opened = console.services.registry.redeem_member_link(body)
    except (Refused, ValueError):
        return _page(request, NOT_OPENED, status=401)
    except Outage:
        return _page(request, OUT_OF_REACH, status=503)
    return _let_in(request, console, opened)


def _let_in(request: Request, console: Console, opened: MemberSessionOpened) -> Response:
    """A link of the other branch for the same case joins the one that is open; one of another person ends it here."""
    kept: list[str] = []
    with suppress(Outage):  # this link is used up already: it opens in any case
        kept = [one for one in sessions_of(request) if case_of(console, one) == opened.case_id]
    response = RedirectResponse(MEMBER_PLACE, status_code=303)
    keep_cookie(response, console, MEMBER_COOKIE, together([opened.token, *kept]))
    return response


def _page(request: Request, problem: str = "", *, status: int = 200) -> Response:
    guest = request.cookies.get(GUEST_COOKIE) or new_guest()
    response = render(request, "member_link.html", status=status, problem=problem, csrf=csrf_token(guest))
    if GUEST_COOKIE not in request.cookies:
        keep_cookie(response, request.app.state.console, GUEST_COOKIE, guest)
    return response


@router.get("/me/sign-out")
def show_sign_out(request: Request, member: MemberDep) -> Response:
    return render(request, "member_sign_out.html")


@router.post("/me/sign-out")
def sign_out(request: Request) -> Response:
    console: Console = request.app.state.console
    for session in sessions_of(request):
        with suppress(Refused):  # it was over already
            console.services.registry.end_member_session(session)
        console.member_tokens.forget(session)
    response = RedirectResponse(f"{MEMBER_PLACE}?out=1", status_code=303)
    response.delete_cookie(MEMBER_COOKIE, path="/")
    return response
