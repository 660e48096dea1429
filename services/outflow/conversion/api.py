"""Routes of W-06 on the home side."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.outflow.conversion import contract as c
from services.outflow.conversion import queries
from services.outflow.conversion.operations import decision, meeting, opening, opinion, procedure
from services.outflow.conversion.tables import ConversionRow
from services.outflow.tables import CaseRow
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.requests import Command, Commanding, Reading
from shared.service_app import refusals

conversions = APIRouter(prefix="/cases/{case_id}/conversion", tags=["conversion"])
running = APIRouter(tags=["conversion"])
V = c.ConversionView


def _answer(command: Command, row: ConversionRow) -> Response:
    """As it stands after the act; there is always one."""
    view = queries.conversion_view(command.act, command.act.session.get_one(CaseRow, row.case_id))
    assert view is not None
    return command.answer(view)


@conversions.post("/admission", summary="补录接收为预备党员的日期", response_model=V, responses=WRITE)
def record_admission(command: Commanding, case_id: UUID, body: c.RecordAdmission) -> Response:
    return _answer(command, opening.record_admission(command.act, case_id, body))


@conversions.post("/opinion-request", summary="征求流入地书面意见（D-41）", response_model=V, responses=WRITE)
def request_opinion(command: Commanding, case_id: UUID, body: c.RequestOpinion) -> Response:
    return _answer(command, opinion.request_opinion(command.act, case_id, body))


@conversions.post("/application", summary="登记本人书面转正申请", response_model=V, responses=WRITE)
def record_application(command: Commanding, case_id: UUID, body: c.RecordApplication) -> Response:
    return _answer(command, procedure.record_application(command.act, case_id, body))


@conversions.post("/paper-opinion", summary="登记平台外流入地的书面意见", response_model=V, responses=WRITE)
def record_paper_opinion(command: Commanding, case_id: UUID, body: c.RecordPaperOpinion) -> Response:
    return _answer(command, opinion.record_paper_opinion(command.act, case_id, body))


@conversions.post("/opinion-waiver", summary="党委决定不再等待流入地意见", response_model=V, responses=WRITE)
def waive_opinion(command: Commanding, case_id: UUID, body: c.WaiveOpinion) -> Response:
    return _answer(command, opinion.waive_opinion(command.act, case_id, body))


@conversions.post("/consultation", summary="登记党小组、党员和群众意见", response_model=V, responses=WRITE)
def consult_on_conversion(command: Commanding, case_id: UUID, body: c.ConsultOnConversion) -> Response:
    return _answer(command, procedure.consult_on_conversion(command.act, case_id, body))


@conversions.post("/review", summary="支委会审查", response_model=V, responses=WRITE)
def review_conversion(command: Commanding, case_id: UUID, body: c.ReviewConversion) -> Response:
    return _answer(command, procedure.review_conversion(command.act, case_id, body))


@conversions.post("/public-notice", summary="开始公示", response_model=V, responses=WRITE)
def publish_conversion_notice(command: Commanding, case_id: UUID, body: c.PublishConversionNotice) -> Response:
    return _answer(command, procedure.publish_conversion_notice(command.act, case_id, body))


@conversions.post("/objections", summary="登记公示期间的异议", response_model=V, responses=WRITE)
def record_notice_objection(command: Commanding, case_id: UUID, body: c.RecordNoticeObjection) -> Response:
    return _answer(command, procedure.record_notice_objection(command.act, case_id, body))


@conversions.post("/objection-answers", summary="核实答复异议", response_model=V, responses=WRITE)
def resolve_notice_objection(command: Commanding, case_id: UUID, body: c.ResolveNoticeObjection) -> Response:
    return _answer(command, procedure.resolve_notice_objection(command.act, case_id, body))


@conversions.post("/public-notice-end", summary="结束公示", response_model=V, responses=WRITE)
def close_conversion_notice(command: Commanding, case_id: UUID, body: c.CloseConversionNotice) -> Response:
    return _answer(command, procedure.close_conversion_notice(command.act, case_id, body))


@conversions.post("/adjournment", summary="支部大会延期（本人不能返回）", response_model=V, responses=WRITE)
def adjourn_conversion_meeting(command: Commanding, case_id: UUID, body: c.AdjournConversionMeeting) -> Response:
    return _answer(command, meeting.adjourn_conversion_meeting(command.act, case_id, body))


@conversions.post("/meeting", summary="登记支部大会表决", response_model=V, responses=WRITE)
def hold_conversion_meeting(command: Commanding, case_id: UUID, body: c.HoldConversionMeeting) -> Response:
    return _answer(command, meeting.hold_conversion_meeting(command.act, case_id, body))


@conversions.post("/report", summary="上报支部大会决议", response_model=V, responses=WRITE)
def report_resolution(command: Commanding, case_id: UUID, body: c.ReportResolution) -> Response:
    return _answer(command, meeting.report_resolution(command.act, case_id, body))


@conversions.post("/decision", summary="基层党委审批", response_model=V, responses=WRITE)
def decide_conversion(command: Commanding, case_id: UUID, body: c.DecideConversion) -> Response:
    return _answer(command, decision.decide_conversion(command.act, case_id, body))


@conversions.post("/announcement", summary="谈话、宣布、归档，告知流入地", response_model=V, responses=WRITE)
def announce_conversion(command: Commanding, case_id: UUID, body: c.AnnounceConversion) -> Response:
    return _answer(command, decision.announce_conversion(command.act, case_id, body))


@conversions.post("/overdue", summary="导入时已超期的转正（写明原因）", response_model=V, responses=WRITE)
def open_overdue_conversion(command: Commanding, case_id: UUID, body: c.OpenOverdueConversion) -> Response:
    return _answer(command, opening.open_overdue_conversion(command.act, case_id, body))


@running.get(
    "/running-conversions",
    summary="应有工作流的转正（对账）",
    responses=READ | refusals(403),
    dependencies=[SystemOnly],
)
def list_running_conversions(act: Reading, after: UUID | None = None) -> c.RunningConversions:
    return queries.list_running_conversions(act, after)
