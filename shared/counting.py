"""Counting the rows of a figure by organisation, and narrowing a list to one row of it: one condition for both."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, literal, select

from shared.act import Act
from shared.errors import NotFound
from shared.figures import Counted, Figure, FigureFilter, FigureRow
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.queries import PageMarkInvalid

NO_ORGANISATION = "-"


def figure_named(counted: Sequence[Counted], key: str) -> Counted:
    """Raises NotFound for an unknown figure."""
    found = next((one for one in counted if one.key == key), None)
    if found is None:
        raise NotFound()
    return found


def count(act: Act, one: Counted, organisation: ColumnElement[str | None], mine: ColumnElement[bool]) -> Figure:
    """`organisation`: the column by which the rows are grouped; `mine`: what the reader may see."""
    counted = (
        select(organisation.label("organisation"), _dimension(one).label("dimension"))
        .where(mine, one.condition(act))
        .subquery()
    )
    named = (counted.c.organisation, OrganisationRow.name, counted.c.dimension)
    query = (
        select(*named, func.count())
        .outerjoin(OrganisationRow, OrganisationRow.code == counted.c.organisation)
        .group_by(*named)
        .order_by(counted.c.organisation, counted.c.dimension)
    )
    rows = [
        FigureRow(
            organisation=code,
            organisation_name=name or "未归属党委",
            dimension=value or "",
            label=one.labels.get(value or "", value or ""),
            count=number,
        )
        for code, name, value, number in act.session.execute(query)
    ]
    return Figure(key=one.key, title=one.title, of=one.of, rows=rows)


def narrowed(
    one: Counted, wanted: FigureFilter, organisation: ColumnElement[str | None], row_id: ColumnElement[UUID]
) -> list[ColumnElement[bool]]:
    """Raises PageMarkInvalid."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.organisation is not None:
        code = None if wanted.organisation == NO_ORGANISATION else wanted.organisation
        conditions.append(organisation.is_not_distinct_from(code))
    if wanted.dimension is not None:
        conditions.append(func.coalesce(_dimension(one), "") == wanted.dimension)
    if wanted.after:
        conditions.append(row_id < _mark(wanted.after))
    return conditions


def _dimension(one: Counted) -> ColumnElement[str]:
    return literal("") if one.dimension is None else cast(one.dimension, Text)


def _mark(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise PageMarkInvalid() from error
