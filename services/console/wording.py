"""One catalogue of the words people see, in the language of their papers (texts.toml)."""

import tomllib
from functools import cache
from importlib.resources import files

from shared.letters.contract import LETTER_LABELS


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("services.console").joinpath("texts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(section: str, code: object) -> str:
    """The Chinese word for a code; the code itself where the catalogue has none, so that nothing is hidden."""
    return _catalogue()[section].get(str(code), str(code))


def code(section: str, said: str) -> str:
    """The code of a Chinese word; what is no word of the section stays as it was said."""
    return next((code for code, word in _catalogue()[section].items() if word == said), said)


def act_words(act: str) -> str:
    """A step of a history; a received letter stands there as `letter_` and its type."""
    letter = LETTER_LABELS.get(act.removeprefix("letter_").upper())
    return f"收到{letter}" if letter and act.startswith("letter_") else word("done", act)


def audited_words(act: str) -> str:
    """An act in the audit log, which knows more than the histories of cases."""
    return pick("audited", act) or act_words(act)


def section(name: str) -> dict[str, str]:
    return _catalogue()[name]


def pick(name: str, code: object) -> str:
    """Like `word`, but empty where there is none."""
    return _catalogue()[name].get(str(code), "")
