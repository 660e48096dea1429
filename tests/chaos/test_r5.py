"""R5, push tier; and the proof that the harness can fail."""

from tests.chaos.conftest import green, new_run, red
from tests.chaos.ground import Ground
from tests.chaos.r5 import harness


def test_a_relay_killed_between_send_and_mark_loses_nothing(ground: Ground, sabotage: bool) -> None:
    run = new_run("r5", sabotage=sabotage)
    harness(run, ground)
    green(run)


def test_a_relay_that_marks_first_is_noticed(ground: Ground) -> None:
    run = new_run("r5", sabotage=True)
    harness(run, ground, 3)
    red(run)
