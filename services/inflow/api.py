"""Routes of the host side. Each one is a verb of client.py and operations of the same name."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.inflow import contract as c
from services.inflow import queries
from services.inflow.lists import PlacementFilter, PlacementSearch
from services.inflow.operations import acceptance, disputes, looks, tasks
from services.inflow.views import placement_view
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.requests import Commanding, KernelDep, Reading, Writing
from shared.service_app import refusals
from shared.tasks.contract import OpenedTask, OpenTask

READ_SYSTEM = READ | refusals(403)

placements_router = APIRouter(prefix="/placements", tags=["placements"])


@placements_router.get("", summary="流入党员列表", responses=READ)
def list_placements(act: Reading, kernel: KernelDep, wanted: Annotated[PlacementFilter, Query()]) -> c.PlacementPage:
    return queries.list_placements(act, kernel.counts, wanted)


@placements_router.post("/search", summary="找流入党员：姓名、拼音、证号后四位、电话、编号（不进地址）", responses=READ)
def search_placements(act: Reading, kernel: KernelDep, body: PlacementSearch) -> c.PlacementPage:
    return queries.search_placements(act, kernel.counts, body)


@placements_router.get("/{case_id}", summary="一名流入党员：现状、经过、任务、函件", responses=READ)
def read_placement(act: Reading, case_id: UUID) -> c.PlacementFile:
    return queries.read_placement(act, case_id)


@placements_router.post(
    "/{case_id}/arrival", summary="登记党员报到，并告知流出地", response_model=c.Placement, responses=WRITE
)
def report_arrival(command: Commanding, case_id: UUID, body: c.ReportArrival) -> Response:
    return command.answer(placement_view(command.act, acceptance.report_arrival(command.act, case_id, body)))


@placements_router.post(
    "/{case_id}/verification",
    summary="查验活动证：通过，或去函询问流出地（时限暂停）",
    response_model=c.Placement,
    responses=WRITE,
)
def verify_certificate(command: Commanding, case_id: UUID, body: c.VerifyCertificate) -> Response:
    return command.answer(placement_view(command.act, acceptance.verify_certificate(command.act, case_id, body)))


@placements_router.post(
    "/{case_id}/branch", summary="编入党支部；入册前可改编", response_model=c.Placement, responses=WRITE
)
def place_member(command: Commanding, case_id: UUID, body: c.PlaceMember) -> Response:
    return command.answer(placement_view(command.act, acceptance.place_member(command.act, case_id, body)))


@placements_router.post(
    "/{case_id}/enrolment",
    summary="编入党小组并登记入册，回执告知流出地",
    response_model=c.Placement,
    responses=WRITE,
)
def enrol_member(command: Commanding, case_id: UUID, body: c.EnrolMember) -> Response:
    return command.answer(placement_view(command.act, acceptance.enrol_member(command.act, case_id, body)))


@placements_router.post(
    "/{case_id}/refusal",
    summary="拒收（G1—G4）、转介（G5）；其他理由即时转组织部门审查",
    response_model=c.Placement,
    responses=WRITE,
)
def refuse_member(command: Commanding, case_id: UUID, body: c.RefuseMember) -> Response:
    return command.answer(placement_view(command.act, disputes.refuse_member(command.act, case_id, body)))


@placements_router.post(
    "/{case_id}/dispute-decision",
    summary="组织部门决定拒收争议：维持、责令接收、转由他处接收",
    response_model=c.Placement,
    responses=WRITE,
)
def decide_dispute(command: Commanding, case_id: UUID, body: c.DecideDispute) -> Response:
    return command.answer(placement_view(command.act, disputes.decide_dispute(command.act, case_id, body)))


@placements_router.post(
    "/{case_id}/look-answer", summary="答复流出地的协查函", response_model=c.Placement, responses=WRITE
)
def answer_look(command: Commanding, case_id: UUID, body: c.AnswerLook) -> Response:
    return command.answer(placement_view(command.act, looks.answer_look(command.act, case_id, body)))


@placements_router.post("/{case_id}/reveal", summary="查看一项加密信息（须说明理由，留痕）", responses=WRITE)
def reveal_field(act: Writing, case_id: UUID, body: c.RevealField) -> c.Revealed:
    """Takes no idempotency key: each look is logged, and the value is not kept with a key."""
    return looks.reveal_field(act, case_id, body)


overview_router = APIRouter(tags=["overview"])


@overview_router.get("/overview", summary="辖区内流入党员按状态计数，拒收按党委和理由计数", responses=READ)
def read_overview(act: Reading) -> c.Overview:
    return queries.read_overview(act)


@overview_router.get(
    "/running-placements", summary="应有流程在跑的接收（对账）", responses=READ_SYSTEM, dependencies=[SystemOnly]
)
def list_running_placements(act: Reading, after: str | None = None) -> c.RunningPlacements:
    return queries.list_running_placements(act, after)


opening_router = APIRouter(prefix="/tasks", tags=["tasks"])


@opening_router.post("", summary="派发任务（工作流）；现状不需要的任务不派", responses=WRITE, dependencies=[SystemOnly])
def open_task(act: Writing, kernel: KernelDep, body: OpenTask) -> OpenedTask:
    return kernel.opens.get(body.kind, tasks.open_task)(act, body)


ROUTERS = (placements_router, overview_router, opening_router)
