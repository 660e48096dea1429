"""A text that people can see, and where it stands."""

import re
from dataclasses import dataclass

CHINESE = re.compile("[一-鿿]")
FILLED = "{…}"
"""Stands for what the program fills in."""
NOT_WORDS = re.compile(r"^[^一-鿿]*\[?一-[鿿龥]")
"""Classes of characters in regular expressions."""


@dataclass(frozen=True, order=True)
class Text:
    """`words` without line breaks, `place` as a path from the root."""

    words: str
    place: str


def is_text(words: str) -> bool:
    return bool(CHINESE.search(words)) and not NOT_WORDS.match(words)


def tidied(words: str) -> str:
    return " ".join(words.split())
