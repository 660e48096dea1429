"""`gongguan import organisations` and `gongguan import roster`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from deploy.embedded.conventions import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    Refused,
    answer_console,
    answer_json,
)
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.organisation_files import read_file, take_over
from deploy.embedded.people import Services
from deploy.embedded.speaking import refusals_in_words
from services.outflow.contract import ImportReceipt
from services.outflow.roster.contract import RosterCheck, RosterRow, RowState, Verdict
from services.registry.organisation_workbook import OrganisationRow
from shared.errors import Refusal

imports = typer.Typer(help="导入工作簿", no_args_is_help=True)
OLD_DATA = {"certificate_number", "overdue_reason"}
FileArgument = Annotated[Path, typer.Argument(help="Excel 工作簿", exists=True, dir_okay=False)]


def register(app: typer.Typer) -> None:
    app.add_typer(imports, name="import")


def _operator(data: Path) -> Services:
    return Services.as_operator(Endpoints.load(DataDirectory.at(data).root))


@imports.command("organisations", help="导入组织名录；同一文件导入两次没有变化")
def import_organisations(file: FileArgument, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    operator = _operator(data)
    with refusals_in_words():
        rows = _organisation_rows(operator, file)
        outcome = take_over(operator, rows)
    if as_json:
        answer_json(outcome.model_dump(mode="json"))
        return
    answer_console.print(
        f"组织名录已导入：新增 {outcome.created}，变更 {outcome.changed}，没有变化 {outcome.unchanged}"
    )


def _organisation_rows(operator: Services, file: Path) -> list[OrganisationRow]:
    """All rows or none: a tree with holes helps nobody."""
    try:
        rows = read_file(operator, file.name, file.read_bytes())
    except Refusal as refusal:
        raise Refused(refusal.text, code=refusal.code) from refusal
    problems = [f"第 {row.row} 行：{problem.message}" for row in rows for problem in row.problems]
    if problems:
        raise Refused(*problems, code="organisations_invalid")
    return rows


@imports.command("roster", help="检查并导入流动党员名册")
def import_roster(
    file: FileArgument,
    org: Annotated[str, typer.Option("--org", help="填报组织的代码（基层党委或党支部）")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    report: Annotated[Path | None, typer.Option("--report", help="把原表加“问题”“怎么改”两列写到这里")] = None,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    """A row with an error is left out and told; exit status 1 only when the file as a whole is refused. Columns
    活动证编号 and 发证时间 bring in members who are out already, 未按期转正原因 those whose conversion is overdue."""
    outflow, content = _operator(data).outflow, file.read_bytes()
    receipt = None
    with refusals_in_words():
        check = outflow.check_roster(org, file.name, content)
        if report is not None:
            report.write_bytes(outflow.report_roster(org, file.name, content))
        if not dry_run:
            receipt = outflow.import_roster(org, file.name, content)
    if as_json:
        answer_json(_document(check, receipt))
    else:
        _show(check, receipt)


def _document(check: RosterCheck, receipt: ImportReceipt | None) -> dict[str, Any]:
    document: dict[str, Any] = {"rows": [_row(row) for row in check.rows]}
    if receipt is not None:
        document["imported"] = receipt.model_dump(mode="json")
    return document


def _row(row: RosterRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "sheet": row.sheet,
        "verdict": row.verdict,
        "state": row.state,
        "changes": [change.model_dump() for change in row.changes],
        "problems": row.codes,
        "messages": [f"{problem.problem}{problem.remedy}" for problem in row.problems],
        "becomes": row.becomes,
        "values": row.values,
    }


def _show(check: RosterCheck, receipt: ImportReceipt | None) -> None:
    table = Table("行", "结论", "姓名", "问题和怎么改")
    for row in check.rows:
        if row.verdict is not Verdict.OK:
            words = "；".join(f"{problem.problem}{problem.remedy}" for problem in row.problems)
            kind = row.verdict.label if row.state.can_come_in else row.state.label
            table.add_row(str(row.row), kind, row.values.get("name", ""), words)
    if table.row_count:
        answer_console.print(table)
    for row in check.rows:
        if row.state is RowState.CHANGED or (row.state is RowState.NEW and row.values.keys() & OLD_DATA):
            answer_console.print(f"第 {row.row} 行 {row.values['name']}：{row.becomes}")
    counts = "，".join(f"{state.label} {check.count(state)} 行" for state in RowState)
    answer_console.print(f"共 {len(check.rows)} 行：{counts}")
    if receipt is None:
        answer_console.print("只检查，没有写入。")
    elif receipt.declared == receipt.changed == 0 and receipt.unchanged:
        answer_console.print(f"这份名册已导入过，没有变化（{receipt.unchanged} 人已有个案）。")
    else:
        answer_console.print(
            f"登记流出 {receipt.declared} 人（其中已持证流出 {receipt.departed} 人），"
            f"更新 {receipt.changed} 人，没有变化 {receipt.unchanged} 人，未导入 {receipt.skipped} 行"
        )
