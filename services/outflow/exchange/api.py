"""Routes of the exchange at home."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.outflow.exchange import contract as c
from services.outflow.exchange import queries
from services.outflow.exchange.operations import changes, feedback, reports, requests, summonses
from services.outflow.tables import CaseRow
from shared.help_requests.api import add_request_routes
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.own_case import Told
from shared.requests import Command, Commanding, Reading
from shared.service_app import refusals

exchange = APIRouter(prefix="/cases", tags=["exchange"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer_about(case.id, lambda: _view(command, case))


def _view(command: Command, case: CaseRow) -> c.HomeExchange:
    view = queries.exchange_view(command.act, case)
    assert view is not None
    return view


@exchange.post(
    "/{case_id}/feedback-acknowledgement", summary="阅知流入地反馈", response_model=c.HomeExchange, responses=WRITE
)
def acknowledge_feedback(command: Commanding, case_id: UUID, body: c.AcknowledgeFeedback) -> Response:
    return _answer(command, feedback.acknowledge_feedback(command.act, case_id, body))


@exchange.post(
    "/{case_id}/feedback-question", summary="就反馈询问流入地", response_model=c.HomeExchange, responses=WRITE
)
def question_feedback(command: Commanding, case_id: UUID, body: c.QuestionFeedback) -> Response:
    return _answer(command, feedback.question_feedback(command.act, case_id, body))


@exchange.post(
    "/{case_id}/home-notices", summary="向流入地通报情况（四项）", response_model=c.HomeExchange, responses=WRITE
)
def send_home_notice(command: Commanding, case_id: UUID, body: c.SendHomeNotice) -> Response:
    return _answer(command, feedback.send_home_notice(command.act, case_id, body))


@exchange.post(
    "/{case_id}/paper-feedback", summary="登记平台外流入地的书面反馈", response_model=c.HomeExchange, responses=WRITE
)
def record_paper_feedback(command: Commanding, case_id: UUID, body: c.RecordPaperFeedback) -> Response:
    return _answer(command, feedback.record_paper_feedback(command.act, case_id, body))


@exchange.post(
    "/{case_id}/changes",
    summary="登记党员报告的变动，并告知流入地",
    response_model=c.HomeExchange | Told,
    responses=WRITE,
)
def record_change(command: Commanding, case_id: UUID, body: c.RecordChange) -> Response:
    return _answer(command, changes.record_change(command.act, case_id, body))


@exchange.post(
    "/{case_id}/change-acknowledgement", summary="阅知流入地的变动通报", response_model=c.HomeExchange, responses=WRITE
)
def acknowledge_change(command: Commanding, case_id: UUID, body: c.AcknowledgeChange) -> Response:
    return _answer(command, changes.acknowledge_change(command.act, case_id, body))


@exchange.post(
    "/{case_id}/yearly-reports", summary="登记党员年度汇报", response_model=c.HomeExchange | Told, responses=WRITE
)
def record_yearly_report(command: Commanding, case_id: UUID, body: c.RecordYearlyReport) -> Response:
    return _answer(command, reports.record_yearly_report(command.act, case_id, body))


@exchange.post(
    "/{case_id}/summonses", summary="召回党员参加选举等重要活动", response_model=c.HomeExchange, responses=WRITE
)
def call_member(command: Commanding, case_id: UUID, body: c.CallMember) -> Response:
    return _answer(command, summonses.call_member(command.act, case_id, body))


@exchange.post(
    "/{case_id}/summons-reply",
    summary="登记党员对召回通知的答复",
    response_model=c.HomeExchange | Told,
    responses=WRITE,
)
def record_summons_reply(command: Commanding, case_id: UUID, body: c.RecordSummonsReply) -> Response:
    return _answer(command, summonses.record_summons_reply(command.act, case_id, body))


add_request_routes(exchange, requests, c.HomeExchange, _answer)

running = APIRouter(tags=["exchange"])


@running.get(
    "/running-exchanges",
    summary="应有流程在跑的信息交换（对账）",
    responses=READ | refusals(403),
    dependencies=[SystemOnly],
)
def list_running_home_exchanges(act: Reading, after: UUID | None = None) -> c.RunningHomeExchanges:
    return queries.list_running_home_exchanges(act, after)
