"""A list as a workbook: the columns that an import reads, then those that are shown; whatever a cell begins with, it
stays text (S9)."""

import io
from collections.abc import Iterator
from datetime import date

from services.console.lists.coming_back import Back, back_of
from services.console.lists.sides import Item, Said, Side
from services.console.lists.wanted import Wanted
from services.console.sign_in.visitor import Visitor
from shared.workbooks.writing import READ_ONLY, add_table, new_workbook

MOST_ROWS = 5000
PAGE = 200
"""The longest page of the service. Of more rows than a clerk works through the browser would wait for nothing."""
CUT_OFF = f"只导出了前 {MOST_ROWS} 条，请缩小范围后再导出其余部分。"
Line = list[str]


def workbook_of(visitor: Visitor, side: Side, wanted: Wanted, *, reason: str = "") -> bytes:
    """`reason`: why ID numbers and telephones are wanted in full; empty: they are masked."""
    columns, back = columns_of(side, wanted), back_of(side, visitor, reason)
    lines, others = _lines(visitor, side, wanted, columns, back)
    target = io.BytesIO()
    with new_workbook(target) as book:
        if back is not None:
            beside = [side.columns[name].label for name in columns if name not in back.said_by]
            add_table(book, side.label, [*back.headings.values(), *beside], lines)
        if back is None or others:
            headings = ("个案编号", "党员", *(side.columns[name].label for name in columns))
            add_table(book, side.label if back is None else "其他个案", headings, [*others, [READ_ONLY]])
    return target.getvalue()


def columns_of(side: Side, wanted: Wanted) -> list[str]:
    chosen = [name for name in side.columns if name in wanted.filters.columns]
    return chosen or list(side.usual)


def _lines(
    visitor: Visitor, side: Side, wanted: Wanted, columns: list[str], back: Back | None
) -> tuple[list[Line], list[Line]]:
    """Lines that can be changed and imported, and those that can only be read: of organisations that are not one's."""
    lines: list[Line] = []
    others: list[Line] = []
    for page, more in _pages(visitor, side, wanted):
        known = back.cells([one.case_id for one in page]) if back else {}
        for one in page:
            shown = {name: _text(side.columns[name].said(one, visitor)) for name in columns}
            if back is not None and (cells := known.get(one.case_id)):
                beside = [text for name, text in shown.items() if name not in back.said_by]
                lines.append([*(cells[field] for field in back.headings), *beside])
            else:
                others.append([side.number(one), one.member_name, *shown.values()])
        if more and len(lines) + len(others) >= MOST_ROWS:
            (others if back is None else lines).append([CUT_OFF])
            break
    return lines, others


def _pages(visitor: Visitor, side: Side, wanted: Wanted) -> Iterator[tuple[list[Item], bool]]:
    """With whether there are more."""
    asked = wanted.asked(side) | {"limit": PAGE, "after": None}
    while True:
        page = side.ask(visitor, wanted.text, asked)
        yield list(page.items), page.next is not None
        if page.next is None:
            return
        asked["after"] = page.next


def _text(said: Said) -> str:
    return said.isoformat() if isinstance(said, date) else said or ""
