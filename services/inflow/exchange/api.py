"""Routes of the exchange at the host."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.inflow.exchange import contract as c
from services.inflow.exchange import queries
from services.inflow.exchange.operations import care, changes, feedback, requests
from services.inflow.tables import PlacementRow
from shared.help_requests.api import add_request_routes
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.requests import Command, Commanding, Reading
from shared.service_app import refusals

exchange = APIRouter(prefix="/placements", tags=["exchange"])


def _answer(command: Command, row: PlacementRow) -> Response:
    return command.answer_about(row.case_id, lambda: _view(command, row))


def _view(command: Command, row: PlacementRow) -> c.HostExchange:
    view = queries.exchange_view(command.act, row)
    assert view is not None
    return view


@exchange.post(
    "/{case_id}/feedback", summary="发出季度情况反馈（四项）", response_model=c.HostExchange, responses=WRITE
)
def send_feedback(command: Commanding, case_id: UUID, body: c.SendFeedback) -> Response:
    return _answer(command, feedback.send_feedback(command.act, case_id, body))


@exchange.post(
    "/{case_id}/feedback-answer", summary="答复流出地对反馈的询问", response_model=c.HostExchange, responses=WRITE
)
def answer_feedback(command: Commanding, case_id: UUID, body: c.AnswerFeedback) -> Response:
    return _answer(command, feedback.answer_feedback(command.act, case_id, body))


@exchange.post("/{case_id}/changes", summary="登记变动或重大情况", response_model=c.HostExchange, responses=WRITE)
def note_change(command: Commanding, case_id: UUID, body: c.NoteChange) -> Response:
    return _answer(command, changes.note_change(command.act, case_id, body))


@exchange.post(
    "/{case_id}/change-notice", summary="向上级和流出地通报变动", response_model=c.HostExchange, responses=WRITE
)
def tell_change(command: Commanding, case_id: UUID, body: c.TellChange) -> Response:
    return _answer(command, changes.tell_change(command.act, case_id, body))


@exchange.post(
    "/{case_id}/change-acknowledgement",
    summary="党委阅知所属支部报告的变动",
    response_model=c.HostExchange,
    responses=WRITE,
)
def acknowledge_change(command: Commanding, case_id: UUID, body: c.AcknowledgeChange) -> Response:
    return _answer(command, changes.acknowledge_change(command.act, case_id, body))


@exchange.post(
    "/{case_id}/care", summary="登记通知、回执、关心帮助、教育考察", response_model=c.HostExchange, responses=WRITE
)
def record_care(command: Commanding, case_id: UUID, body: c.RecordCare) -> Response:
    return _answer(command, care.record_care(command.act, case_id, body))


@exchange.post(
    "/{case_id}/summons-reply", summary="登记党员对召回通知的答复", response_model=c.HostExchange, responses=WRITE
)
def record_summons_reply(command: Commanding, case_id: UUID, body: c.RecordSummonsReply) -> Response:
    return _answer(command, care.record_summons_reply(command.act, case_id, body))


add_request_routes(exchange, requests, c.HostExchange, _answer)

running = APIRouter(tags=["exchange"])


@running.get(
    "/running-exchanges",
    summary="应有流程在跑的信息交换（对账）",
    responses=READ | refusals(403),
    dependencies=[SystemOnly],
)
def list_running_host_exchanges(act: Reading, after: UUID | None = None) -> c.RunningHostExchanges:
    return queries.list_running_host_exchanges(act, after)
