"""Stacks for the whole folder: at the speed of life, once one deployment for both sides and once two that know each
other; and one at which months pass in seconds. The fast one runs beside the others; a rehearsed journey begins as soon
as its stack stands, and the tests at the speed of life go on meanwhile."""

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.factories.stack import FIRST_BASE, running_stack, two_deployments
from tests.journeys.rehearsal import SCALE, WORST_SECONDS, Played, Rehearsal
from tests.journeys.stage import Stage
from tests.workflows.record_kinds import record_kinds

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The quick journeys fill the time that the rehearsed ones need; these wait long for their month."""
    ours = [item for item in items if item.path.is_relative_to(FOLDER)]
    for item in ours:
        item.add_marker(pytest.mark.timeout(WORST_SECONDS + 60))
    order = iter(sorted(ours, key=lambda item: bool(_rehearsed(item))))
    items[:] = [next(order) if item in ours else item for item in items]


def _rehearsed(item: pytest.Item) -> tuple[Played[Any], ...]:
    module = item.getparent(pytest.Module)
    return getattr(module.obj, "REHEARSED", ()) if module else ()


@pytest.fixture(scope="session", autouse=True)
def rehearsal(request: pytest.FixtureRequest) -> Iterator[Rehearsal]:
    """Of the journeys that the selected tests ask for; nothing is started when there are none."""
    wanted = {journey for item in request.session.items for journey in _rehearsed(item)}
    stage: Future[Stage] = Future()
    with ExitStack() as held:
        starting = threading.Thread(target=_start, args=(held, stage), daemon=True)
        if wanted:
            starting.start()
        yield Rehearsal(stage, sorted(wanted, key=lambda journey: journey.__name__))
        if wanted:
            starting.join()
            asyncio.run(record_kinds(stage.result().deployments[0]))


def _start(held: ExitStack, stage: "Future[Stage]") -> None:
    try:
        # Beside the stacks at the speed of life: its ports lie between theirs.
        data = held.enter_context(_folder()) / "data"
        stage.set_result(Stage(held.enter_context(running_stack(data, scale=SCALE, first_base=FIRST_BASE + 25))))
    except BaseException as error:  # told by every journey that waits for the stack
        stage.set_exception(error)


@contextmanager
def _folder() -> Iterator[Path]:
    """Not pytest's: PostgreSQL, which is not root, must be able to enter."""
    with tempfile.TemporaryDirectory(prefix="gongguan-journeys-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session", params=["one-deployment", "two-deployments"])
def stage(request: pytest.FixtureRequest, rehearsal: Rehearsal) -> Iterator[Stage]:
    """At the speed of life; the two sides at one operator, then at two."""
    with _folder() as folder:
        if request.param == "one-deployment":
            with running_stack(folder / "data") as endpoints:
                yield Stage(endpoints)
                asyncio.run(record_kinds(endpoints))
        else:
            with two_deployments(folder) as deployments:
                yield Stage(*deployments)
