from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.embedded.process import ProcessSpec
from deploy.embedded.stop_request import StopRequest
from deploy.embedded.supervisor import Supervisor
from tests.deploy.stacks import Said, Supervise


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def supervise(tmp_path: Path, said: Said) -> Iterator[Supervise]:
    """Makes supervisors and stops them at the end, whatever the test did."""
    made: list[Supervisor] = []

    def make(*table: ProcessSpec, stop_request: StopRequest | None = None) -> Supervisor:
        logs = tmp_path / "logs"
        logs.mkdir(exist_ok=True)
        supervisor = Supervisor(
            table,
            logs=logs,
            records=tmp_path / "processes.json",
            show=said.show,
            say=said.say,
            stop_request=stop_request or StopRequest(),
        )
        made.append(supervisor)
        return supervisor

    yield make
    for supervisor in made:
        supervisor.stop()
