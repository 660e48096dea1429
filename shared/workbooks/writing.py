"""Writing workbooks so that what people typed stays text (quality.md S9: cells that start with = + - @ TAB CR)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shared.workbooks.sheets import Cell

__all__ = ["READ_ONLY", "TEXT", "XLSX", "Format", "Workbook", "Worksheet", "add_table", "new_workbook", "write_cell"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SAFE_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
READ_ONLY: Final = "这张表只供查看，不能改后导入。"
"""Stands in every workbook that has nothing to bring back."""
# The text format keeps "=1+1" a text even after somebody edits the cell.
TEXT: Final = {"num_format": "@", "valign": "vcenter", "text_wrap": True}


def new_workbook(target: BinaryIO) -> Workbook:
    return Workbook(target, SAFE_OPTIONS)


def add_table(book: Workbook, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A sheet with a line of headings that stays in sight."""
    sheet = book.add_worksheet(name)
    bold, plain = book.add_format({**TEXT, "bold": True}), book.add_format(TEXT)
    for number, row in enumerate((headings, *rows)):
        for column, cell in enumerate(row):
            write_cell(sheet, number, column, cell, plain if number else bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, 18)


def write_cell(worksheet: Worksheet, row: int, column: int, value: Cell, look: Format) -> None:
    """`row` and `column` count from 0. Text is stored as text whatever it begins with, and stays so when edited."""
    if value is None or value == "":
        worksheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float):
        worksheet.write_number(row, column, value, look)
    elif isinstance(value, date):
        worksheet.write_string(row, column, _shown_date(value), look)
    else:
        worksheet.write_string(row, column, value, look)


def _shown_date(value: date) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(sep=" ", timespec="minutes")
    return date(value.year, value.month, value.day).isoformat()
