"""The survey's report as a workbook: numbers, distribution, differences. Text stays text, whatever it begins with."""

import io
from collections.abc import Iterable, Sequence

from services.registry.survey.contract import Difference, SurveyReport
from shared.letters.bodies_survey import DifferenceKind, ListedFields, ListRole
from shared.survey.contract import DistributionRow
from shared.workbooks.sheets import Cell
from shared.workbooks.writing import TEXT, Workbook, new_workbook, write_cell

SIDES = {ListRole.HOME: "流出", ListRole.HOST: "流入"}
DISTRIBUTION = ("流出地", "流入地", "类别", "党员身份", "外出事由（行业）", "年龄段", "人数")
DIFFERENCES = (
    "差异编号", "名单", "种类", "不同的栏目", "本地：活动证", "本地：身份", "本地：党委", "本地：支部", "本地：状态",
    "对方：活动证", "对方：身份", "对方：党委", "对方：支部", "对方：状态",
    "承办部门", "处理", "转为", "说明", "对方处理",
)  # fmt: skip
NUMBERS = ("名单", "党支部", "已报回", "党委", "已审核", "已确认党员", "新发现", "与记录不同")
EXCHANGES = ("对方地区", "核对情况", "一致", "只在流出名单", "只在流入名单", "内容不同", "待处理")


def write_workbook(report: SurveyReport, differences: Iterable[Difference]) -> bytes:
    target = io.BytesIO()
    book = new_workbook(target)
    _sheet(book, "概况", ("项目", "内容"), _overview(report))
    _sheet(book, "排查数字", NUMBERS, _numbers(report))
    _sheet(book, "核对", EXCHANGES, _exchanges(report))
    _sheet(book, "流出分布", DISTRIBUTION, map(_distribution, report.outflow))
    _sheet(book, "流入分布", DISTRIBUTION, map(_distribution, report.inflow))
    _sheet(book, "差异", DIFFERENCES, map(_difference, differences))
    book.close()
    return target.getvalue()


def _sheet(book: Workbook, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    bold, plain = book.add_format({**TEXT, "bold": True}), book.add_format(TEXT)
    for column, heading in enumerate(headings):
        write_cell(sheet, 0, column, heading, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            write_cell(sheet, number, column, cell, plain)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, 18)


def _overview(report: SurveyReport) -> list[Sequence[Cell]]:
    survey = report.survey
    rate = f"{report.match_rate:.1%}" if report.match_rate is not None else "—"
    return [
        ("组织部门", survey.department_name),
        ("排查年度", survey.year),
        ("状态", survey.status.label),
        ("数据截至", f"{report.as_of:%Y-%m-%d %H:%M}" if report.as_of else "—"),
        ("冻结日期", survey.freeze_on),
        ("两地名单一致率", rate),
        ("分析", survey.analysis),
        ("措施", survey.measures),
        ("未等待的说明", survey.going_on_without),
    ]


def _numbers(report: SurveyReport) -> list[Sequence[Cell]]:
    return [
        (SIDES[p.role], p.branches, p.returned, p.committees, p.checked, p.members, p.found, p.differing)
        for p in report.survey.progress
    ]


def _exchanges(report: SurveyReport) -> list[Sequence[Cell]]:
    return [
        (e.region, e.status.label, e.matched, *(e.differences.get(kind, 0) for kind in DifferenceKind), e.open)
        for e in report.survey.exchanges
    ]


def _distribution(row: DistributionRow) -> Sequence[Cell]:
    return (row.home_region, row.host_region, row.category, row.standing, row.trade, row.age_band, row.count)


def _difference(one: Difference) -> Sequence[Cell]:
    return (
        str(one.difference_id),
        SIDES[one.role],
        one.kind.label,
        "、".join(one.fields),
        *_fields(one.ours),
        *_fields(one.theirs),
        one.holder_name,
        one.status.label,
        one.process.label if one.process else "",
        one.text,
        one.handled_there or "",
    )


def _fields(fields: ListedFields | None) -> Sequence[Cell]:
    return tuple(fields.model_dump().values()) if fields else ("（名单中没有）", "", "", "", "")
