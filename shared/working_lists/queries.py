"""A list's filters and orders as SQL: conditions of one statement, pages by key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select, tuple_

from shared.act import Act
from shared.authorisation import Permissions, visible
from shared.figures import Counted
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import PageMarkInvalid
from shared.working_lists.contract import SITUATION_DAY, ListFilter, Reach, When

Ts = TypeVarTuple("Ts")
BETWEEN = "~"
LAST_DAY: ColumnElement[date] = literal_column("'9999-12-31'::date")
"""Where no day is known: at the end of a list that goes by days."""


def in_place(wanted: ListFilter, path: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """Rows of the chosen organisation, of those right below it, or of its subtree. One that nobody knows has none."""
    if wanted.organisation is None:
        return
    top = select(OrganisationRow.path).where(OrganisationRow.code == wanted.organisation).scalar_subquery()
    if wanted.reach is Reach.OWN:
        yield path == top
        return
    yield path.op("<@")(top)
    if wanted.reach is Reach.CHILDREN:
        yield func.nlevel(path) == func.nlevel(top) + 1


def in_region(column: ColumnElement[Any], code: str) -> ColumnElement[bool]:
    """GB/T 2260: zeros at the end stand for all below."""
    stem = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return column.startswith(stem, autoescape=True)


def on_days(column: ColumnElement[Any], when: When | None, days: int | None, today: date) -> ColumnElement[bool]:
    span = timedelta(days=days or 0)
    if when is When.BEFORE:
        return column <= today - span
    if when is When.SINCE:
        return column.between(today - span, today)
    return column.between(today, today + span)


@dataclass(frozen=True, eq=False)
class Situations:
    """The figures of a service as conditions on its list: a row is in the situation when the figure counts it.

    Who sees a row only as the other side of its case does not learn what the own side has to do about it.
    """

    counted: Sequence[Counted]
    permissions: Permissions
    verb: str
    subject: ColumnElement[Any]
    path: ColumnElement[Any]

    def condition(self, act: Act, key: str, wanted: ListFilter, day: str | None) -> ColumnElement[bool]:
        figure = next(one for one in self.counted if one.key == key)
        rows, counts = figure.rows, figure.condition(act)
        assert rows.subject is not None
        if rows.only is not None:
            counts = and_(counts, rows.only)
        if day == SITUATION_DAY and rows.day is not None:
            counts = and_(counts, on_days(rows.day, wanted.when, wanted.days, act.today))
        if rows.hanging is not None:
            counts = self.subject.in_(select(rows.subject).select_from(rows.hanging).where(counts))
        return and_(counts, visible(act.actor, self.verb, self.permissions, self.path))


@dataclass(frozen=True, eq=False)
class Order:
    """By id, which is by time of registration, or by a day and then by id. `day` names the attribute of the row."""

    row_id: ColumnElement[Any]
    column: ColumnElement[Any] | None = None
    day: str = ""
    newest_first: bool = False

    @property
    def _key(self) -> ColumnElement[Any]:
        return func.coalesce(self.column, LAST_DAY)

    def page(self, query: Select[*Ts], after: str | None, limit: int) -> Select[*Ts]:
        """One row more than the page, so that the next is known. Raises PageMarkInvalid."""
        if self.column is None:
            by = [self.row_id.desc() if self.newest_first else self.row_id]
        else:
            by = [self._key, self.row_id]
        if after:
            query = query.where(self._beyond(after))
        return query.order_by(*by).limit(limit + 1)

    def _beyond(self, mark: str) -> ColumnElement[bool]:
        day, _, row_id = mark.rpartition(BETWEEN)
        try:
            key = UUID(row_id)
            if self.column is not None:
                return tuple_(self._key, self.row_id) > tuple_(date.fromisoformat(day), key)
        except ValueError as error:
            raise PageMarkInvalid() from error
        return self.row_id < key if self.newest_first else self.row_id > key

    def mark(self, row: Any, row_id: UUID) -> str:
        if self.column is None:
            return str(row_id)
        return f"{(getattr(row, self.day) or date.max).isoformat()}{BETWEEN}{row_id}"
