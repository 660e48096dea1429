"""What the overview asks of the host side: where members come from, tasks and weeks; few statements."""

import pytest

from services.console.pages.overview_sections import KINDS
from services.inflow import contract as c
from shared.posts import Actor
from shared.reporting.flows import FlowLevel
from tests.services import task_figures
from tests.services.inflow.host_side import BRANCH, CLERK, COMMITTEE, OFFICER, SECRETARY, TODAY, HostSide
from tests.services.reporting import assert_every_figure_is_its_list, figure


@pytest.fixture
def busy(host_side: HostSide) -> HostSide:
    """Expected, verified, enrolled; and one refused, who is no flow."""
    for status in (c.PlacementStatus.EXPECTED, c.PlacementStatus.VERIFIED, c.PlacementStatus.ENROLLED):
        host_side.case().goes_as_far_as(status)
    host_side.case().goes_as_far_as(c.PlacementStatus.RECEIVED).refuses("too_many")
    return host_side


@pytest.mark.parametrize(
    ("level", "own", "far"),
    [
        (FlowLevel.PROVINCES, "341100", "320000"),
        (FlowLevel.CITIES, "341181", "321000"),
        (FlowLevel.COUNTIES, "341181", "321003"),
    ],
)
def test_where_members_come_from_is_read_from_the_organisations_path(
    busy: HostSide, level: FlowLevel, own: str, far: str
) -> None:
    rows = figure(busy.at(OFFICER), level.figure).rows
    assert [(row.organisation, row.dimension, row.count) for row in rows] == [(own, far, 3)]


@pytest.mark.parametrize(("actor", "holders"), [(SECRETARY, 1), (CLERK, 2), (OFFICER, 2)])
def test_tasks_are_counted_and_every_figure_is_its_list(busy: HostSide, actor: Actor, holders: int) -> None:
    before = {key: figure(busy.at(actor), key).total for key in task_figures.KEYS}
    assert set(before.values()) == {0}
    task_figures.plant(busy.engine, TODAY, BRANCH, COMMITTEE)
    task_figures.assert_they_are_counted(busy.at(actor), TODAY, holders)
    assert_every_figure_is_its_list(busy.at(actor))


def test_the_overview_is_one_statement_for_each_list(busy: HostSide) -> None:
    keys = {key for kind in KINDS for key in kind.asks(FlowLevel.CITIES).get("host", ())}
    said = task_figures.statements_of(busy.engine, busy.at(OFFICER), *sorted(keys))
    assert len(said) == 4, "placements, flows, opinions, tasks"
