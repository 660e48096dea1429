"""R3, push tier; and the proof that the harness can fail."""

from typing import get_args

import pytest

from shared.letters.contract import Body
from tests.chaos.conftest import green, new_run, red
from tests.chaos.ground import Ground
from tests.chaos.r3 import harness
from tests.chaos.r3_tales import every_letter
from tests.chaos.stories import STORIES

pytestmark = pytest.mark.timeout(900)
EVERY_TYPE = {one.model_fields["type"].default for one in get_args(get_args(Body)[0])}


def test_a_storm_of_letters_ends_as_if_each_had_come_once_and_in_order(ground: Ground, sabotage: bool) -> None:
    run = new_run("r3", sabotage=sabotage)
    harness(run, ground)
    green(run)


def test_letters_applied_as_they_come_are_noticed(ground: Ground) -> None:
    run = new_run("r3", sabotage=True)
    harness(run, ground, 200)
    red(run)


def test_every_kind_of_letter_is_driven_and_ends_as_if_it_had_come_once_and_in_order(
    ground: Ground, sabotage: bool
) -> None:
    """A kind that no tale and no story writes fails here: tell it in `tales_of_members` or `tales_between`."""
    run = new_run("r3-tales", sabotage=sabotage)
    driven = every_letter(run, ground)
    in_stories = {body.type for story in STORIES for body in (*story.first, *story.then)}
    run.expect_equal(EVERY_TYPE - driven - in_stories, set(), "kinds of letters that nobody drives")
    green(run)


def test_tales_whose_letters_are_applied_as_they_come_are_noticed(ground: Ground) -> None:
    run = new_run("r3-tales", sabotage=True)
    every_letter(run, ground, surveyed=False)
    red(run)
