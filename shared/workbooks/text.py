"""Text from cells, freed from what typing and copying leave in it."""

import re
import unicodedata
from datetime import date, datetime

from shared.workbooks.sheets import Cell

# Zero-width characters, byte-order marks and soft hyphens come along when text is copied from chat programs.
INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
BLANKS = re.compile(r"\s+")
LEADING = re.compile(r"^['’\s]+")


def plain_text(cell: Cell) -> str:
    """Half-width, without invisible characters, blanks at the ends or Excel's leading apostrophe; "" when blank."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", str(cell))).strip()
    return LEADING.sub("", text)


def compact_text(cell: Cell) -> str:
    """As `plain_text`, without any blank inside: 「姓  名」 becomes 「姓名」."""
    return BLANKS.sub("", plain_text(cell))
