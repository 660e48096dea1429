"""Routes of rosters: parse, one operation, answer."""

from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile

from services.outflow.contract import ImportReceipt
from services.outflow.roster.contract import RosterCheck
from services.outflow.roster_import.operations import checking, importing
from shared.requests import Reading, Writing
from shared.service_app import COMMAND_REFUSALS, refusals

UPLOAD = refusals(*COMMAND_REFUSALS, 413, 415)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Workbook = Annotated[UploadFile, File(description="名册工作簿，.xlsx 或 .xls")]

router = APIRouter(prefix="/rosters", tags=["rosters"])


@router.post("/{organisation}/check", summary="逐行检查名册，不写入", responses=UPLOAD)
def check_roster(act: Reading, organisation: str, file: Workbook) -> RosterCheck:
    return checking.check_roster(act, organisation, file.filename or "", file.file.read())


@router.post(
    "/{organisation}/report",
    summary="名册加「问题」「怎么改」两列",
    response_class=Response,
    responses={**UPLOAD, 200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}},
)
def report_roster(act: Reading, organisation: str, file: Workbook) -> Response:
    content = checking.report_roster(act, organisation, file.filename or "", file.file.read())
    return Response(content, media_type=XLSX)


@router.post("/{organisation}", summary="导入名册：没有错误的行登记为流出，老数据按已流出登记", responses=UPLOAD)
def import_roster(act: Writing, organisation: str, file: Workbook) -> ImportReceipt:
    return importing.import_roster(act, organisation, file.filename or "", file.file.read())
