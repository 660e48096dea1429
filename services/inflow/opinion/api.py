"""Routes of the host's opinion."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.inflow.opinion import contract as c
from services.inflow.opinion import queries
from services.inflow.opinion.operations import filing
from services.inflow.tables import PlacementRow
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.requests import Command, Commanding, Reading
from shared.service_app import refusals

opinions = APIRouter(prefix="/placements/{case_id}/opinion", tags=["opinion"])
running = APIRouter(tags=["opinion"])
V = c.OpinionWatchView


def _answer(command: Command, placement: PlacementRow) -> Response:
    view = queries.opinion_view(command.act, placement)
    assert view is not None
    return command.answer(view)


@opinions.post("/observations", summary="登记预备党员教育考察情况（D-56）", response_model=V, responses=WRITE)
def record_observation(command: Commanding, case_id: UUID, body: c.RecordObservation) -> Response:
    return _answer(command, filing.record_observation(command.act, case_id, body))


@opinions.post("/draft", summary="存书面意见草稿（期满之前）", response_model=V, responses=WRITE)
def draft_opinion(command: Commanding, case_id: UUID, body: c.DraftOpinion) -> Response:
    return _answer(command, filing.draft_opinion(command.act, case_id, body))


@opinions.post("", summary="出具并发出书面意见（D-58），发出后不能更改", response_model=V, responses=WRITE)
def file_opinion(command: Commanding, case_id: UUID, body: c.FileOpinion) -> Response:
    return _answer(command, filing.file_opinion(command.act, case_id, body))


@running.get(
    "/running-opinions",
    summary="应有工作流的书面意见（对账）",
    responses=READ | refusals(403),
    dependencies=[SystemOnly],
)
def list_running_opinions(act: Reading, after: str | None = None) -> c.RunningOpinions:
    return queries.list_running_opinions(act, after)
