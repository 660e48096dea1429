"""The routes of the survey, alike on both sides."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading, Writing, system_only
from shared.survey import contract as c
from shared.survey import queries
from shared.survey.book import SurveyBook
from shared.survey.operations import campaigns, checking, returns

SYSTEM = [Depends(system_only)]


def survey_router(book: SurveyBook) -> APIRouter:
    """Routes of one side over its own tables."""
    router = APIRouter(tags=["surveys"])
    _of_people(router, book)
    _of_campaigns(router, book)
    _of_lists(router, book)
    return router


def _of_people(router: APIRouter, book: SurveyBook) -> None:
    summary = c.SurveyReturnSummary

    @router.get("/surveys/{campaign_id}/returns", summary="排查进度：各党支部、各党委", responses=READ)
    def list_survey_returns(act: Reading, campaign_id: UUID) -> c.SurveyReturnPage:
        return queries.list_survey_returns(act, book, campaign_id)

    @router.get("/surveys/{campaign_id}/returns/{organisation}", summary="一个党支部的排查：逐人", responses=READ)
    def read_survey_return(act: Reading, campaign_id: UUID, organisation: str) -> c.SurveyReturn:
        return queries.read_survey_return(act, book, campaign_id, organisation)

    address = "/surveys/{campaign_id}/returns/{branch}"

    @router.post(address, summary="党支部报回排查（D-30）", response_model=summary, responses=WRITE)
    def return_survey(command: Commanding, campaign_id: UUID, branch: str, body: c.ReturnSurvey) -> Response:
        row = returns.return_survey(command.act, book, campaign_id, branch, body)
        return command.answer(queries.summary_of(command.act, book, row))

    @router.post(f"{address}/sending-back", summary="退回党支部重新排查", response_model=summary, responses=WRITE)
    def send_back_return(command: Commanding, campaign_id: UUID, branch: str, body: c.SendBackReturn) -> Response:
        row = checking.send_back_return(command.act, book, campaign_id, branch, body)
        return command.answer(queries.summary_of(command.act, book, row))

    address = "/surveys/{campaign_id}/checks/{committee}"

    @router.post(address, summary="党委审核排查结果（W-08）", response_model=summary, responses=WRITE)
    def check_survey(command: Commanding, campaign_id: UUID, committee: str, body: c.CheckSurvey) -> Response:
        row = checking.check_survey(command.act, book, campaign_id, committee, body)
        return command.answer(queries.summary_of(command.act, book, row))


def _of_campaigns(router: APIRouter, book: SurveyBook) -> None:
    @router.post("/surveys", summary="排查到支部（工作流）", responses=WRITE, dependencies=SYSTEM)
    def begin_survey(act: Writing, body: c.BeginSurvey) -> c.SurveyBegun:
        return campaigns.begin_survey(act, book, body)

    @router.post("/surveys/{campaign_id}/end", summary="排查办结（工作流）", responses=WRITE, dependencies=SYSTEM)
    def end_survey(act: Writing, campaign_id: UUID, body: c.CampaignRef) -> c.CampaignRef:
        return campaigns.end_survey(act, book, campaign_id)

    @router.get("/running-survey-returns", summary="应有工作流的排查（对账）", responses=READ, dependencies=SYSTEM)
    def list_running_survey_returns(act: Reading, after: UUID | None = None) -> c.RunningReturns:
        return queries.list_running_survey_returns(act, book, after)


def _of_lists(router: APIRouter, book: SurveyBook) -> None:
    @router.get("/survey-tallies/{return_id}", summary="一个党委的汇总（工作流）", responses=READ, dependencies=SYSTEM)
    def read_survey_tally(act: Reading, return_id: UUID) -> c.SurveyTally:
        return queries.read_survey_tally(act, book, return_id)

    @router.post("/survey-rows", summary="核对用名单，一页（工作流）", responses=WRITE, dependencies=SYSTEM)
    def list_survey_rows(act: Reading, body: c.ListSurveyRows) -> c.SurveyRows:
        """By POST: the key of the index must not stand in an address."""
        return queries.list_survey_rows(act, book, body)

    @router.post("/survey-distribution", summary="分布（工作流）", responses=WRITE, dependencies=SYSTEM)
    def read_survey_distribution(act: Reading, body: c.ReadDistribution) -> c.SurveyDistribution:
        return queries.read_survey_distribution(act, book, body)
