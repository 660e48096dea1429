"""Routes of organisations' records; the offices are open to everybody."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry.records import contract as c
from services.registry.records import operations, queries
from services.registry.records.queries import office_view, record_view
from shared.act import Act
from shared.identifiers import OrganisationCode, RegionCode, Year
from shared.kernel_api import READ, WRITE
from shared.posts import Actor
from shared.requests import Commanding, KernelDep, Reading, act_of
from shared.service_app import refusals

router = APIRouter(tags=["records"])


@router.post("/records", summary="登记（名额、邀请、结对、支持、督查等）", response_model=c.OrgRecord, responses=WRITE)
def keep_record(command: Commanding, body: c.KeepRecord) -> Response:
    return command.answer(record_view(command.act, operations.keep_record(command.act, body)))


@router.get("/records", summary="本组织和下级的记录", responses=READ)
def list_records(
    act: Reading, kind: c.RecordKind | None = None, organisation: OrganisationCode | None = None
) -> c.OrgRecordPage:
    return queries.list_records(act, kind, organisation)


@router.post("/records/{record_id}/conclusion", summary="登记结果", response_model=c.OrgRecord, responses=WRITE)
def conclude_record(command: Commanding, record_id: UUID, body: c.ConcludeRecord) -> Response:
    return command.answer(record_view(command.act, operations.conclude_record(command.act, record_id, body)))


@router.post("/offices", summary="公布服务机构（D-50）", response_model=c.Office, responses=WRITE)
def publish_office(command: Commanding, body: c.PublishOffice) -> Response:
    return command.answer(office_view(command.act, operations.publish_office(command.act, body)))


@router.get("/offices", summary="服务机构：地址、时间、电话（公开）", responses=refusals(401, 422))
def list_offices(kernel: KernelDep, region: RegionCode | None = None) -> c.Offices:
    with kernel.sessions() as session:
        act: Act = act_of(kernel, session, Actor(account="", name="", posts=()))
        return queries.list_offices(act, region)


@router.get("/assessments/{organisation}", summary="年度考核摘要（只有数字，D-66）", responses=READ | refusals(403))
def read_assessment(act: Reading, organisation: OrganisationCode, year: Year) -> c.Assessment:
    return queries.read_assessment(act, organisation, year)
