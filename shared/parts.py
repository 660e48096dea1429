"""A part: what one process adds to a service that it lives in. app.py joins the parts; nobody else knows them all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from fastapi import APIRouter

from shared.act import Act, Reaction
from shared.authorisation import Permissions
from shared.figures import Counted
from shared.letters.contract import Letter
from shared.letters.operations import Apply
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.operations import Effects

OpensTask = Callable[[Act, OpenTask], OpenedTask]
BeginsStep = Callable[[Act, UUID, str], None]
"""Act, subject, name of the step: idempotent, called by the process's workflow on the day that the step begins."""
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Part:
    """`opens`: kinds of task kept here; `hears`: letters, by the type of their body; `begins`: steps that begin on
    their day, by process; `reacts`: called whenever the case (home), the placement (host) or the directory (registry)
    has changed; `counts`: figures of the report."""

    routers: tuple[APIRouter, ...] = ()
    permissions: Permissions = field(default_factory=dict)
    opens: Mapping[TaskKind, OpensTask] = field(default_factory=dict)
    effects: Effects = field(default_factory=dict)
    hears: Mapping[type, Apply] = field(default_factory=dict)
    begins: Mapping[str, BeginsStep] = field(default_factory=dict)
    reacts: Reaction | None = None
    counts: tuple[Counted, ...] = ()


def merged(tables: Iterable[Mapping[K, V]]) -> dict[K, V]:
    """One table of all. Raises LookupError when two parts claim the same key."""
    whole: dict[K, V] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise LookupError(f"two parts claim {sorted(map(str, twice))}")
        whole |= table
    return whole


def routers_of(parts: Iterable[Part]) -> tuple[APIRouter, ...]:
    return tuple(chain.from_iterable(part.routers for part in parts))


def counts_of(parts: Iterable[Part]) -> tuple[Counted, ...]:
    """In the order of the report. Raises LookupError when two parts give a figure the same key."""
    counted = tuple(chain.from_iterable(part.counts for part in parts))
    merged({one.key: one} for one in counted)
    return counted


def hearing(base: Apply, parts: Iterable[Part]) -> Apply:
    """A letter goes to the part that hears letters of its type, every other to the service's own operation."""
    hears: Mapping[type[Any], Apply] = merged(part.hears for part in parts)

    def apply_letter(act: Act, letter: Letter) -> None:
        hears.get(type(letter.body), base)(act, letter)

    return apply_letter
