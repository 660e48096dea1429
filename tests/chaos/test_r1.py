"""R1, push tier. Its sabotage takes as long as the run itself: `python -m tests.chaos.r1 --sabotage`."""

import pytest

from tests.chaos.conftest import green, new_run
from tests.chaos.r1 import harness


@pytest.mark.timeout(900)
def test_a_kill_storm_loses_nothing_and_does_nothing_twice(sabotage: bool) -> None:
    run = new_run("r1", sabotage=sabotage)
    harness(run)
    green(run)
