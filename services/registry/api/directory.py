"""The organisation tree and the regions: imported here, published to every service."""

from fastapi import APIRouter, Response

from services.registry import contract as c
from services.registry.operations import organisations, regions
from services.registry.queries import organisations as queries
from shared.identifiers import OrganisationCode
from shared.organisation_directory import queries as directory
from shared.organisation_directory.contract import Directory, Region
from shared.organisations import OrganisationKind
from shared.requests import Commanding, Reading
from shared.service_app import COMMAND_REFUSALS, refusals

SIGNED_IN = refusals(401, 422)
WRITE = refusals(*COMMAND_REFUSALS)

router = APIRouter(tags=["directory"])


@router.post("/organisations", summary="导入组织名录", response_model=c.OrganisationsImported, responses=WRITE)
def import_organisations(command: Commanding, body: c.ImportOrganisations) -> Response:
    return command.answer(organisations.import_organisations(command.act, body))


@router.get("/organisations", summary="组织名录（可按上级、类别筛选）", responses=SIGNED_IN)
def list_organisations(
    act: Reading, under: OrganisationCode | None = None, kind: OrganisationKind | None = None
) -> c.OrganisationPage:
    return queries.list_organisations(act, under, kind)


@router.get("/directory", summary="整个目录：组织、地区地址与公钥、规则包指定", responses=SIGNED_IN)
def read_directory(act: Reading) -> Directory:
    return directory.read_directory(act.session)


@router.post("/regions", summary="登记别处运行的省级地区", response_model=Region, responses=WRITE)
def register_region(command: Commanding, body: c.RegisterRegion) -> Response:
    return command.answer(regions.register_region(command.act, body))
