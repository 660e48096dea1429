"""Routes of the host's roster: parse, one operation, answer."""

from fastapi import APIRouter, Response

from services.inflow.roster_import.operations import checking, exporting, importing
from shared.requests import Reading, Writing
from shared.rosters.api import UPLOAD, UPLOADED, Chosen, Workbook
from shared.rosters.contract import ExportedRoster, ExportRoster, ImportReceipt, RosterCheck
from shared.service_app import COMMAND_REFUSALS, refusals
from shared.workbooks.writing import XLSX

rosters = APIRouter(prefix="/rosters", tags=["rosters"])


@rosters.post("/{organisation}/check", summary="逐行检查流入党员名册，不写入", responses=UPLOAD)
def check_roster(act: Reading, organisation: str, file: Workbook) -> RosterCheck:
    return checking.check_roster(act, organisation, file.filename or "", file.file.read())


@rosters.post(
    "/{organisation}/report",
    summary="名册加“问题”“怎么改”两列",
    response_class=Response,
    responses=UPLOADED,
)
def report_roster(act: Reading, organisation: str, file: Workbook) -> Response:
    content = checking.report_roster(act, organisation, file.filename or "", file.file.read())
    return Response(content, media_type=XLSX)


@rosters.post("/{organisation}", summary="导入流入党员名册：有变化的登记变动，或更新党小组", responses=UPLOAD)
def import_roster(act: Writing, organisation: str, file: Workbook, choice: Chosen = None) -> ImportReceipt:
    return importing.import_roster(act, organisation, file.filename or "", file.file.read(), choice)


rows = APIRouter(prefix="/roster-rows", tags=["rosters"])


@rows.post("", summary="名册的行：与导入相同的各列（导出留痕）", responses=refusals(*COMMAND_REFUSALS))
def export_roster(act: Writing, body: ExportRoster) -> ExportedRoster:
    return exporting.export_roster(act, body)


ROUTERS = (rosters, rows)
