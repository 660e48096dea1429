"""异常处理: processes that are stuck, what failed and since when; a remedy is ordered with its reason."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.console.forms.fields import Field, Form, Kind, fields
from services.console.forms.setting import Setting
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.console.wording import word
from services.registry.incidents.contract import Incident, IncidentKind, OrderRemedy, RemedyKind
from shared.letters.contract import LETTER_LABELS
from shared.problem_details import Problem
from shared.service_client import Outage, Refused

router = APIRouter()
OVER = Problem(status=409, code="incident_over", detail="这条异常已经解决，不需要再处理；请回到异常处理页面看看。")
CONSEQUENCES = {
    RemedyKind.RETRY: "系统会立即再试这一步，不再等到下次。",
    RemedyKind.RESEND: "系统会立即再投递一次。对方收过的函不会重复生效。",
    RemedyKind.RECONCILE: "系统以数据库里的记录为准：缺的流程补上，出错的重新启动，多余的结束。已办的事不会重办。",
}


@router.get("/incidents")
def list_incidents(request: Request, visitor: VisitorDep, over: bool = False, after: str = "") -> Response:
    page = visitor.services.registry.list_incidents(over=over, after=after or None)
    return render(
        request,
        "incidents.html",
        page=page,
        over=over,
        what_words=what_words,
        engineers_page=lambda one: engineers_page(visitor.console.temporal_ui, one),
        may_open_case=visitor.is_organiser,
    )


def what_words(incident: Incident) -> str:
    """The letter, the step or the process, as people call it."""
    if incident.kind is IncidentKind.LETTER_UNDELIVERED:
        return LETTER_LABELS.get(incident.what.upper(), incident.what)
    step = incident.kind in (IncidentKind.ACTIVITY_FAILING, IncidentKind.MESSAGE_UNSENT)
    return word("process_steps" if step else "processes", incident.what)


def engineers_page(temporal_ui: str, incident: Incident) -> str:
    """Its page in Temporal's own interface; empty where there is none."""
    if not temporal_ui or not incident.workflow_id:
        return ""
    return f"{temporal_ui}/namespaces/default/workflows/{quote(incident.workflow_id, safe='')}"


def _form_for(visitor: Visitor, incident_id: UUID) -> Form:
    """Raises Refused: 404 for what is not the visitor's, 409 for what is over."""
    incident = visitor.services.registry.read_incident(incident_id)
    if incident.over_at is not None:
        raise Refused(OVER)
    return Form(
        title=f"{incident.remedy_label}：{incident.label}",
        submit=incident.remedy_label,
        contract=OrderRemedy,
        intro=CONSEQUENCES[incident.remedy],
        groups=fields(
            Field("reason", "理由", Kind.LONG_TEXT, hint="会留痕，并给同一页面的人看到；请勿写姓名、身份证号。"),
        ),
    )


@router.get("/incidents/{incident_id}/remedy")
def show_remedy(request: Request, visitor: VisitorDep, incident_id: UUID) -> Response:
    return empty_page(request, _form_for(visitor, incident_id), Setting(visitor))


@router.post("/incidents/{incident_id}/remedy")
def order_remedy(request: Request, visitor: VisitorDep, form: Submitted, incident_id: UUID) -> Response:
    shape = _form_for(visitor, incident_id)

    def send(body: Any, key: str) -> Any:
        return visitor.services.registry.order_remedy(incident_id, body, key)

    try:
        answer = handle(request, shape, Setting(visitor), form, send)
    except Outage as outage:
        return kept_page(request, shape, form, outage)
    return answer if isinstance(answer, Response) else RedirectResponse("/incidents", status_code=303)
