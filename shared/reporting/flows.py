"""Flows between regions (rulebook 8): how many are away, or have come, by pair of regions on three levels."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal

from shared.act import Act
from shared.figures import Counted, Listing
from shared.reporting.queries import regions


class FlowLevel(StrEnum):
    """How finely both ends of a flow are told apart: the larger a reader's region, the coarser."""

    PROVINCES = "provinces"
    CITIES = "cities"
    COUNTIES = "counties"

    @property
    def figure(self) -> str:
        """The key of the figure of this level."""
        return f"flows-{self}"


LABELS = {
    FlowLevel.PROVINCES: "本方按市、对方按省",
    FlowLevel.CITIES: "本方按县、对方按市",
    FlowLevel.COUNTIES: "双方按县",
}
DEPARTMENTS = r"^\d{6}(?:\.\d{6})*"
"""The departments that a path begins with, from the province down: their codes are those of GB/T 2260."""


def county_of(path: ColumnElement[str]) -> ColumnElement[str]:
    """The lowest region that an organisation's path (`ltree`) names."""
    return func.right(func.substring(cast(path, Text), DEPARTMENTS), 6)


def _city_of(region: ColumnElement[str]) -> ColumnElement[str]:
    return func.concat(func.left(region, 4), literal("00"))


def _province_of(region: ColumnElement[str]) -> ColumnElement[str]:
    return func.concat(func.left(region, 2), literal("0000"))


def flow_figures(
    listing: Callable[[ColumnElement[Any]], Listing],
    *,
    own: ColumnElement[str],
    far: ColumnElement[str],
    condition: Callable[[Act], ColumnElement[bool]],
    title: str,
) -> tuple[Counted, ...]:
    """One figure for each level. `listing` counts its rows under the region that it is given; `own` and `far` are the
    regions of the two ends (GB/T 2260)."""
    ends = {
        FlowLevel.PROVINCES: (_city_of(own), _province_of(far)),
        FlowLevel.CITIES: (own, _city_of(far)),
        FlowLevel.COUNTIES: (own, far),
    }
    return tuple(
        Counted(listing(here), level.figure, f"{title}（{LABELS[level]}）", condition, there, regions)
        for level, (here, there) in ends.items()
    )
