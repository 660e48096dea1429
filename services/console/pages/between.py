"""组织间事项: the hub, the lists, the pages and the forms of the processes between organisations; the open offices."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from services.console.between import agreements, findings, mobile_orgs, org_changes, records
from services.console.between.process import Beginning, Process, SubjectAct
from services.console.forms.setting import Setting
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.pages.todo import due_words
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.console.wording import act_words
from shared.service_client import Outage

router = APIRouter()
PROCESSES = {
    one.place: one
    for one in (agreements.PROCESS, mobile_orgs.PROCESS, org_changes.PROCESS, records.PROCESS, findings.PROCESS)
}


def _process(place: str) -> Process:
    if place not in PROCESSES:
        raise HTTPException(404)
    return PROCESSES[place]


@router.get("/offices")
def show_offices(request: Request, region: str = "") -> Response:
    """D-50: open to everybody, signed in or not."""
    wanted = region if len(region) == 6 and region.isdecimal() else None
    offices = request.app.state.console.services.registry.list_offices(wanted)
    return render(request, "offices.html", offices=offices.items, region=wanted or "")


@router.get("/between")
def show_hub(request: Request, visitor: VisitorDep) -> Response:
    return render(request, "between_hub.html", processes=list(PROCESSES.values()))


@router.get("/between/{place}")
def list_subjects(request: Request, visitor: VisitorDep, place: str) -> Response:
    process = _process(place)
    begins = [(number, one) for number, one in enumerate(process.begins) if one.offered(visitor)]
    return render(request, "between_list.html", process=process, rows=process.rows(visitor), begins=begins)


def _beginning(place: str, number: int) -> Beginning:
    begins = _process(place).begins
    if not 0 <= number < len(begins):
        raise HTTPException(404)
    return begins[number]


@router.get("/between/{place}/new/{number}")
def show_beginning(request: Request, visitor: VisitorDep, place: str, number: int) -> Response:
    return empty_page(request, _beginning(place, number).form(visitor), Setting(visitor))


@router.post("/between/{place}/new/{number}")
def begin_subject(request: Request, visitor: VisitorDep, form: Submitted, place: str, number: int) -> Response:
    beginning = _beginning(place, number)
    shape = beginning.form(visitor)

    def send(body: Any, key: str) -> Any:
        return beginning.send(visitor.services, body, key)

    try:
        answer = handle(request, shape, Setting(visitor), form, send)
    except Outage as outage:
        return kept_page(request, shape, form, outage)
    if isinstance(answer, Response):
        return answer
    subject = beginning.subject(answer)
    return RedirectResponse(f"/between/{place}" + (f"/{subject}" if subject else ""), status_code=303)


@router.get("/between/{place}/{subject}")
def show_subject(request: Request, visitor: VisitorDep, place: str, subject: UUID) -> Response:
    process = _process(place)
    file = process.read(visitor, subject)
    return render(
        request,
        "between_subject.html",
        process=process,
        subject=subject,
        shown=process.show(file, visitor),
        acts=[act for act in process.acts if act.offered(file, visitor)],
        act_words=act_words,
        due_words=due_words,
        organisations=visitor.organisations,
    )


def _act(place: str, verb: str) -> SubjectAct:
    act = next((one for one in _process(place).acts if one.verb == verb), None)
    if act is None:
        raise HTTPException(404)
    return act


def _form_of(visitor: Visitor, place: str, subject: UUID, act: SubjectAct) -> Any:
    """Raises Refused 404 for what is not the visitor's."""
    return act.form(_process(place).read(visitor, subject), visitor)


@router.get("/between/{place}/{subject}/{verb}")
def show_subject_act(request: Request, visitor: VisitorDep, place: str, subject: UUID, verb: str) -> Response:
    return empty_page(request, _form_of(visitor, place, subject, _act(place, verb)), Setting(visitor))


@router.post("/between/{place}/{subject}/{verb}")
def take_subject_act(
    request: Request, visitor: VisitorDep, form: Submitted, place: str, subject: UUID, verb: str
) -> Response:
    act = _act(place, verb)
    shape = _form_of(visitor, place, subject, act)

    def send(body: Any, key: str) -> Any:
        return act.send(visitor.services, subject, body, key)

    try:
        answer = handle(request, shape, Setting(visitor), form, send)
    except Outage as outage:
        return kept_page(request, shape, form, outage)
    if isinstance(answer, Response):
        return answer
    return RedirectResponse(f"/between/{place}/{subject}", status_code=303)
