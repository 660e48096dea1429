"""What the overview asks of the home side: flows on three levels, tasks and weeks, refusals; few statements each."""

from datetime import date

import pytest

from services.console.pages.overview_sections import KINDS
from shared.letters.contract import Refused as RefusedLetter
from shared.posts import Actor, Role
from shared.reporting.flows import FlowLevel
from shared.service_client import Refused
from tests.factories.people import holder
from tests.services import reporting, task_figures
from tests.services.outflow.home_side import (
    BRANCH,
    CITY,
    CLERK,
    NEIGHBOUR_BRANCH,
    OFFICER,
    OTHER_BRANCH,
    PROVINCE,
    SECRETARY,
    HomeSide,
)
from tests.services.reporting import assert_every_figure_is_its_list, counts, figure, items_of

CITY_OFFICER = holder(Role.DEPARTMENT_OFFICER, CITY)
PROVINCIAL = holder(Role.DEPARTMENT_OFFICER, PROVINCE)
READERS = {"branch": (SECRETARY, 1), "committee": (CLERK, 2), "department": (OFFICER, 3), "city": (CITY_OFFICER, 3)}


@pytest.fixture
def busy(home_side: HomeSide) -> HomeSide:
    """Four cases to three regions of two provinces, one refused."""
    home_side.declares()
    home_side.declares(host_region="341102", host_committee=None, host_name="琅琊街道党工委").departs()
    home_side.declares(host_region="440305", host_committee=None, host_name="粤海街道党工委").departs()
    home_side.declares().departs().hears(
        RefusedLetter(reason="too_many", text="人数太多", listed=False, refused_on=home_side.clock.today())
    )
    return home_side


@pytest.mark.parametrize(
    ("level", "own", "far"),
    [
        (FlowLevel.PROVINCES, "321000", {"340000": 3, "440000": 1}),
        (FlowLevel.CITIES, "321003", {"341100": 3, "440300": 1}),
        (FlowLevel.COUNTIES, "321003", {"341181": 2, "341102": 1, "440305": 1}),
    ],
)
def test_flows_are_told_apart_as_finely_as_is_asked(
    busy: HomeSide, level: FlowLevel, own: str, far: dict[str, int]
) -> None:
    rows = figure(busy.at(PROVINCIAL), level.figure).rows
    assert {row.organisation for row in rows} == {own}
    assert {row.dimension: row.count for row in rows} == far


def test_several_rows_and_what_a_picture_leaves_over_are_lists_of_their_own(busy: HomeSide) -> None:
    client, key = busy.at(OFFICER), FlowLevel.COUNTIES.figure
    assert len(items_of(client, key, dimension=["341181", "341102"])) == 3
    assert len(items_of(client, key, other_dimensions=["341181"])) == 2
    assert len(items_of(client, key, organisation="321003", other_dimensions=["341181", "341102"])) == 1
    assert items_of(client, key, other_organisations=["321003"]) == []
    assert len(items_of(client, key, other_organisations=["321081"])) == 4


def test_the_refused_stand_under_their_ground_in_words(busy: HomeSide) -> None:
    assert counts(busy.at(OFFICER), "refused-by-ground") == {"人数太多": 1}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2026, 12, 30)], ids=["autumn", "new-year"])
def test_tasks_are_counted_by_kind_and_by_week(home_side: HomeSide, reader: str, today: date) -> None:
    actor, holders = READERS[reader]
    task_figures.plant(home_side.engine, today, BRANCH, OTHER_BRANCH, NEIGHBOUR_BRANCH)
    client = home_side.on(today).at(actor)
    task_figures.assert_they_are_counted(client, today, holders)
    assert_every_figure_is_its_list(client)


@pytest.mark.parametrize("actor", [SECRETARY, OFFICER, PROVINCIAL], ids=["branch", "department", "province"])
def test_every_figure_is_the_length_of_its_list(busy: HomeSide, actor: Actor) -> None:
    assert_every_figure_is_its_list(busy.at(actor))


def test_only_what_is_asked_for_is_counted_in_one_statement_for_each_list(busy: HomeSide) -> None:
    client = busy.at(OFFICER)
    report = client.read_report("away", "tasks-overdue")
    assert [one.key for one in report.figures] == ["away", "tasks-overdue"]
    keys = {key for kind in KINDS for key in kind.asks(FlowLevel.CITIES).get("home", ())}
    said = task_figures.statements_of(busy.engine, client, *sorted(keys))
    assert len(said) == 4, "cases, flows, conversions, tasks"
    with pytest.raises(Refused) as refused:
        client.read_report("away", "no-such-figure")
    assert refused.value.problem.status == 404


def test_a_stranger_sees_no_flow_and_no_task(busy: HomeSide) -> None:
    task_figures.plant(busy.engine, busy.clock.today(), BRANCH)
    stranger = busy.at(holder(Role.DEPARTMENT_OFFICER, "370000"))
    keys = (*(level.figure for level in FlowLevel), *task_figures.KEYS)
    assert all(one.rows == [] for one in stranger.read_report(*keys).figures)
    assert reporting.items_of(stranger, "tasks-open") == []
