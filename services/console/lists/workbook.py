"""A list as a workbook, with the columns that are shown; whatever a cell begins with, it stays text (S9)."""

import io
from collections.abc import Iterator
from datetime import date

from services.console.lists.sides import Item, Said, Side
from services.console.lists.wanted import Wanted
from services.console.sign_in.visitor import Visitor
from shared.workbooks.writing import add_table, new_workbook

MOST_ROWS = 5000
PAGE = 200
"""The longest page of the service. Of more rows than a clerk works through the browser would wait for nothing."""
CUT_OFF = f"只导出了前 {MOST_ROWS} 条，请缩小范围后再导出其余部分。"


def workbook_of(visitor: Visitor, side: Side, wanted: Wanted) -> bytes:
    columns = columns_of(side, wanted)
    headings = ("个案编号", "党员", *(side.columns[name].label for name in columns))
    target = io.BytesIO()
    with new_workbook(target) as book:
        add_table(book, side.label, headings, _rows(visitor, side, wanted, columns))
    return target.getvalue()


def columns_of(side: Side, wanted: Wanted) -> list[str]:
    chosen = [name for name in side.columns if name in wanted.filters.columns]
    return chosen or list(side.usual)


def _rows(visitor: Visitor, side: Side, wanted: Wanted, columns: list[str]) -> Iterator[list[str]]:
    for number, one in enumerate(_items(visitor, side, wanted)):
        if number == MOST_ROWS:
            yield [CUT_OFF]
            return
        yield [side.number(one), one.member_name, *(_text(side.columns[name].said(one, visitor)) for name in columns)]


def _items(visitor: Visitor, side: Side, wanted: Wanted) -> Iterator[Item]:
    asked = wanted.asked(side) | {"limit": PAGE, "after": None}
    while True:
        page = side.ask(visitor, wanted.text, asked)
        yield from page.items
        if page.next is None:
            return
        asked["after"] = page.next


def _text(said: Said) -> str:
    return said.isoformat() if isinstance(said, date) else said or ""
