"""A paper as the templates know it: only words, already in Chinese; its layout is in the .typ files."""

from dataclasses import dataclass
from typing import Literal

from services.console.dates import day
from shared.papers.contract import SealedPaper

MASKED = "身份证号和电话只印部分数字；需要核对时在系统中逐人查看，查看会留痕。"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """`share`: of the width of the table."""

    label: str
    share: float = 1.0


@dataclass(frozen=True)
class Grid:
    """A table whose head is repeated on each page. `blanks`: empty rows at its end, for writing by hand."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    blanks: int = 0


@dataclass(frozen=True)
class Signature:
    """Where somebody signs and seals: 「（盖章）」 stands in the seal's place."""

    who: str
    lines: tuple[str, ...] = ()
    seal: bool = True
    on: str = "　　　年　　月　　日"


@dataclass(frozen=True)
class Section:
    """`photo`: a place for the one-inch photograph beside the facts."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    facts: Pairs = ()
    grids: tuple[Grid, ...] = ()
    signatures: tuple[Signature, ...] = ()
    photo: bool = False


@dataclass(frozen=True)
class Sheet:
    """`form`: A4 upright; `list`: A4 across; `booklet`: A5 with a cover, each section on a new page."""

    layout: Literal["form", "list", "booklet"]
    name: str
    title: str
    number: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    addressee: str = ""
    cover: Pairs = ()
    notes: tuple[str, ...] = ()


def roster(paper: SealedPaper, branch: str, grid: Grid) -> Sheet:
    """名册 of either side: signed by whoever made it and by the secretary, sealed by the branch."""
    signatures = (Signature("制表人", seal=False), Signature("党支部书记", seal=False), Signature(branch))
    label, count = paper.kind.label, len(grid.rows)
    return Sheet(
        "list", label, label, paper.number, (Section(grids=(grid,), signatures=signatures),),
        subtitle=f"{branch}　{day(paper.printed_at.date())}　共 {count} 人", notes=(MASKED,),
    )  # fmt: skip
