"""Figures of reports (rulebook 8): each is a condition on the rows of one list, so that it equals the list's length."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import AwareDatetime, Field
from sqlalchemy import ColumnElement

from shared.act import Act
from shared.contract import Contract
from shared.identifiers import OrganisationCode


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
    """Counts of cases by organisation in the reader's subtree; never a list of persons in an order."""

    as_of: AwareDatetime
    figures: list[Figure]


class FigureFilter(Contract):
    """One row of a figure, as its list is asked for."""

    organisation: str | None = Field(default=None, description="code, or - for none")
    dimension: str | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = None


@dataclass(frozen=True)
class Counted:
    """`condition` and `dimension` speak of the rows of the service's list (cases at home, placements at the host)."""

    key: str
    title: str
    condition: Callable[[Act], ColumnElement[bool]]
    dimension: ColumnElement[Any] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    of: str | None = None
