"""Which rows below the headings are members: totals, signatures, notes, repeated headings and blanks are not."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from services.outflow.roster.values import BLANK_WORDS, read_name
from shared.workbooks.headings import Headings
from shared.workbooks.sheets import Cell, MergedRange, Row, Sheet
from shared.workbooks.text import compact_text, plain_text

_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|总人数|总数|本页合计|本页小计|以上合计)(?![^\d:：(人])")
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|审核|审批|经办|负责|复核|统计|登记|单位负责|党委负责|支部负责|主要负责|分管|报送|联系)"
    r"(?:人|日期|时间|单位|领导)?(?:签[字名章])?(?:\(.*?\))?:"
    r"|(?:日期|时间|盖章|签字|签名|书记|党委书记|支部书记|组织委员|联系电话|电话|单位|说明|备注|注|填表说明)(?:\(.*?\))?:"
    r"|(?:填表说明|注意事项|\(盖章\)|\(公章\))"
)
_GROUP_TITLE = re.compile(r"(?:党?支部|党委|党总支|党小组|街道|社区|村|镇)(?:\(?共?\d+人?\)?)?$")
# A total may stand in the ID column, but an ID number is longer than any total.
_LONG_NUMBER = re.compile(r"\d{8}|\dE", re.IGNORECASE)
# What a person is known by; a row with two of these is meant as a member even when the name is forgotten.
TELLING: Final = (
    "name",
    "id_number",
    "branch",
    "standing",
    "left",
    "phone",
    "host_region",
    "host_committee",
    "sex",
    "reason",
)
FILLED_DOWN: Final = ("branch", "host_region", "host_committee", "reason", "left", "expected_return", "branch_contact")
DITTO: Final = frozenset({"同上", "〃", '"', "″", "''", "“", "”", "同前", "上同"})


def member_rows(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Row number and cells by field, with merged cells and 「同上」 filled in from above."""
    spans = _downward_spans(sheet, headings)
    sideways = {merged.top for merged in sheet.merged if merged.right > merged.left}
    heading_texts = _heading_texts(sheet, headings)
    above: dict[str, Cell] = {}
    for row in sheet.rows:
        if row.number <= headings.last_row or row.is_example or _repeats_headings(row, heading_texts):
            continue
        cells = {name: row.cell(column) for name, column in headings.columns.items()}
        if not _is_member(row, cells, merged_sideways=row.number in sideways):
            continue
        for name in FILLED_DOWN:
            if name in cells and _continues(cells[name], (row.number, headings.columns[name]) in spans):
                cells[name] = above.get(name)
        above = cells
        yield row.number, cells


def _continues(cell: Cell, merged: bool) -> bool:
    return (cell is None and merged) or compact_text(cell) in DITTO


def _downward_spans(sheet: Sheet, headings: Headings) -> set[tuple[int, int]]:
    """Cells below the first one of a range merged downwards, in columns where one value may hold for many."""
    columns = {headings.columns[name] for name in FILLED_DOWN if name in headings.columns}
    return {
        (row, merged.left)
        for merged in sheet.merged
        if merged.left in columns and merged.top > headings.last_row
        for row in range(merged.top + 1, _bottom(merged, sheet) + 1)
    }


def _bottom(merged: MergedRange, sheet: Sheet) -> int:
    return min(merged.bottom, sheet.rows[-1].number if sheet.rows else 0)


def _heading_texts(sheet: Sheet, headings: Headings) -> dict[int, set[str]]:
    texts: dict[int, set[str]] = {}
    for row in sheet.rows:
        if headings.first_row <= row.number <= headings.last_row:
            for column, cell in enumerate(row.cells):
                texts.setdefault(column, set()).add(compact_text(cell))
    return texts


def _repeats_headings(row: Row, headings: Mapping[int, set[str]]) -> bool:
    """Printed lists repeat the heading on each page."""
    texts = [(column, compact_text(cell)) for column, cell in enumerate(row.cells) if cell is not None]
    return len(texts) >= 2 and all(text in headings.get(column, ()) for column, text in texts)


def _is_member(row: Row, cells: Mapping[str, Cell], *, merged_sideways: bool) -> bool:
    filled = {name for name in TELLING if name in cells and plain_text(cells[name]) not in BLANK_WORDS}
    if _is_closing(row) and not _LONG_NUMBER.search(plain_text(cells.get("id_number"))):
        return False
    if len(filled) >= 2 or "id_number" in filled:
        return True
    return filled == {"name"} and not merged_sideways and _looks_like_a_name(cells["name"])


def _is_closing(row: Row) -> bool:
    texts = [compact_text(cell) for cell in row.cells if isinstance(cell, str)]
    first = texts[0] if texts else ""
    return bool(_TOTAL.match(first) or _SIGNATURE.match(first)) or any(_TOTAL.fullmatch(text) for text in texts)


def _looks_like_a_name(cell: Cell) -> bool:
    name = read_name(cell).value
    return name is not None and len(name) <= 15 and not _GROUP_TITLE.search(name)
