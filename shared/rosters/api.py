"""What a route takes that a roster is sent to."""

from typing import Annotated

from fastapi import File, Form, UploadFile
from pydantic import Json

from shared.rosters.contract import Choice
from shared.service_app import COMMAND_REFUSALS, refusals
from shared.workbooks.writing import XLSX

UPLOAD = refusals(*COMMAND_REFUSALS, 413, 415)
UPLOADED = {**UPLOAD, 200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}
Workbook = Annotated[UploadFile, File(description="名册工作簿，.xlsx 或 .xls")]
Chosen = Annotated[Json[Choice] | None, Form(description="选中的行（JSON）；不给则导入全部新增和有变化的行")]
