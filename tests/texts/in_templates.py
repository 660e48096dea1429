"""Texts in templates: what stands between the tags and in attributes that are read out, and strings of expressions."""

import ast
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

from tests.guards.sources import ROOT
from tests.texts.text import FILLED, Text, is_text, tidied

FOLDERS = ("services", "deploy")
MARKUP = Environment(autoescape=True)
INLINE = frozenset({"a", "strong", "small", "span", "b", "em", "code", "time"})
SPOKEN = frozenset({"aria-label", "title", "alt", "placeholder", "data-label", "content", "value"})
BREAK = "\x00"
UNSEEN = frozenset({"style", "script"})


def texts() -> Iterator[Text]:
    for file in sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.html")):
        place = file.relative_to(ROOT).as_posix()
        for words in _of(file):
            for one in words.split(BREAK):
                if is_text(one):
                    yield Text(tidied(one), place)


def _of(file: Path) -> Iterator[str]:
    page = _Page()
    for _, kind, value in MARKUP.lex(file.read_text(encoding="utf-8")):
        if kind == "data":
            page.feed(value)
        elif kind == "variable_begin":
            page.feed(FILLED)
        elif kind == "block_begin":
            page.feed(BREAK)
        elif kind == "string":
            yield str(ast.literal_eval(value))
    page.close()
    yield from page.attributes
    yield page.between


class _Page(HTMLParser):
    """The words between the tags, broken at every tag that is not inside a line."""

    def __init__(self) -> None:
        super().__init__()
        self.between = ""
        self.attributes: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        self.between += "" if tag in INLINE else BREAK
        self.attributes += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.within = ""
        self.between += "" if tag in INLINE else BREAK

    def handle_data(self, data: str) -> None:
        self.between += "" if self.within in UNSEEN else data
