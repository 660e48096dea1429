"""Templates to fill in: headings that the reader knows, drop-downs, text columns, an example row, and instructions."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from shared.workbooks import limits
from shared.workbooks.sheets import EXAMPLE, NOTES
from shared.workbooks.writing import TEXT, Workbook, Worksheet, new_workbook, write_cell

CHOICES: Final = "选项"
SERIAL: Final = "序号"
NOTE_HEADINGS: Final = ("栏目", "必填", "怎么填", "例如")
FIRST: Final = (
    "“示例”一行不会导入，可以删去，也可以留着；请从它下面一行填起。",
    "各列都设成了文本：直接键入或粘贴为“值”即可。",
)


@dataclass(frozen=True)
class TemplateColumn:
    """`example`: a value that the reader takes as it is. `choices`: offered in a drop-down; with `open_end` others may
    be written as well."""

    heading: str
    meaning: str
    example: str
    required: bool = False
    choices: Sequence[str] = ()
    open_end: bool = False


@dataclass(frozen=True)
class Template:
    name: str
    columns: Sequence[TemplateColumn]
    notes: Sequence[str] = ()


def write_template(template: Template) -> bytes:
    target = io.BytesIO()
    with new_workbook(target) as book:
        sheet = book.add_worksheet(template.name)
        _write_headings(book, sheet, template)
        _write_notes(book, template)
        _write_choices(book, sheet, template)
    return target.getvalue()


def _write_headings(book: Workbook, sheet: Worksheet, template: Template) -> None:
    text, quiet = book.add_format(TEXT), book.add_format({**TEXT, "italic": True, "font_color": "#5f6771"})
    looks = {
        required: book.add_format({**TEXT, "bold": True, "border": 1, "bg_color": "#FBE3E1" if required else "#F2F2F2"})
        for required in (True, False)
    }
    sheet.set_column(0, 0, 8, text)
    write_cell(sheet, 0, 0, SERIAL, looks[False])
    write_cell(sheet, 1, 0, EXAMPLE, quiet)
    for number, column in enumerate(template.columns, start=1):
        sheet.set_column(number, number, max(12, 2 * len(column.heading) + 4), text)
        write_cell(sheet, 0, number, column.heading, looks[column.required])
        write_cell(sheet, 1, number, column.example, quiet)
    sheet.freeze_panes(1, 0)


def _write_notes(book: Workbook, template: Template) -> None:
    sheet, text = book.add_worksheet(NOTES), book.add_format(TEXT)
    bold = book.add_format({**TEXT, "bold": True})
    lines: list[Sequence[str]] = [(line,) for line in (*FIRST, *template.notes)]
    lines += [(), NOTE_HEADINGS]
    lines += [(one.heading, "必填" if one.required else "", one.meaning, one.example) for one in template.columns]
    for row, line in enumerate(lines):
        for column, words in enumerate(line):
            write_cell(sheet, row, column, words, bold if line is NOTE_HEADINGS else text)
    sheet.set_column(0, 0, 24)
    sheet.set_column(2, 3, 48)


def _write_choices(book: Workbook, sheet: Worksheet, template: Template) -> None:
    """Drop-downs take their values from a hidden sheet: a list inside the rule may hold 255 signs only."""
    values = book.add_worksheet(CHOICES)
    values.hide()
    text = book.add_format(TEXT)
    for number, column in enumerate(template.columns, start=1):
        if not 0 < len(column.choices) <= limits.MAX_CHOICES:
            continue
        for row, choice in enumerate(column.choices):
            write_cell(values, row, number, choice, text)
        name = xl_col_to_name(number, col_abs=True)
        rule = {
            "validate": "list",
            "source": f"={CHOICES}!{name}$1:{name}${len(column.choices)}",
            "error_type": "warning" if column.open_end else "stop",
            "error_title": column.heading,
            "error_message": "请从下拉列表里选择。",
        }
        sheet.data_validation(1, number, limits.MAX_ROWS, number, rule)
