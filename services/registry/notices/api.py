"""Routes of notices: everybody's own inbox and channels; the worker tells and sends."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry.contract import Nothing
from services.registry.notices import contract as c
from services.registry.notices import operations, queries
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.requests import Commanding, Reading, Writing

router = APIRouter(tags=["notices"])


@router.get("/notices", summary="我的消息", responses=READ)
def list_notices(act: Reading, after: str | None = None) -> c.NoticePage:
    return queries.list_notices(act, after)


@router.post("/notices/read", summary="全部标为已读", response_model=c.NoticesRead, responses=WRITE)
def read_notices(command: Commanding, _: Nothing) -> Response:
    return command.answer(operations.read_notices(command.act))


@router.get("/notice-channels", summary="我的提醒方式", responses=READ)
def list_channels(act: Reading) -> c.Channels:
    return queries.list_channels(act)


@router.post("/notice-channels", summary="登记提醒方式", response_model=c.Channel, responses=WRITE)
def add_channel(command: Commanding, body: c.AddChannel) -> Response:
    return command.answer(operations.add_channel(command.act, body))


@router.post("/notice-channels/{channel_id}/removal", summary="删除提醒方式", response_model=c.Channel, responses=WRITE)
def remove_channel(command: Commanding, channel_id: UUID, _: Nothing) -> Response:
    return command.answer(operations.remove_channel(command.act, channel_id))


@router.post("/notices/day", summary="每日汇总（工作进程）", responses=WRITE, dependencies=[SystemOnly])
def tell_of_day(act: Writing, body: c.TellOfDay) -> c.Told:
    return operations.tell_of_day(act, body)


@router.post("/notices/rungs", summary="催办和上送的消息（工作进程）", responses=WRITE, dependencies=[SystemOnly])
def tell_of_rungs(act: Writing, body: c.TellOfRungs) -> c.Told:
    return operations.tell_of_rungs(act, body)


@router.get("/notice-sendings", summary="待发送的消息（工作进程）", responses=READ, dependencies=[SystemOnly])
def list_sendings(act: Reading) -> c.Sendings:
    return queries.list_sendings(act)


@router.post(
    "/notices/{notice_id}/sending", summary="登记发送结果（工作进程）", responses=WRITE, dependencies=[SystemOnly]
)
def record_sending(act: Writing, notice_id: UUID, body: c.RecordSending) -> c.RecordSending:
    return operations.record_sending(act, notice_id, body)
