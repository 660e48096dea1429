"""Bar charts as SVG, drawn by pygal and stripped to shapes and text: no script, no style, nothing from elsewhere, so
that the console's policy holds for them. Every fill has a pattern beside its colour."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pygal
from pygal.style import Style

# pygal leaves a finder of its plug-ins behind that Python 3 cannot ask (no `find_spec`), and whoever goes through the
# finders himself stumbles over it.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

FONT = (
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, Hiragino Sans GB,"
    " sans-serif"
)
INK, QUIET, LINE = "#1d2126", "#565d66", "#d5d9de"
FILLS = (
    ("#17508f", "", ""),
    ("#f2c14e", INK, "M0 8L8 0"),
    ("#8f1d1d", "#fff", "M0 4H8"),
    ("#9fd3c7", INK, "M4 0V8"),
    ("#5b3f8c", "#fff", "M0 0L8 8"),
    ("#f4a582", INK, "M0 4H8M4 0V8"),
    ("#1f6338", "#fff", "M0 8L8 0M0 0L8 8"),
    ("#c9cdd2", INK, "M3 3h2v2h-2z"),
    ("#6b4a1b", "#fff", "M0 2H8M0 6H8"),
)
"""A ground, and lines over it in a square of 8."""
WIDTH, BAR_HEIGHT, LEGEND_HEIGHT, AROUND, COURSE_HEIGHT = 900, 30, 34, 84, 260
MARGIN = 12
IN_A_LINE = 3
"""Names of the legend."""
TEXT_SIZE, TITLE_SIZE = 13, 16
NAME_LENGTH, NAME_BEGINS = 24, 10
WIDE = 1 / 0.6
"""pygal reckons a character 0.6 em wide; a Chinese one takes a whole em."""
SHOWN_FROM = 0.05
"""A part of a bar below this share of the longest is too narrow for its number, which stands in the table."""


@dataclass(frozen=True)
class Part:
    """One part of every bar: its name in the legend, a number for each bar."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Bars:
    """`lying`: from left to right under long names; otherwise columns that follow a course of time."""

    title: str
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    lying: bool = True


def draw(bars: Bars) -> bytes:
    """An SVG document of 900 units in width."""
    kind = pygal.HorizontalStackedBar if bars.lying else pygal.StackedBar
    size = {"width": WIDTH, "height": height_of(bars), "margin_bottom": _below(bars)}
    chart = kind(style=_style(), title=bars.title, **size, **OPTIONS)
    order = slice(None, None, -1) if bars.lying else slice(None)
    chart.x_labels = [_short(name) for name in bars.names[order]]
    longest = max(map(sum, zip(*(part.numbers for part in bars.parts), strict=True)), default=0)
    for part in bars.parts:
        chart.add(part.name, [_value(number, longest) for number in part.numbers[order]])
    root = chart.render_tree()
    _strip(root)
    root.insert(0, _patterns(len(bars.parts)))
    document: bytes = ElementTree.tostring(root, encoding="utf-8")
    return document


def height_of(bars: Bars) -> int:
    """Of the picture, in units of which its width has 900."""
    legend = LEGEND_HEIGHT * _lines(bars)
    return AROUND + legend + (BAR_HEIGHT * len(bars.names) if bars.lying else COURSE_HEIGHT)


def _lines(bars: Bars) -> int:
    return -(-len(bars.parts) // IN_A_LINE)


def _below(bars: Bars) -> int:
    """pygal reckons full lines of a legend only, and would cut off a last one that is not full."""
    return MARGIN + LEGEND_HEIGHT * (_lines(bars) - len(bars.parts) // IN_A_LINE)


OPTIONS: dict[str, Any] = {
    "js": [],
    "css": [],
    "no_prefix": True,
    "legend_at_bottom": True,
    "legend_at_bottom_columns": IN_A_LINE,
    "truncate_label": -1,
    "truncate_legend": -1,
    "print_values": True,
    "value_formatter": lambda value: f"{value:.0f}",
    "spacing": 14,
    "margin": MARGIN,
}


def _short(name: str) -> str:
    """A long name leaves no room for its bar: the middle goes, as neighbours' names begin alike; the table has all."""
    return name if len(name) <= NAME_LENGTH else f"{name[:NAME_BEGINS]}…{name[NAME_BEGINS - NAME_LENGTH + 1 :]}"


def _style() -> Style:
    return Style(
        label_font_size=TEXT_SIZE * WIDE,
        major_label_font_size=TEXT_SIZE * WIDE,
        legend_font_size=TEXT_SIZE * WIDE,
        value_font_size=TEXT_SIZE,
        title_font_size=TITLE_SIZE * WIDE,
    )


def _value(number: int, longest: int) -> dict[str, Any]:
    shown = number > 0 and number >= longest * SHOWN_FROM
    return {"value": number, "formatter": lambda value: f"{value:.0f}" if shown else ""}


def _patterns(parts: int) -> ElementTree.Element:
    defs = ElementTree.Element("defs")
    for number in range(parts):
        ground, ink, lines = FILLS[number % len(FILLS)]
        size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        pattern = ElementTree.SubElement(defs, "pattern", {"id": f"fill-{number}", **size})
        ElementTree.SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": ground})
        if lines:
            ElementTree.SubElement(pattern, "path", {"d": lines, "stroke": ink, "fill": "none"})
    return defs


DROPPED_TAGS = frozenset({"defs", "desc", "title", "script", "style"})
DROPPED_CLASSES = frozenset({"tooltip-overlay", "overlay"})


def _strip(node: ElementTree.Element, fill: str = "none", anchor: str = "start") -> None:
    """What pygal says by classes and a style sheet, said by attributes; the rest of its additions go."""
    for child in list(node):
        classes = child.attrib.pop("class", "").split()
        child.attrib.pop("id", None)
        if not isinstance(child.tag, str) or child.tag in DROPPED_TAGS or DROPPED_CLASSES & set(classes):
            node.remove(child)
            continue
        own = next((f"url(#fill-{one[6:]})" for one in classes if one.startswith("color-")), fill)
        stand = {"y": "end", "x": "middle"}.get(next((one for one in classes if one in "xy"), ""), anchor)
        if "titles" in classes:
            stand = "middle"
        child.attrib.update(_look(child, classes, own, stand))
        _strip(child, own, stand)
    node.attrib.pop("class", None)


def _look(node: ElementTree.Element, classes: Sequence[str], fill: str, anchor: str) -> Iterator[tuple[str, str]]:
    if node.tag == "text":
        title = "title" in classes
        yield "font-family", FONT
        yield "font-size", str(TITLE_SIZE if title else TEXT_SIZE)
        yield "fill", INK
        yield "text-anchor", "middle" if title or "value" in classes else anchor
        if "value" in classes:  # a white edge keeps a number readable on every fill
            yield from (("stroke", "#fff"), ("stroke-width", "4"), ("stroke-linejoin", "round"))
            yield "paint-order", "stroke"
    elif node.tag == "path":
        yield "fill", "none"
        yield "stroke", QUIET if "axis" in classes else LINE
    elif node.tag == "rect":
        drawn = "background" not in classes
        yield "fill", fill if drawn else "#fff"
        if drawn:
            yield "stroke", INK
