"""A workbook as plain values: what was typed, and where Excel shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

EXAMPLE: Final = "示例"
"""Begins the row of a template that shows how to fill it in; readers pass it over."""
NOTES: Final = "填写说明"
"""The sheet of a template that says how; readers pass it over."""

Cell = str | float | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Rows as Excel numbers them (from 1), columns as indexes into `Row.cells` (from 0); both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None

    @property
    def is_example(self) -> bool:
        return isinstance(self.cell(0), str) and str(self.cell(0)).strip() == EXAMPLE


@dataclass(frozen=True, slots=True)
class Sheet:
    """Blank rows are left out; `Row.number` is the number Excel shows at the left edge."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[MergedRange, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)
