"""The handbooks name what is there: every quoted word stands on a screen, every picture and page exists, every command
can be called."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from deploy.embedded.cli import build
from tests.guards.sources import ROOT
from tests.texts.catalogue import catalogue
from tests.texts.text import FILLED

FOLDER = ROOT / "docs" / "handbooks"
BOOKS = sorted(FOLDER.glob("*.md"))
QUOTED = re.compile("“([^”]+)”")
LINKED = re.compile(r"(!?)\[([^\]]*)\]\(([^)]+)\)")
BETWEEN = re.compile(re.escape(FILLED) + "|[ ·，。；：？、（）“”]")
COMMAND = re.compile(r"`gongguan ([a-z -]+)`")
AS_SAID = ("我的事到哪了", "凭什么这么办")
"""What people say, not what a screen shows."""


@cache
def shown() -> frozenset[str]:
    """Whole texts and their parts between marks, blanks and what is filled in."""
    return frozenset(part for text in catalogue() for part in (text, *BETWEEN.split(text)))


@pytest.fixture(params=BOOKS, ids=lambda book: book.stem)
def book(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_every_quoted_word_stands_on_a_screen(book: Path) -> None:
    text = book.read_text(encoding="utf-8")
    unknown = [words for words in QUOTED.findall(text) if words not in AS_SAID and words not in shown()]
    assert unknown == [], "quote buttons and pages as docs/texts has them"


def test_every_linked_picture_and_page_exists(book: Path) -> None:
    links = LINKED.findall(book.read_text(encoding="utf-8"))
    missing = [place for _, _, place in links if not (book.parent / place).is_file()]
    assert missing == [], "pictures are made by the tests: docs/screens/README.md"
    assert [place for picture, words, place in links if picture and not words] == [], "say what the picture shows"


def test_every_command_can_be_called(book: Path) -> None:
    for words in COMMAND.findall(book.read_text(encoding="utf-8")):
        command: Any = typer.main.get_command(build())
        for word in words.split():
            assert word in getattr(command, "commands", ()), words
            command = command.commands[word]


def test_every_handbook_is_in_the_index() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [book.name for book in BOOKS if book.name != "README.md" and f"({book.name})" not in index] == []
