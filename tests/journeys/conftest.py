"""Stacks for the whole folder, in both set-ups: once one deployment for both sides, once two that know each other.
While the quick journeys run at the speed of life in the one, the rehearsed ones go through months in the other."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shared.business_clock import SHANGHAI
from shared.calendar.published import last_official_year
from tests.factories.stack import gongguan
from tests.journeys.rehearsal import WORST_SECONDS, Played, Rehearsal, Rehearsals
from tests.journeys.stage import APART_SCALE, ONE_DEPLOYMENT, SET_UPS, TWO_DEPLOYMENTS, Stage, standing
from tests.workflows.record_kinds import record_kinds

FOLDER = Path(__file__).parent
OTHER = {ONE_DEPLOYMENT: TWO_DEPLOYMENTS, TWO_DEPLOYMENTS: ONE_DEPLOYMENT}
ORDER = (
    {"stage": ONE_DEPLOYMENT},
    {"rehearsal": TWO_DEPLOYMENTS},
    {"stage": TWO_DEPLOYMENTS},
    {"rehearsal": ONE_DEPLOYMENT},
    {"apart": ONE_DEPLOYMENT},
    {"apart": TWO_DEPLOYMENTS},
)
"""The quick journeys fill the time that the rehearsed ones need, and never have more than three deployments to run."""
HURRIED_SCALE = 300_000.0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The set-ups one after the other, and at the end of each what makes haste."""
    ours = [item for item in items if item.path.is_relative_to(FOLDER)]
    for item in ours:
        item.add_marker(pytest.mark.timeout(WORST_SECONDS + 60))
    order = iter(sorted(ours, key=lambda item: (_turn(item), "hurried" in getattr(item, "fixturenames", ()))))
    items[:] = [next(order) if item in ours else item for item in items]


def _turn(item: pytest.Item) -> int:
    params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    turns = (number for number, turn in enumerate(ORDER) if turn.items() <= params.items())
    return next(turns, len(ORDER))


@pytest.fixture(scope="session", autouse=True)
def rehearsals(request: pytest.FixtureRequest) -> Iterator[Rehearsals]:
    """Of the journeys that the selected tests ask for; nothing is started when there are none."""
    wanted = {set_up: _journeys(request.session.items, {"rehearsal": set_up}) for set_up in SET_UPS}
    with Rehearsals(wanted) as rehearsals:
        yield rehearsals


def _journeys(items: list[pytest.Item], turn: dict[str, str]) -> set[Played[Any]]:
    modules = {item.getparent(pytest.Module) for item in items if _turn(item) == ORDER.index(turn)}
    return {journey for module in modules if module for journey in module.obj.REHEARSED}


@pytest.fixture(scope="session", params=SET_UPS)
def rehearsal(request: pytest.FixtureRequest, rehearsals: Rehearsals) -> Rehearsal:
    """Months in seconds."""
    return rehearsals.of(request.param)


@pytest.fixture(scope="session", params=SET_UPS)
def stage(request: pytest.FixtureRequest, rehearsals: Rehearsals) -> Iterator[Stage]:
    """At the speed of life."""
    rehearsals.begin(OTHER[request.param])
    with standing(request.param) as stage:
        yield stage
        for deployment in stage.deployments:
            asyncio.run(record_kinds(deployment))


@pytest.fixture(scope="session", params=SET_UPS)
def apart(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """For tests that stop and start it: an hour in fifteen seconds, in a year whose holidays nobody has published."""
    april = datetime(last_official_year() + 1, 4, 2, 9, tzinfo=SHANGHAI)
    with standing(request.param, scale=APART_SCALE, begins=april) as stage:
        yield stage
        for deployment in stage.deployments:
            asyncio.run(record_kinds(deployment))


@pytest.fixture(scope="session")
def hurried(apart: Stage) -> Callable[[], Stage]:
    """Called when everything has been done that takes people's time: stopped, and started again on a fast clock."""

    def hurry() -> Stage:
        for deployment in apart.deployments:
            assert gongguan("down", data=deployment.data_dir).returncode == 0
        clock = apart.clock.rebased(HURRIED_SCALE, datetime.now(UTC))
        for deployment in apart.deployments:
            clock.save(deployment.clock_file)
            assert gongguan("up", "--detach", data=deployment.data_dir).returncode == 0
        return Stage(*apart.deployments)

    return hurry
