"""A process between organisations as the console sees it: a list, a page with facts and steps, acts with forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.console.far_side import FarSide
from services.console.forms.fields import Form
from services.console.sign_in.visitor import Visitor
from shared.case_event import CaseEvent
from shared.errors import NotFound
from shared.letters.contract import LetterSummary
from shared.problem_details import Problem
from shared.tasks.contract import TaskDetail

UNKNOWN = Problem(status=404, code="not_found", detail=NotFound.message)


@dataclass(frozen=True)
class Row:
    """One line of the list; the first cell leads to `subject` where there is a page for it."""

    subject: UUID | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Shown:
    """A page. `facts` are shown as they come; empty ones stay away."""

    title: str
    facts: Sequence[tuple[str, str]]
    next_act: str = ""
    tables: Sequence[Table] = ()
    events: Sequence[CaseEvent] = ()
    tasks: Sequence[TaskDetail] = ()
    letters: Sequence[LetterSummary] = ()
    paper: str = ""
    """Its name, where it may be printed."""


@dataclass(frozen=True)
class SubjectAct:
    """`offered` decides about the button only; the service decides about the act."""

    verb: str
    button: str
    form: Callable[[Any, Visitor], Form]
    offered: Callable[[Any, Visitor], bool]
    send: Callable[[FarSide, UUID, Any, str], BaseModel]


@dataclass(frozen=True)
class Beginning:
    """How something new begins; `subject` names the page that comes next, None for the list."""

    button: str
    form: Callable[[Visitor], Form]
    offered: Callable[[Visitor], bool]
    send: Callable[[FarSide, Any, str], BaseModel]
    subject: Callable[[Any], UUID | None] = lambda _: None


@dataclass(frozen=True)
class Process:
    place: str
    title: str
    intro: str
    columns: tuple[str, ...]
    rows: Callable[[Visitor], Sequence[Row]]
    read: Callable[[Visitor, UUID], Any]
    show: Callable[[Any, Visitor], Shown]
    acts: tuple[SubjectAct, ...] = ()
    begins: tuple[Beginning, ...] = field(default=())
