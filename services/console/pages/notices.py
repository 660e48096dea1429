"""我的消息: what one has been told, and where else one wants to be told."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.console.forms.fields import Field, Form, Kind, fields, fixed
from services.console.forms.setting import Setting
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.pages.undoing import done_at, undo_of
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, VisitorDep
from services.registry.notices.contract import AddChannel, Channel, ChannelKind
from shared.identifiers import new_id
from shared.service_client import Outage

router = APIRouter()
DONE = {"added": "已登记，以后的提醒也发到这里。", "removed": "已删除，不再发到那里。"}
FORM = Form(
    title="登记提醒方式",
    submit="登记",
    contract=AddChannel,
    intro="提醒里只有事项名称、个案编号和件数，没有姓名。每天早上先发一条汇总，同一事项最多再提醒两次；晚上不打扰。",
    groups=fields(
        Field("kind", "方式", Kind.ONE_OF, options=fixed(*((one.value, one.label, one.hint) for one in ChannelKind))),
        Field("address", "地址", hint="按所选方式填写", wrong="地址只能有字母、数字和 @ . _ + / = -，请核对"),
    ),
)


@router.get("/notices")
def list_notices(request: Request, visitor: VisitorDep, after: str = "", done: str = "", undo: str = "") -> Response:
    registry = visitor.services.registry
    return render(
        request,
        "notices.html",
        page=registry.list_notices(after or None),
        channels=registry.list_channels().items,
        done=DONE.get(done, ""),
        undo=undo_of(done, undo),
    )


@router.post("/notices/read")
def read_notices(visitor: VisitorDep) -> Response:
    visitor.services.registry.read_notices(new_id().hex)
    return RedirectResponse("/notices", status_code=303)


@router.get("/notices/channels/new")
def show_channel_form(request: Request, visitor: VisitorDep) -> Response:
    return empty_page(request, FORM, Setting(visitor))


@router.post("/notices/channels/new")
def add_channel(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    def send(body: Any, key: str) -> Channel:
        return visitor.services.registry.add_channel(body, key)

    try:
        answer = handle(request, FORM, Setting(visitor), form, send)
    except Outage as outage:
        return kept_page(request, FORM, form, outage)
    return answer if isinstance(answer, Response) else done_at("/notices", "added", str(answer.channel_id))


@router.post("/notices/channels/{channel_id}/removal")
def remove_channel(visitor: VisitorDep, channel_id: UUID) -> Response:
    visitor.services.registry.remove_channel(channel_id, new_id().hex)
    return done_at("/notices", "removed")
