"""R6, push tier; and the proof that the harness can fail."""

from tests.chaos.conftest import green, new_run, red
from tests.chaos.ground import Ground
from tests.chaos.r6 import harness


def test_whoever_acts_first_wins_and_the_other_is_told_who_it_was(ground: Ground, sabotage: bool) -> None:
    run = new_run("r6", sabotage=sabotage)
    harness(run, ground)
    green(run)


def test_cases_without_a_row_lock_are_noticed(ground: Ground) -> None:
    run = new_run("r6", sabotage=True)
    harness(run, ground, (6, 30))
    red(run)
