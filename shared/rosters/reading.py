"""Cells that both sides read: texts, telephones, and what an export has masked."""

import re
from typing import Final, NamedTuple

from shared.workbooks.sheets import Cell
from shared.workbooks.text import plain_text

BLANK_WORDS: Final = frozenset({"", "无", "/", "\\", "-", "—", "--", "——", "暂无", "不详", "未知", "空"})
DASHES: Final = re.compile("[‐‑‒–—―−~～]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})(\d{7,8})")


class Reading(NamedTuple):
    """`value` is None when the cell is blank or invalid; `problem` then says which (None: blank)."""

    value: str | None = None
    problem: str | None = None


def is_masked(cell: Cell) -> bool:
    """As exports show what is kept sealed: its middle left out."""
    return isinstance(cell, str) and "***" in plain_text(cell)


def read_text(cell: Cell) -> str | None:
    text = plain_text(cell)
    return None if text in BLANK_WORDS else text


def text_as_read(text: str) -> str:
    """What is kept, as the same words come out of a cell."""
    return read_text(text) or ""


def phone_as_read(phone: str) -> str:
    return read_phone(phone).value or phone


def read_phone(cell: Cell) -> Reading:
    """A mobile number as 11 digits, a landline as 0514-87655194. Of several numbers in one cell the first counts."""
    text = DASHES.sub("-", plain_text(cell))
    if text in BLANK_WORDS:
        return Reading()
    first = re.split(r"[、,;/或]", text)[0]
    digits = re.sub(r"[\s\-()]", "", first)
    digits = re.sub(r"^(?:\+86|0086|86(?=1\d{10}$))", "", digits)
    if _MOBILE.fullmatch(digits):
        return Reading(digits)
    landline = _LANDLINE.fullmatch(re.sub(r"(?:转|#|ext).*$", "", digits))
    return Reading(f"{landline[1]}-{landline[2]}") if landline else Reading(problem="phone_invalid")
