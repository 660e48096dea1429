"""A sheet becomes PDF/A-2b: typst, with the packaged Chinese fonts and no others; the same sheet, the same bytes."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from pylopdf_fonts_zh_cn import sans_path, serif_path

from services.console.papers.qr import picture
from services.console.papers.sheet import Sheet
from shared.business_clock import SHANGHAI

TEMPLATES = Path(__file__).parent
STANDARD: Literal["a-2b"] = "a-2b"


@cache
def _fonts() -> typst.Fonts:
    folders = sorted({str(Path(path).parent) for path in (serif_path(), sans_path())})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def typeset(sheet: Sheet, *, seal: str, printed_at: datetime, base_url: str, lacking: tuple[str, ...] = ()) -> bytes:
    """`lacking`: sentences about characters to be written by hand; they stand at the foot.

    Raises typst.TypstError for a character without a glyph, which PDF/A does not allow.
    """
    local = printed_at.astimezone(SHANGHAI)
    data = asdict(sheet) | {
        "qr": picture(base_url, seal),
        "printed": [local.year, local.month, local.day, local.hour, local.minute, local.second],
        "lacking": list(lacking),
    }
    made: bytes = typst.compile(
        TEMPLATES / f"{sheet.layout}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[STANDARD],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return made
