"""Two stacks for the whole folder: one at the speed of life, one at which months pass in seconds. They run at the
same time; a rehearsed journey begins as soon as its stack stands and the tests of the slow stack go on meanwhile."""

import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.factories.stack import FIRST_BASE, running_stack
from tests.journeys.rehearsal import SCALE, WORST_SECONDS, Played, Rehearsal
from tests.journeys.stage import Stage

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


class Theatre:
    """Both stacks; they are taken down together."""

    def __init__(self) -> None:
        self._stacks: list[ExitStack] = []

    def stage(self, scale: float) -> Stage:
        stacks = ExitStack()
        self._stacks.append(stacks)
        # Not pytest's folder: PostgreSQL, which is not root, must be able to enter.
        folder = Path(stacks.enter_context(tempfile.TemporaryDirectory(prefix="gongguan-journeys-")))
        folder.chmod(0o755)
        # Both start at the same time: ports of the one lie between those of the other.
        first_base = FIRST_BASE if scale == 1 else FIRST_BASE + 50
        data = folder / "data"
        return Stage(stacks.enter_context(running_stack(data, scale=scale, first_base=first_base)))

    def close(self) -> None:
        with ThreadPoolExecutor(2) as hands:
            list(hands.map(ExitStack.close, self._stacks))


@pytest.fixture(scope="session")
def theatre() -> Iterator[Theatre]:
    theatre = Theatre()
    yield theatre
    theatre.close()


@pytest.fixture(scope="session", autouse=True)
def rehearsal(request: pytest.FixtureRequest, theatre: Theatre) -> Iterator[Rehearsal]:
    """Of the journeys that the selected tests ask for; nothing is started when there are none."""
    wanted = {journey for item in request.session.items for journey in _rehearsed(item)}
    stage: Future[Stage] = Future()
    starting = threading.Thread(target=_start, args=(theatre, stage), daemon=True)
    if wanted:
        starting.start()
    yield Rehearsal(stage, sorted(wanted, key=lambda journey: journey.__name__))
    if wanted:
        starting.join()


def _start(theatre: Theatre, stage: "Future[Stage]") -> None:
    try:
        stage.set_result(theatre.stage(SCALE))
    except BaseException as error:  # told by every journey that waits for the stack
        stage.set_exception(error)


@pytest.fixture(scope="session")
def stage(theatre: Theatre, rehearsal: Rehearsal) -> Stage:
    """At the speed of life."""
    return theatre.stage(1.0)
