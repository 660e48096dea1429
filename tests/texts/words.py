"""The words of the papers, as data: one for one thing, and what people also say."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Word:
    """`unless`: longer words in which an avoided spelling is right."""

    word: str
    avoided: tuple[str, ...]
    source: str
    short: str = ""
    unless: tuple[str, ...] = ()


@cache
def glossary() -> tuple[Word, ...]:
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["words"]
    return tuple(
        Word(
            word=row["word"],
            avoided=tuple(row["not"]),
            source=row["source"],
            short=row.get("short", ""),
            unless=tuple(row.get("unless", ())),
        )
        for row in rows
    )
