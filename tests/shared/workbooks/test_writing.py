"""S9 of quality.md: what begins like a formula is stored as text."""

import io
import zipfile
from datetime import date

import pytest

from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Cell
from shared.workbooks.writing import TEXT, new_workbook, write_cell


def written(*cells: Cell) -> bytes:
    target = io.BytesIO()
    workbook = new_workbook(target)
    worksheet, look = workbook.add_worksheet("a"), workbook.add_format(TEXT)
    for column, cell in enumerate(cells):
        write_cell(worksheet, 0, column, cell, look)
    workbook.close()
    return target.getvalue()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_begins_like_a_formula_stays_text(start: str) -> None:
    data = written(f"{start}HYPERLINK(1)")
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 't="s"' in sheet


def test_links_are_not_made_from_text() -> None:
    data = written("http://example.com")
    assert b"hyperlink" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_what_is_written_is_read_again() -> None:
    data = written("=1", "320000197803138561", 2.5, True, date(2026, 9, 1), "x")
    (row,) = read_workbook(data, filename="a.xlsx")[0].rows
    assert row.cells == ("=1", "320000197803138561", 2.5, True, "2026-09-01", "x")
