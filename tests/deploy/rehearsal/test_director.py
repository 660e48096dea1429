"""Stories are played in the order of business time, side by side, and one that breaks stops all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from deploy.embedded.rehearsal.director import Director
from deploy.embedded.rehearsal.stories.telling import side_by_side
from shared.business_clock import BusinessClock

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def clock() -> BusinessClock:
    return BusinessClock(origin_real=datetime.now(UTC), origin_business=START, scale=36_000)


def story(said: list[str], name: str, *hours: int) -> Iterator[datetime]:
    for hour in hours:
        yield START + hour * HOUR
        said.append(f"{name}{hour}")


def test_whoever_comes_first_acts_first() -> None:
    said: list[str] = []
    stories = [story(said, "a", 1, 4, 7), story(said, "b", 2, 5), story(said, "c", 3)]
    Director(stories, clock(), START + 9 * HOUR, lambda _: None).play()
    assert said == ["a1", "b2", "c3", "a4", "b5", "a7"]


def test_nobody_acts_after_the_end() -> None:
    said: list[str] = []
    Director([story(said, "a", 1, 30)], clock(), START + 2 * HOUR, lambda _: None).play()
    assert said == ["a1"]


def test_a_story_that_breaks_stops_the_rehearsal() -> None:
    def breaks() -> Iterator[datetime]:
        yield START + HOUR
        raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        Director([breaks()], clock(), START + 500 * HOUR, lambda _: None).play()


def test_progress_is_told() -> None:
    told: list[datetime] = []
    Director([], clock(), START + 3 * HOUR, told.append).play()
    assert told


def test_stories_of_the_same_people_run_side_by_side() -> None:
    said: list[str] = []
    moments = list(side_by_side(story(said, "a", 1, 4), story(said, "b", 2, 3)))
    assert moments == sorted(moments)
    assert said == ["a1", "b2", "b3", "a4"]
