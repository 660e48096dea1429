"""A form as data: fields in groups, the contract they make, and what follows when it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from services.console.forms.setting import Setting


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "textarea"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "select"
    SEARCH = "search"
    ONE_OF = "radio"
    TICK = "checkbox"


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    hint: str = ""
    group: str = ""

    @property
    def words(self) -> str:
        """As it is searched for: with its group, since names repeat from county to county."""
        return f"{self.label}（{self.group}）" if self.group else self.label


LOOK_AHEAD = "下一步：看看会发生什么"
"""The button of a form whose consequences are shown before anything is sent."""
Options = Callable[[Setting], Sequence[Option]]
Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """`name` is the dotted place in the contract; `wrong` says what a value has to look like. A SEARCH is typed in
    words: those of an option, or enough of them that only one option fits."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    hint: str = ""
    options: Options | None = None
    initial: Callable[[Setting], str] | None = None
    wrong: str = ""
    inputmode: str = ""
    rows: int = 4

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class Group:
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    """`consequences` make a second page before it is sent; `warning` stands above the fields."""

    title: str
    submit: str
    contract: type[BaseModel]
    groups: tuple[Group, ...]
    intro: str = ""
    warning: str = ""
    consequences: Callable[[Setting, Values], Sequence[str]] | None = None
    confirm: str = ""
    build: Callable[[Values, Setting], dict[str, Any]] | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for group in self.groups for one in group.fields)


@dataclass(frozen=True)
class FormErrors:
    """`summary` stands on top; `by_field` beside each field; `first` names who was first (409)."""

    summary: str
    by_field: dict[str, str] = field(default_factory=dict)
    first: str = ""
    status: int = 422


def fields(*several: Field, title: str = "") -> tuple[Group, ...]:
    """A form with one group."""
    return (Group(title, several),)


def today(setting: Setting) -> str:
    return setting.visitor.today.isoformat()


def fixed(*options: tuple[str, str] | tuple[str, str, str]) -> Options:
    """Options that do not depend on the case: value, label and perhaps a hint."""
    made = [Option(*one) for one in options]
    return lambda _: made


def yes_no(yes: str, no: str) -> Options:
    return fixed(("true", yes), ("false", no))
