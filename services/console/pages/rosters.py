"""导入名册: upload, row-by-row preview, choose, result per row. Nothing is written before the confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from services.console.forms.fields import Option
from services.console.pages.outcome import KEPT, message
from services.console.pages.uploads import Place, Upload
from services.console.rendering import render
from services.console.sign_in.visitor import IMPORTERS, Submitted, Visitor, VisitorDep
from services.outflow.roster.contract import RosterCheck, RosterRow, RowState
from shared.rosters.client import RosterCalls
from shared.sealing import mask_id_number
from shared.service_client import Outage, Refused
from shared.workbooks.writing import XLSX

router = APIRouter()
# Each row shown is a field of the form (guard.MAX_FIELDS).
PAGE = 100
GONE = "上传的名册只保留半小时，请重新上传。"
NOTHING_CHOSEN = "没有选中任何一行，请勾选要导入的行。"
NO_FILE = "请选择要导入的工作簿（.xlsx 或 .xls）。"


def importing(visitor: Visitor) -> Sequence[Option]:
    codes = dict.fromkeys(p.organisation for p in visitor.actor.posts if p.role in IMPORTERS)
    return [Option(code, visitor.organisations.name(code)) for code in codes]


def _far(visitor: Visitor, side: str) -> RosterCalls:
    return visitor.services.inflow if side == "host" else visitor.services.outflow


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
    data, side = file.file.read(), "host" if form.get("side") == "host" else "home"
    try:
        check = _far(visitor, side).check_roster(organisation, file.filename, data)
    except Refused as refused:
        if refused.problem.status == 401:
            raise
        return _upload_page(request, visitor, status=refused.problem.status, problem=refused.problem.detail)
    except Outage:
        problem = "暂时连不上服务，名册没有导入。请稍后重新上传。"
        return _upload_page(request, visitor, status=503, problem=problem)
    name = visitor.console.uploads.keep(Upload(visitor.drawer, organisation, file.filename, data, check, side=side))
    return RedirectResponse(f"/rosters/{name}", status_code=303)


@router.get("/rosters/{name}")
def preview_roster(request: Request, visitor: VisitorDep, name: str, only: str = "", page: int = 1) -> Response:
    upload = visitor.console.uploads.find(visitor.drawer, name)
    return _preview(request, visitor, name, upload, Part(only, page)) if upload else _gone(request)


@dataclass(frozen=True)
class Part:
    """Which rows of a roster are shown: those in one state, in pages."""

    only: str
    page: int

    @classmethod
    def of(cls, then: str) -> "Part | None":
        """From the button that was pressed, `show:changed:2`."""
        word, _, rest = then.partition(":")
        only, _, page = rest.partition(":")
        return cls(only, int(page) if page.isdecimal() else 1) if word == "show" else None

    def of_check(self, check: RosterCheck) -> list[RosterRow]:
        return [row for row in check.rows if not self.only or row.state == self.only]

    def pages(self, check: RosterCheck) -> int:
        return max((len(self.of_check(check)) + PAGE - 1) // PAGE, 1)

    def number(self, check: RosterCheck) -> int:
        return min(max(self.page, 1), self.pages(check))

    def shown(self, check: RosterCheck) -> list[RosterRow]:
        number = self.number(check)
        return self.of_check(check)[(number - 1) * PAGE : number * PAGE]


def _preview(
    request: Request, visitor: Visitor, name: str, upload: Upload, part: Part, *, problem: str = ""
) -> Response:
    return render(
        request,
        "roster_receipt.html" if upload.receipt else "roster_preview.html",
        status=422 if problem else 200,
        problem=problem,
        upload=upload,
        name=name,
        rows=part.shown(upload.check),
        counts={state: upload.check.count(state) for state in RowState},
        departed=coming_in_with(upload.chosen, "certificate_number"),
        overdue=coming_in_with(upload.chosen, "overdue_reason"),
        organisation=visitor.organisations.name(upload.organisation),
        organisations=visitor.organisations,
        masked=masked,
        only=part.only,
        page=part.number(upload.check),
        pages=part.pages(upload.check),
    )


def coming_in_with(rows: Sequence[RosterRow], value: str) -> int:
    return sum(value in row.values and row.state is RowState.NEW for row in rows)


def masked(row: RosterRow) -> str:
    """The ID number as lists show it."""
    number = row.values.get("id_number", "")
    return mask_id_number(number) if number else row.values.get("id_number_masked", "—")


@router.post("/rosters/{name}")
def choose_rows(request: Request, visitor: VisitorDep, name: str, form: Submitted) -> Response:
    """Keeps which of the rows shown are chosen; then shows others, or imports what is chosen."""
    upload = visitor.console.uploads.find(visitor.drawer, name)
    if upload is None:
        return _gone(request)
    place, part, then = f"/rosters/{name}", _part_of(form), str(form.get("then", ""))
    if upload.receipt is not None:
        return RedirectResponse(place, status_code=303)
    left_out = _left_out(upload, part, form, then)
    upload = visitor.console.uploads.choose(name, upload, left_out)
    if then == "import":
        return _import(request, visitor, name, upload, part)
    goes_to = Part.of(then) or part
    query = urlencode({"only": goes_to.only, "page": goes_to.page})
    return RedirectResponse(f"{place}?{query}", status_code=303)


def _part_of(form: FormData) -> Part:
    page = str(form.get("page", ""))
    return Part(str(form.get("only", "")), int(page) if page.isdecimal() else 1)


def _left_out(upload: Upload, part: Part, form: FormData, then: str) -> frozenset[Place]:
    """Only of what can come in, and of what was shown; `all` and `none` speak of the whole state."""
    if then in ("all", "none"):
        named = {row.place for row in part.of_check(upload.check) if row.state.can_come_in}
        return upload.left_out - named if then == "all" else upload.left_out | named
    ticked = {str(value) for value in form.getlist("row")}
    shown = [row for row in part.shown(upload.check) if row.state.can_come_in]
    unticked = {row.place for row in shown if f"{row.row}@{row.sheet}" not in ticked}
    return (upload.left_out - {row.place for row in shown}) | unticked


def _import(request: Request, visitor: Visitor, name: str, upload: Upload, part: Part) -> Response:
    if not upload.chosen:
        return _preview(request, visitor, name, upload, part, problem=NOTHING_CHOSEN)
    with upload.turn:
        now = visitor.console.uploads.find(visitor.drawer, name) or upload
        try:
            if now.receipt is None:
                _send(visitor, name, now)
        except Outage:
            return message(request, 503, "暂时连不上服务", f"{KEPT}名册保留半小时，请返回上一页再点一次确认。")
    return RedirectResponse(f"/rosters/{name}", status_code=303)


def _send(visitor: Visitor, name: str, upload: Upload) -> None:
    """Raises Outage, Refused."""
    far = _far(visitor, upload.side)
    receipt = far.import_roster(upload.organisation, upload.filename, upload.data, upload.choice)
    visitor.console.uploads.imported(name, upload, receipt)


@router.get("/rosters/{name}/report")
def download_report(request: Request, visitor: VisitorDep, name: str) -> Response:
    upload = visitor.console.uploads.find(visitor.drawer, name)
    if upload is None or not upload.data:
        return _gone(request)
    report = _far(visitor, upload.side).report_roster(upload.organisation, upload.filename, upload.data)
    filename = quote(upload.filename.rsplit(".", 1)[0] + "-核对结果.xlsx")
    return Response(
        report, media_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{filename}"}
    )


def _gone(request: Request) -> Response:
    return message(request, 404, "没有找到", GONE)
