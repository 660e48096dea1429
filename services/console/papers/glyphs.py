"""Characters that the fonts lack: told in words, never printed as a silent box."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from services.console.papers.sheet import Grid, Section, Sheet

BLANK = "〔　〕"
"""What stands for a character that must be written by hand."""
UNASSIGNED = "\U0010ffff"
SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
LONG, MAY_BREAK = re.compile(r"([!-~]{18})(?=[!-~])"), "\u200b"
"""A line may end inside a long run of letters or digits, so that it stays in its column; an ID number has 18."""
INVISIBLE = frozenset({"Cc", "Cf"})
T = TypeVar("T")


@dataclass(frozen=True)
class Lacking:
    """`where`: 「姓名」, or what else the place is called on the paper."""

    character: str
    where: str

    @property
    def sentence(self) -> str:
        code = f"U+{ord(self.character):04X}"
        return f"{self.where}中的“{self.character}”（{code}）字体里没有，打印后请手工填写。"

    @property
    def on_paper(self) -> str:
        """At the foot of the paper, where the character itself cannot stand."""
        return f"{self.where}中标“{BLANK}”处的字（U+{ord(self.character):04X}）字体未收，须手工填写。"


def without_the_lacking(sheet: Sheet) -> tuple[Sheet, tuple[Lacking, ...]]:
    """The sheet with marked blanks, and what was blanked, each once."""
    found = dict.fromkeys(Lacking(one, where) for where, text in _words(sheet) for one in text if not has(one))
    return _mapped(sheet), tuple(found)


@lru_cache(maxsize=20_000)
def has(character: str) -> bool:
    """Whether both fonts show it. What is invisible anyway is never lacking."""
    if character in SELECTORS or unicodedata.category(character) in INVISIBLE:
        return True
    return all(_drawn(font, character) != _drawn(font, UNASSIGNED) for font in _fonts())


def _drawn(font: ImageFont.FreeTypeFont, character: str) -> bytes:
    return bytes(font.getmask(character))


@cache
def _fonts() -> tuple[ImageFont.FreeTypeFont, ...]:
    return tuple(ImageFont.truetype(path, 32) for path in (serif_path(), sans_path()))


def clean(text: str) -> str:
    """Marked blanks for what is lacking; control characters and marks that turn the direction of writing go."""
    kept = (one for one in text if one == "\n" or _is_visible(one))
    return LONG.sub(r"\1" + MAY_BREAK, "".join(one if one == "\n" or has(one) else BLANK for one in kept))


def _is_visible(character: str) -> bool:
    return character not in SELECTORS and unicodedata.category(character) not in INVISIBLE


def _mapped(value: T) -> T:
    """The same shape, every text cleaned."""
    mapped: Any = value
    if isinstance(value, str):
        mapped = clean(value)
    elif isinstance(value, tuple):
        mapped = tuple(_mapped(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        mapped = replace(value, **{one.name: _mapped(getattr(value, one.name)) for one in fields(value)})
    result: T = mapped
    return result


def _words(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Every text of the sheet with what its place is called."""
    yield from (("标题", text) for text in (sheet.title, sheet.subtitle, sheet.number))
    yield "抬头", sheet.addressee
    yield from sheet.cover
    for section in sheet.sections:
        yield from _words_of(section)


def _words_of(section: Section) -> Iterator[tuple[str, str]]:
    yield "标题", section.title
    yield from (("正文", text) for text in section.paragraphs)
    yield from section.facts
    for grid in section.grids:
        yield from _cells(grid)
    yield from (("落款", text) for one in section.signatures for text in (one.who, *one.lines, one.on))


def _cells(grid: Grid) -> Iterator[tuple[str, str]]:
    for row in grid.rows:
        yield from ((column.label, cell) for column, cell in zip(grid.columns, row, strict=True))
