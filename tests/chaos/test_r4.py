"""R4, push tier; and the proof that the harness can fail."""

from tests.chaos.conftest import green, new_run, red
from tests.chaos.ground import Ground
from tests.chaos.r4 import harness


def test_the_same_key_acts_once_however_often_and_through_a_restart(ground: Ground, sabotage: bool) -> None:
    run = new_run("r4", sabotage=sabotage)
    harness(run, ground)
    green(run)


def test_a_service_that_forgets_its_keys_is_noticed(ground: Ground) -> None:
    run = new_run("r4", sabotage=True)
    harness(run, ground, 4)
    red(run)
