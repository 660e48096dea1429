"""Figures of reports (rulebook 8): each is a condition on the rows of one list, so that it equals the list's length."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, Field
from sqlalchemy import ColumnElement, FromClause, Row

from shared.act import Act
from shared.contract import Contract
from shared.identifiers import OrganisationCode
from shared.policy.task_kinds import TaskKind


class FigureRow(Contract):
    """`dimension` tells the rows of one organisation apart; `label` is what people read."""

    organisation: OrganisationCode | None
    organisation_name: str
    dimension: str
    label: str
    count: int


class Figure(Contract):
    key: str
    title: str
    of: str | None = Field(description="key of the figure of which this one is a share")
    rows: list[FigureRow]

    @property
    def total(self) -> int:
        return sum(row.count for row in self.rows)


class Report(Contract):
    """Counts by organisation in the reader's subtree; never a list of persons in an order (rulebook 9.10)."""

    as_of: AwareDatetime
    figures: list[Figure]


class ReportFilter(Contract):
    """A page that shows some figures asks for those; nothing else is counted then."""

    key: list[str] = Field(default=[], max_length=60, description="keys of figures; none for the whole report")


class FigureFilter(Contract):
    """One row of a figure, several of them, or what they leave over, as the list is asked for."""

    organisation: str | None = Field(default=None, description="code, or - for none")
    dimension: list[str] = Field(default=[], max_length=100, description="any of these; none for all")
    other_organisations: list[str] = Field(
        default=[], max_length=60, description="all but these, for what a picture shows as one remainder"
    )
    other_dimensions: list[str] = Field(default=[], max_length=60)
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


class FigureItem(Contract):
    """One row of the list behind a figure. `case_id` where it belongs to a case, `name` what it is about.
    A task has its `kind`, which says what its `case_id` is the id of."""

    case_id: UUID | None = None
    kind: TaskKind | None = None
    number: str
    name: str
    organisation_name: str
    partner_name: str = ""
    state: str
    on: date | None = Field(default=None, description="the day that the row speaks of")


class FigureItems(Contract):
    items: list[FigureItem]
    next: str | None


@dataclass(frozen=True, eq=False)
class Listing:
    """A list whose rows are counted: under which organisation a row is counted (`organisation`), who may see it
    (`path`), and what its list shows. `row_id` is unique, and `mark` reads it again out of a page mark.

    `subject`: the case or placement that a row is, or that it hangs on as a row of `hanging`; `day`: the day of which
    it speaks.
    `only`: what holds for every row of the list, said apart from the figures so that an index can serve it."""

    source: FromClause
    row_id: ColumnElement[Any]
    organisation: ColumnElement[Any]
    path: ColumnElement[Any]
    columns: tuple[Any, ...]
    shown: Callable[[Act, Row[Any]], FigureItem]
    mark: Callable[[str], Any] = UUID
    subject: ColumnElement[Any] | None = None
    hanging: FromClause | None = None
    day: ColumnElement[Any] | None = None
    only: ColumnElement[bool] | None = None


Labels = Mapping[str, str] | Callable[[Act], Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class Counted:
    """`condition` and `dimension` speak of the rows of `rows`; `labels` says the dimension's values in words."""

    rows: Listing
    key: str
    title: str
    condition: Callable[[Act], ColumnElement[bool]]
    dimension: ColumnElement[Any] | None = None
    labels: Labels = field(default_factory=dict)
    of: str | None = None


def every(column: ColumnElement[Any]) -> Callable[[Act], ColumnElement[bool]]:
    """The condition of a figure that counts the whole list; `column` is one that is never empty."""
    return lambda _: column.is_not(None)


def is_in(column: ColumnElement[Any], *values: str) -> Callable[[Act], ColumnElement[bool]]:
    return lambda _: column.in_(values)


def labels_of(words: Mapping[Any, str]) -> dict[str, str]:
    """Of a table of labels by status, as it stands in a contract."""
    return {str(key): label for key, label in words.items()}
