"""Keyset paging of what is waited for, and the columns that every source of it has."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    SQLColumnExpression,
    Text,
    Uuid,
    cast,
    literal,
    select,
    tuple_,
)
from sqlalchemy.sql.selectable import Subquery

from shared.paging import PageMarkInvalid
from shared.waiting.contract import Matter, WaitingFilter, WaitingFor, WaitingPage
from shared.waiting.tables import PartnerUrgeRow


def owed(
    matter: Matter,
    case_id: ColumnElement[UUID],
    since: SQLColumnExpression[Any],
    *conditions: ColumnElement[bool],
    subject: ColumnElement[UUID],
    due_on: SQLColumnExpression[Any] | None = None,
    detail: SQLColumnExpression[Any] | None = None,
) -> Select[*tuple[Any, ...]]:
    """One source: `subject` is the row of the side's own table that the page is joined to."""
    return select(
        case_id.label("case_id"),
        subject.label("subject"),
        literal(matter.value, Text).label("matter"),
        cast(detail if detail is not None else literal(""), Text).label("detail"),
        cast(since, Date).label("since"),
        cast(due_on if due_on is not None else literal(None), Date).label("due_on"),
    ).where(*conditions)


def page_of(sources: CompoundSelect[Any], wanted: WaitingFilter, limit: int) -> Subquery:
    """The page is found before it is joined to names and letters. Raises PageMarkInvalid."""
    waiting = sources.subquery()
    query = select(waiting).where(*_conditions(waiting, wanted)).order_by(*order_of(waiting)).limit(limit)
    return query.subquery()


def _conditions(waiting: Subquery, wanted: WaitingFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.matter:
        found.append(waiting.c.matter == wanted.matter)
    if wanted.case_id:
        found.append(waiting.c.case_id == wanted.case_id)
    if wanted.after:
        found.append(tuple_(*order_of(waiting)) > _read_mark(wanted.after))
    return found


def order_of(waiting: Subquery) -> tuple[ColumnElement[Any], ...]:
    """Longest waited for first."""
    return waiting.c.since, waiting.c.case_id, waiting.c.matter, waiting.c.detail


def newest_urge(waiting: Subquery) -> Select[PartnerUrgeRow]:
    return (
        select(PartnerUrgeRow)
        .where(
            PartnerUrgeRow.case_id == waiting.c.case_id,
            PartnerUrgeRow.matter == waiting.c.matter,
            PartnerUrgeRow.direction == "sent",
        )
        .order_by(PartnerUrgeRow.on.desc())
        .limit(1)
    )


def cut(found: list[WaitingFor], limit: int) -> WaitingPage:
    """`found`: one more than the page holds, where there are more."""
    shown = found[:limit]
    return WaitingPage(items=shown, next=mark_of(shown[-1]) if len(found) > limit else None)


def mark_of(item: WaitingFor) -> str:
    return f"{item.since.isoformat()}~{item.case_id}~{item.matter}~{item.detail}"


def _read_mark(mark: str) -> ColumnElement[Any]:
    try:
        day, case_id, matter, detail = mark.split("~", 3)
        since, case = date.fromisoformat(day), UUID(case_id)
        known = Matter(matter)
    except ValueError as error:
        raise PageMarkInvalid() from error
    return tuple_(literal(since, Date), literal(case, Uuid), literal(known.value, Text), literal(detail, Text))
