"""导入名册: upload, row-by-row preview, confirm, result per row. Nothing is written before the confirmation."""

from collections.abc import Sequence
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from services.console.forms.fields import Option
from services.console.pages.outcome import KEPT, message
from services.console.pages.uploads import Upload
from services.console.rendering import render
from services.console.sign_in.visitor import IMPORTERS, Submitted, Visitor, VisitorDep
from services.outflow.roster.contract import RosterCheck, RosterRow, Verdict
from shared.service_client import Outage, Refused

router = APIRouter()
PAGE = 200
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GONE = "上传的名册只保留半小时，请重新上传。"
NO_FILE = "请选择要导入的工作簿（.xlsx 或 .xls）。"


def importing(visitor: Visitor) -> Sequence[Option]:
    codes = dict.fromkeys(p.organisation for p in visitor.actor.posts if p.role in IMPORTERS)
    return [Option(code, visitor.organisations.name(code)) for code in codes]


def _upload_page(request: Request, visitor: Visitor, *, status: int = 200, problem: str = "") -> Response:
    return render(request, "roster_upload.html", status=status, problem=problem, organisations=importing(visitor))


@router.get("/rosters")
def show_upload(request: Request, visitor: VisitorDep) -> Response:
    return _upload_page(request, visitor)


@router.post("/rosters")
def check_roster(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    organisation, file = str(form.get("organisation", "")), form.get("file")
    if organisation not in {option.value for option in importing(visitor)}:
        return _upload_page(request, visitor, status=422, problem="请选择导入到哪个单位。")
    if not isinstance(file, UploadFile) or not file.filename:
        return _upload_page(request, visitor, status=422, problem=NO_FILE)
    data = file.file.read()
    try:
        check = visitor.services.outflow.check_roster(organisation, file.filename, data)
    except Refused as refused:
        if refused.problem.status == 401:
            raise
        return _upload_page(request, visitor, status=refused.problem.status, problem=refused.problem.detail)
    except Outage:
        problem = "暂时连不上服务，名册没有导入。请稍后重新上传。"
        return _upload_page(request, visitor, status=503, problem=problem)
    name = visitor.console.uploads.keep(Upload(visitor.drawer, organisation, file.filename, data, check))
    return RedirectResponse(f"/rosters/{name}", status_code=303)


@router.get("/rosters/{name}")
def preview_roster(request: Request, visitor: VisitorDep, name: str, only: str = "", page: int = 1) -> Response:
    upload = visitor.console.uploads.find(visitor.drawer, name)
    if upload is None:
        return _gone(request)
    rows = [row for row in upload.check.rows if not only or row.verdict == only]
    pages = max((len(rows) + PAGE - 1) // PAGE, 1)
    page = min(max(page, 1), pages)
    return render(
        request,
        "roster_receipt.html" if upload.receipt else "roster_preview.html",
        upload=upload,
        name=name,
        rows=rows[(page - 1) * PAGE : page * PAGE],
        counts={verdict: upload.check.count(verdict) for verdict in Verdict},
        good=len(upload.check.rows) - upload.check.count(Verdict.ERROR),
        departed=coming_in_with(upload.check, "certificate_number"),
        overdue=coming_in_with(upload.check, "overdue_reason"),
        organisation=visitor.organisations.name(upload.organisation),
        organisations=visitor.organisations,
        masked=masked,
        only=only,
        page=page,
        pages=pages,
    )


def coming_in_with(check: RosterCheck, value: str) -> int:
    return sum(value in row.values and row.verdict is not Verdict.ERROR for row in check.rows)


def masked(row: RosterRow) -> str:
    """The ID number as lists show it."""
    number = row.values.get("id_number", "")
    return f"{number[:6]}********{number[-4:]}" if number else "—"


@router.post("/rosters/{name}")
def import_roster(request: Request, visitor: VisitorDep, name: str) -> Response:
    upload = visitor.console.uploads.find(visitor.drawer, name)
    if upload is None:
        return _gone(request)
    if upload.receipt is None:
        try:
            receipt = visitor.services.outflow.import_roster(upload.organisation, upload.filename, upload.data)
        except Outage:
            return message(request, 503, "暂时连不上服务", f"{KEPT}名册保留半小时，请返回上一页再点一次确认。")
        visitor.console.uploads.imported(name, upload, receipt)
    return RedirectResponse(f"/rosters/{name}", status_code=303)


@router.get("/rosters/{name}/report")
def download_report(request: Request, visitor: VisitorDep, name: str) -> Response:
    upload = visitor.console.uploads.find(visitor.drawer, name)
    if upload is None or not upload.data:
        return _gone(request)
    report = visitor.services.outflow.report_roster(upload.organisation, upload.filename, upload.data)
    filename = quote(upload.filename.rsplit(".", 1)[0] + "-核对结果.xlsx")
    return Response(
        report, media_type=EXCEL, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{filename}"}
    )


def _gone(request: Request) -> Response:
    return message(request, 404, "没有找到", GONE)
