"""Routes of rosters: parse, one operation, answer."""

from fastapi import APIRouter, Response

from services.outflow.roster_import.operations import checking, exporting, importing
from shared.requests import Reading, Writing
from shared.rosters.api import UPLOAD, UPLOADED, Chosen, Workbook
from shared.rosters.contract import ExportedRoster, ExportRoster, ImportReceipt, RosterCheck
from shared.service_app import COMMAND_REFUSALS, refusals
from shared.workbooks.writing import XLSX

router = APIRouter(prefix="/rosters", tags=["rosters"])


@router.post("/{organisation}/check", summary="逐行检查名册，不写入", responses=UPLOAD)
def check_roster(act: Reading, organisation: str, file: Workbook) -> RosterCheck:
    return checking.check_roster(act, organisation, file.filename or "", file.file.read())


@router.post(
    "/{organisation}/report",
    summary="名册加“问题”“怎么改”两列",
    response_class=Response,
    responses=UPLOADED,
)
def report_roster(act: Reading, organisation: str, file: Workbook) -> Response:
    content = checking.report_roster(act, organisation, file.filename or "", file.file.read())
    return Response(content, media_type=XLSX)


@router.post("/{organisation}", summary="导入名册：新增的登记为流出，有变化的按规定的事项办理", responses=UPLOAD)
def import_roster(act: Writing, organisation: str, file: Workbook, choice: Chosen = None) -> ImportReceipt:
    return importing.import_roster(act, organisation, file.filename or "", file.file.read(), choice)


rows = APIRouter(prefix="/roster-rows", tags=["rosters"])


@rows.post("", summary="名册的行：与导入相同的各列（导出留痕）", responses=refusals(*COMMAND_REFUSALS))
def export_roster(act: Writing, body: ExportRoster) -> ExportedRoster:
    return exporting.export_roster(act, body)


ROUTERS = (router, rows)
