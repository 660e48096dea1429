"""Texts in data (toml), in the typesetting of papers (typst) and in the console's script."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.guards.sources import ROOT
from tests.texts.text import FILLED, Text, is_text, tidied

FOLDERS = ("services", "workflows", "shared", "deploy")
NAMES = frozenset({"shared/name_readings.toml", "services/console/duties_proved.toml"})
"""Readings of family names, names of tests."""
READ = "synonyms"
"""Spellings that are understood and never shown."""
SCRIPTS = (ROOT / "services" / "console" / "static" / "console.js",)
OF_PROGRAM = re.compile(r"//.*$|#[a-z][\w.-]*|[\"`\[\]{}()]", re.MULTILINE)


def texts() -> Iterator[Text]:
    for file in _files(".toml"):
        if _place(file) not in NAMES:
            yield from _kept(_values(tomllib.loads(file.read_text(encoding="utf-8"))), file)
    for file in (*_files(".typ"), *SCRIPTS):
        yield from _kept(_runs(file.read_text(encoding="utf-8")), file)


def _files(ending: str) -> list[Path]:
    return sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob(f"*{ending}"))


def _place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _kept(found: Iterator[str], file: Path) -> Iterator[Text]:
    return (Text(tidied(words), _place(file)) for words in found if is_text(words))


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from () if key == READ else _values(one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)


def _runs(source: str) -> Iterator[str]:
    """Lines of a program cut where its own marks stand."""
    for line in OF_PROGRAM.sub("\n", source).replace(FILLED, "\n").splitlines():
        yield line.strip(" ,;:+=*")
