"""核验纸件: open to everybody. The seal comes from the QR's fragment by script, or is pasted in."""

from datetime import date

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.console.guard import GUEST_COOKIE, SESSION_COOKIE, csrf_token, new_guest
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted
from shared.papers.contract import LONGEST_TEXT, PaperStanding, PaperVerdict, VerifyPaper
from shared.papers.seal import NO_SEAL

router = APIRouter()
LONGEST_NAME = 60
NEEDS_BOTH = "比对持证人须同时填写姓名和出生日期（照身份证填写），这次没有比对。"


@router.get("/verify")
def show_verification(request: Request) -> Response:
    return _page(request, {"text": "", "name": "", "born_on": ""})


@router.post("/verify")
def verify_paper(request: Request, form: Submitted) -> Response:
    """Nothing that is typed here reaches an address or a log."""
    typed = {name: str(form.get(name, "")).strip() for name in ("text", "name", "born_on")}
    name, born_on = typed["name"][:LONGEST_NAME], _day(form)
    hint = NEEDS_BOTH if bool(name) != (born_on is not None) else ""
    return _page(request, typed, _verdict(request, typed["text"], name, born_on), hint)


def _verdict(request: Request, text: str, name: str, born_on: date | None) -> PaperVerdict:
    if not text or len(text) > LONGEST_TEXT:
        return PaperVerdict(standing=PaperStanding.NOT_GENUINE, text=NO_SEAL)
    registry = request.app.state.console.services.registry
    verdict: PaperVerdict = registry.verify_paper(VerifyPaper(text=text, name=name, born_on=born_on))
    return verdict


def _day(form: FormData) -> date | None:
    try:
        return date.fromisoformat(str(form.get("born_on", "")))
    except ValueError:
        return None


def _page(request: Request, typed: dict[str, str], verdict: PaperVerdict | None = None, hint: str = "") -> Response:
    """Whoever scans a paper has no session: the form is bound to a guest's cookie."""
    guest = request.cookies.get(SESSION_COOKIE) or request.cookies.get(GUEST_COOKIE) or new_guest()
    response = render(
        request, "verify.html", typed=typed, verdict=verdict, hint=hint, csrf=csrf_token(guest), longest=LONGEST_TEXT
    )
    if guest not in request.cookies.values():
        secure = request.app.state.console.secure_cookies
        response.set_cookie(GUEST_COOKIE, guest, httponly=True, samesite="lax", secure=secure, path="/")
    return response
