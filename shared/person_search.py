"""Finding a person as people type: any part of the name, pinyin, initials, last four of the ID number, telephone.

What can be found stands beside a sealed person as keyed digests of search terms: whoever reads the table reads no
name, no pinyin and no number, and both sides of a case search alike, in one statement.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Any

from pypinyin import Style, lazy_pinyin
from sqlalchemy import ColumnElement, false

from shared.sealing import Seal

LONGEST = 16
"""Signs of a name, or letters of its pinyin, that tell people apart; what is typed beyond is not looked at."""
READINGS = 8
"""Of one name at most, where characters have several."""
LAST = 4
PURPOSE = "person-search:"
BETWEEN_NAMES = re.compile(r"[·•・‧.'’`-]")
BETWEEN_WORDS = re.compile(r"[\s,，、;；]+")
LETTERS_OR_OTHERS = re.compile(r"[0-9a-z]+|[^0-9a-z]+")
COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")
SPELLINGS = {"lv": ("lv", "lu", "lyu"), "nv": ("nv", "nu", "nyu")}
"""ü as keyboards, careless people and passports write it."""
Reading = tuple[str, ...]


def search_terms(seal: Seal, *, name: str, id_number: str = "", phone: str = "") -> list[int]:
    """The digests to be stored, in an order that says nothing."""
    terms = {*_name_terms(name), *_number_terms(id_number), *_number_terms(phone)}
    return sorted(_digest(seal, term) for term in terms)


def matches(seal: Seal, text: str, stored: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether every word of `text` is one of the terms in the array column `stored`."""
    digests = wanted_terms(seal, text)
    return stored.contains(digests) if digests else false()


def wanted_terms(seal: Seal, text: str) -> list[int]:
    """All of them must be among a person's terms."""
    return [_digest(seal, word if _is_number(word) else word[:LONGEST]) for word in words_typed(text)]


def words_typed(text: str) -> list[str]:
    """As they are compared: 「Wáng海」 is wang and 海, 「138-0000-1234」 one number."""
    spaced = BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text))
    return [part for word in map(_as_compared, spaced.split()) for part in LETTERS_OR_OTHERS.findall(word)]


def _as_compared(word: str) -> str:
    bare = BETWEEN_NAMES.sub("", _without_tones(word.casefold()))
    return COUNTRY.sub("", bare) if _is_number(bare) else bare


def _is_number(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _without_tones(word: str) -> str:
    """ǘ is v to whoever types."""
    spread = unicodedata.normalize("NFD", word).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", "".join(sign for sign in spread if not unicodedata.combining(sign)))


def _digest(seal: Seal, term: str) -> int:
    """64 bits of the keyed digest, as PostgreSQL's bigint counts."""
    return int.from_bytes(bytes.fromhex(seal.index(PURPOSE + term)[:16]), "big", signed=True)


def _number_terms(number: str) -> Iterator[str]:
    """Whole, and its last four."""
    bare = "".join(words_typed(number))
    if len(bare) >= LAST:
        yield bare
        yield bare[-LAST:]


def _name_terms(name: str) -> Iterator[str]:
    signs = "".join(words_typed(name))
    for start in range(len(signs)):
        for end in range(start + 1, min(len(signs), start + LONGEST) + 1):
            yield signs[start:end]
    for reading in readings_of(signs):
        yield from _typed_of(reading)


def _typed_of(reading: Reading) -> Iterator[str]:
    """From every syllable on: 「haiyan」 and what leads to it, 「hy」, and 「wanghy」 as input methods take it."""
    for start in range(len(reading)):
        initials = "".join(syllable[0] for syllable in reading[start + 1 :])
        full, short = "".join(reading[start:]), reading[start][0] + initials
        for typed in (full, short, reading[start] + initials):
            yield from (typed[:end] for end in range(1, min(len(typed), LONGEST) + 1))


def readings_of(name: str) -> list[Reading]:
    """How the name is said, syllable by syllable; the surname as a surname is. Characters that nobody can say are left
    out."""
    surname = next((head for head in (name[:2], name[:1]) if head in _table("surnames")), "")
    heads: list[list[str]] = [list(_table("surnames")[surname])] if surname else []
    choices = heads + [_said(sign, plain) for sign, plain in _syllables(name[len(surname) :])]
    return [_split(one) for one in islice(product(*choices), READINGS)] if choices else []


def _syllables(signs: str) -> list[tuple[str, str]]:
    """Each sign that can be said, with its reading in this company."""
    sayable = [sign for sign in signs if lazy_pinyin(sign, errors="ignore")]
    return list(zip(sayable, lazy_pinyin("".join(sayable), style=Style.NORMAL), strict=True))


def _said(sign: str, plain: str) -> list[str]:
    known = _table("given").get(sign, [])
    return [spelt for one in dict.fromkeys((plain, *known)) for spelt in SPELLINGS.get(one, (one,))]


def _split(chosen: tuple[str, ...]) -> Reading:
    return tuple(syllable for one in chosen for syllable in one.split())


@cache
def _table(part: str) -> dict[str, list[str]]:
    text = files("shared").joinpath("name_readings.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)[part]
    return found
