"""R3, push tier; and the proof that the harness can fail."""

from tests.chaos.conftest import green, new_run, red
from tests.chaos.ground import Ground
from tests.chaos.r3 import harness


def test_a_storm_of_letters_ends_as_if_each_had_come_once_and_in_order(ground: Ground, sabotage: bool) -> None:
    run = new_run("r3", sabotage=sabotage)
    harness(run, ground)
    green(run)


def test_letters_applied_as_they_come_are_noticed(ground: Ground) -> None:
    run = new_run("r3", sabotage=True)
    harness(run, ground, 200)
    red(run)
