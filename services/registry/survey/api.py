"""Routes of the survey at the department: parse, one operation, answer."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.registry.survey import contract as c
from services.registry.survey.operations import campaigns, differences, exchanges, views
from services.registry.survey.queries import campaigns as campaign_queries
from services.registry.survey.queries import differences as difference_queries
from services.registry.survey.queries import exchanges as exchange_queries
from services.registry.survey.queries import report, running
from services.registry.survey.tables import CampaignRow, DifferenceRow
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, Writing, system_only
from shared.survey.contract import SurveyTally
from shared.workbooks.writing import XLSX

SYSTEM = [Depends(system_only)]
XLSX_ANSWER = {200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}

router = APIRouter(tags=["surveys"])


def _answer(command: Command, row: CampaignRow) -> Response:
    return command.answer(campaign_queries.survey_view(command.act, row))


def _handled(command: Command, row: DifferenceRow) -> Response:
    return command.answer(difference_queries.read_difference(command.act, row))


@router.get("/surveys", summary="年度排查：本部门、下级，及上级部署的", responses=READ)
def list_surveys(act: Reading, wanted: Annotated[c.SurveyFilter, Query()]) -> c.SurveyPage:
    return campaign_queries.list_surveys(act, wanted)


@router.post("/surveys", summary="建立年度排查（D-59）", response_model=c.Survey, responses=WRITE)
def plan_survey(command: Commanding, body: c.PlanSurvey) -> Response:
    return _answer(command, campaigns.plan_survey(command.act, body))


@router.get("/surveys/{campaign_id}", summary="一次年度排查及其进度", responses=READ)
def read_survey(act: Reading, campaign_id: UUID) -> c.Survey:
    return campaign_queries.read_survey(act, campaign_id)


@router.post("/surveys/{campaign_id}/opening", summary="部署排查（W-08）", response_model=c.Survey, responses=WRITE)
def open_survey(command: Commanding, campaign_id: UUID, body: c.OpenSurvey) -> Response:
    return _answer(command, campaigns.open_survey(command.act, campaign_id, body))


@router.post("/surveys/{campaign_id}/reconciling", summary="核对两地名单", response_model=c.Survey, responses=WRITE)
def start_reconciling(command: Commanding, campaign_id: UUID, body: c.StartReconciling) -> Response:
    return _answer(command, campaigns.start_reconciling(command.act, campaign_id, body))


@router.post("/surveys/{campaign_id}/analysis", summary="分析（D-59）", response_model=c.Survey, responses=WRITE)
def analyse_survey(command: Commanding, campaign_id: UUID, body: c.AnalyseSurvey) -> Response:
    return _answer(command, campaigns.analyse_survey(command.act, campaign_id, body))


@router.post("/surveys/{campaign_id}/report", summary="报告与措施（D-59）", response_model=c.Survey, responses=WRITE)
def report_survey(command: Commanding, campaign_id: UUID, body: c.ReportSurvey) -> Response:
    return _answer(command, campaigns.report_survey(command.act, campaign_id, body))


@router.post("/surveys/{campaign_id}/closing", summary="办结排查", response_model=c.Survey, responses=WRITE)
def close_survey(command: Commanding, campaign_id: UUID, body: c.CloseSurvey) -> Response:
    return _answer(command, campaigns.close_survey(command.act, campaign_id))


@router.get("/surveys/{campaign_id}/report", summary="排查报告：数字与分布", responses=READ)
def read_survey_report(act: Reading, campaign_id: UUID) -> c.SurveyReport:
    return campaign_queries.read_survey_report(act, campaign_id)


@router.get(
    "/surveys/{campaign_id}/workbook",
    summary="排查报告工作簿（留痕）",
    response_class=Response,
    responses={**READ, **XLSX_ANSWER},  # type: ignore[dict-item]  # two tables of the same shape
)
def export_survey(act: Writing, campaign_id: UUID) -> Response:
    return Response(report.export_survey(act, campaign_id), media_type=XLSX)


@router.get("/survey-differences", summary="排查差异", responses=READ)
def list_differences(act: Reading, wanted: Annotated[difference_queries.DifferenceFilter, Query()]) -> c.DifferencePage:
    return difference_queries.list_differences(act, wanted)


DIFFERENCE = "/survey-differences/{difference_id}/{side}"


@router.post(f"{DIFFERENCE}/resolution", summary="差异已处理", response_model=c.Difference, responses=WRITE)
def resolve_difference(command: Commanding, difference_id: UUID, side: int, body: c.ResolveDifference) -> Response:
    return _handled(command, differences.resolve_difference(command.act, difference_id, side, body))


@router.post(f"{DIFFERENCE}/carrying", summary="差异转为在办事项", response_model=c.Difference, responses=WRITE)
def carry_difference(command: Commanding, difference_id: UUID, side: int, body: c.CarryDifference) -> Response:
    return _handled(command, differences.carry_difference(command.act, difference_id, side, body))


@router.get("/views", summary="两地组织部门交流（D-60）", responses=READ)
def list_views(act: Reading) -> c.ViewsPage:
    return difference_queries.list_views(act)


@router.post("/views", summary="登记一次交流（D-60）", response_model=c.Views, responses=WRITE)
def record_views(command: Commanding, body: c.RecordViews) -> Response:
    return command.answer(difference_queries.views_view(command.act, views.record_views(command.act, body)))


@router.post("/surveys/{campaign_id}/spread", summary="已排查到支部（工作流）", responses=WRITE, dependencies=SYSTEM)
def record_survey_spread(act: Writing, campaign_id: UUID, body: c.RecordSpread) -> c.CampaignRef:
    return campaigns.record_survey_spread(act, campaign_id, body)


@router.post("/surveys/{campaign_id}/tallies", summary="党委汇总（工作流）", responses=WRITE, dependencies=SYSTEM)
def record_survey_tally(act: Writing, campaign_id: UUID, body: SurveyTally) -> c.CampaignRef:
    return campaigns.record_survey_tally(act, campaign_id, body)


@router.post("/surveys/{campaign_id}/distribution", summary="分布（工作流）", responses=WRITE, dependencies=SYSTEM)
def record_survey_distribution(act: Writing, campaign_id: UUID, body: c.RecordDistribution) -> c.CampaignRef:
    return campaigns.record_survey_distribution(act, campaign_id, body)


@router.post("/surveys/{campaign_id}/end", summary="两侧已办结（工作流）", responses=WRITE, dependencies=SYSTEM)
def record_survey_end(act: Writing, campaign_id: UUID, body: c.CampaignRef) -> c.CampaignRef:
    return campaigns.record_survey_end(act, campaign_id)


EXCHANGE = "/survey-exchanges/{exchange_id}/{side}"


@router.get(f"{EXCHANGE}/key", summary="汇集名单所需（工作流）", responses=READ, dependencies=SYSTEM)
def read_survey_key(act: Reading, exchange_id: UUID, side: int) -> c.ExchangeKey:
    return exchange_queries.read_survey_key(act, exchange_id, side)


@router.post(f"{EXCHANGE}/rows", summary="本地名单一页（工作流）", responses=WRITE, dependencies=SYSTEM)
def add_survey_rows(act: Writing, exchange_id: UUID, side: int, body: c.AddRows) -> c.ExchangeRef:
    return exchanges.add_survey_rows(act, exchange_id, side, body)


@router.post(f"{EXCHANGE}/lists", summary="本地名单齐了（工作流）", responses=WRITE, dependencies=SYSTEM)
def finish_survey_lists(act: Writing, exchange_id: UUID, side: int, body: c.ExchangeRef) -> c.ExchangeRef:
    return exchanges.finish_survey_lists(act, exchange_id, side)


@router.get("/running-surveys", summary="应有工作流的排查（对账）", responses=READ, dependencies=SYSTEM)
def list_running_surveys(act: Reading, after: str | None = None) -> c.RunningSurveys:
    return running.list_running_surveys(act, after)


@router.get("/running-survey-exchanges", summary="应有工作流的核对（对账）", responses=READ, dependencies=SYSTEM)
def list_running_survey_exchanges(act: Reading, after: str | None = None) -> c.RunningSurveyExchanges:
    return running.list_running_survey_exchanges(act, after)


@router.get("/running-survey-differences", summary="应有工作流的差异（对账）", responses=READ, dependencies=SYSTEM)
def list_running_survey_differences(act: Reading, after: str | None = None) -> c.RunningSurveyDifferences:
    return running.list_running_survey_differences(act, after)
