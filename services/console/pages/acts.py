"""The form of an act on a case."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from services.console.acts.act import Act
from services.console.acts.book import act_at
from services.console.forms.setting import Setting
from services.console.pages.case_reading import UNKNOWN, read_both_sides
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from shared.service_client import Outage, Refused

router = APIRouter()


def _act(side: str, verb: str) -> Act:
    act = act_at(side, verb)
    if act is None:
        raise HTTPException(404)
    return act


def _setting(visitor: Visitor, act: Act, case_id: UUID) -> Setting:
    """Raises Refused 404 when the side of this act is not to be seen."""
    setting = read_both_sides(visitor, case_id).setting
    subject = {"home": setting.case, "host": setting.placement, "registry": setting.certificate}[act.side]
    if subject is None:
        raise Refused(UNKNOWN)
    return setting


@router.get("/cases/{case_id}/{side}/{verb}")
def show_act(request: Request, visitor: VisitorDep, case_id: UUID, side: str, verb: str) -> Response:
    act = _act(side, verb)
    return empty_page(request, act.form, _setting(visitor, act, case_id))


@router.post("/cases/{case_id}/{side}/{verb}")
def take_act(request: Request, visitor: VisitorDep, form: Submitted, case_id: UUID, side: str, verb: str) -> Response:
    act = _act(side, verb)
    try:
        return _take(request, visitor, act, case_id, form)
    except Outage as outage:
        return kept_page(request, act.form, form, outage)


def _take(request: Request, visitor: Visitor, act: Act, case_id: UUID, form: FormData) -> Response:
    setting = _setting(visitor, act, case_id)
    subject = setting.certificate.certificate_id if act.side == "registry" and setting.certificate else case_id

    def send(body: Any, key: str) -> Any:
        return act.send(visitor.services, setting, subject, body, key)

    answer = handle(request, act.form, setting, form, send)
    if isinstance(answer, Response):
        return answer
    if act.shows_answer:
        return render(request, "revealed.html", setting=setting, case_id=case_id, value=answer, form=form)
    return RedirectResponse(f"/cases/{case_id}?done={act.verb}", status_code=303)
