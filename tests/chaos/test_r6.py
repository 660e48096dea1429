"""R6, push tier; and the proof that the harness can fail."""

import pytest

from tests.chaos.conftest import green, new_run, red
from tests.chaos.encounter import meet
from tests.chaos.ground import Ground
from tests.chaos.r6 import harness, meetings
from tests.chaos.unlocked import GUARDS, without_locks

pytestmark = pytest.mark.timeout(900)


def test_whoever_acts_first_wins_and_the_other_is_told_who_it_was(ground: Ground, sabotage: bool) -> None:
    run = new_run("r6", sabotage=sabotage)
    harness(run, ground)
    green(run)


def test_cases_without_a_row_lock_are_noticed(ground: Ground) -> None:
    run = new_run("r6", sabotage=True)
    harness(run, ground, (6, 30))
    red(run)


def test_acts_that_meet_in_the_processes_beside_the_case_end_in_one_truth(ground: Ground, sabotage: bool) -> None:
    run = new_run("r6-meetings", sabotage=sabotage)
    meetings(run, ground)
    green(run)


@pytest.mark.parametrize("guard", GUARDS)
def test_a_process_without_its_lock_is_noticed(ground: Ground, guard: str) -> None:
    """Each lock alone is taken away, and the pairs meet that it keeps apart."""
    run = new_run(f"r6-{guard}", sabotage=True)
    with without_locks(guard):
        meet(run, ground, GUARDS[guard].kept_apart, GUARDS[guard].times, 1, alone=GUARDS[guard].alone)
    red(run)
