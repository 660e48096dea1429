"""Roster workbooks as a clerk would have made them."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from shared.workbooks.sheets import Cell
from shared.workbooks.writing import TEXT, new_workbook, write_cell

NAME: Final = "流动党员花名册.xlsx"
WRITTEN: Final = datetime(2026, 9, 1, 10, tzinfo=UTC)
"""The same people are the same bytes."""


def roster_workbook(*people: Mapping[str, Cell], title: str = "流动党员花名册") -> bytes:
    """A title over the headings; the columns are those that the people have between them."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    workbook.set_properties({"created": WRITTEN})
    sheet, look = workbook.add_worksheet("名册"), workbook.add_format(TEXT)
    headings = list(dict.fromkeys(heading for person in people for heading in person))
    write_cell(sheet, 0, 0, title, look)
    for column, heading in enumerate(headings):
        write_cell(sheet, 1, column, heading, look)
        for row, person in enumerate(people, start=2):
            write_cell(sheet, row, column, person.get(heading), look)
    workbook.close()
    return target.getvalue()
