"""5.1, holiday data missing or changed: provisional dates are reckoned anew; nothing moves unless the date moves."""

from datetime import date, datetime, timedelta

import pytest

from shared.business_clock import SHANGHAI
from shared.calendar.published import provisional_year, published_calendar
from shared.calendar.year import CalendarPublished, NamedDay, YearStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.workflows.conftest import TUESDAY, Stage, owing
from tests.workflows.far_side import FarClients, FarSide
from tests.workflows.scenario import Step
from tests.workflows.test_human_task import fired
from workflows.duty import Duty

SINCE = date(2027, 1, 26)
YEAR = 365
OFFICIAL = provisional_year(2027).model_copy(
    update={
        "status": YearStatus.OFFICIAL,
        "version": 2,
        "source": "测试用安排",
        "holidays": (*provisional_year(2027).holidays, NamedDay(on=date(2027, 2, 1), name="调休")),
    }
)
"""As if Monday 1 February 2027 were given as a day off."""


NEWS = CalendarPublished(year=2027, version=2)


@pytest.fixture(autouse=True)
def _official_once_heard_of(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's own copy is old until the process says what it has heard of."""

    def calendar(_: FarClients, published: CalendarPublished | None = None) -> object:
        return published_calendar().with_year(OFFICIAL) if published == NEWS else published_calendar()

    monkeypatch.setattr(FarClients, "calendar", calendar)


def published_after(days: int, news: CalendarPublished = NEWS) -> Step:
    return Step(at=TUESDAY + timedelta(days=days), published=news)


def verifying(side: FarSide) -> Duty:
    facts = {
        "kind": TaskKind.VERIFY_CERTIFICATE,
        "case_id": side.case_id,
        "occurrence": "1.1",
        "service": "inflow",
        "holder": "341181001",
        "role": Role.RECEPTION_OFFICER,
        "since": SINCE,
    }
    return Duty.model_validate(facts)


def due_dates(side: FarSide) -> list[date]:
    return [note.opening.schedule.due_on for note in side.named("open_task") if note.opening]


def test_a_provisional_date_stays_when_nothing_is_published(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(2 * YEAR))
    assert due_dates(side) == [date(2027, 2, 2)]
    assert len(fired(side)) == 5


def test_a_date_that_the_published_year_moves_is_moved_at_once(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), published_after(80), owing(2 * YEAR))
    first, second = side.named("open_task")
    assert due_dates(side) == [date(2027, 2, 2), date(2027, 2, 3)]
    assert (second.at.date() - first.at.date()).days == 80
    assert ("overdue", datetime(2027, 2, 4, tzinfo=SHANGHAI)) in fired(side)
    assert len(fired(side)) == 5


def test_a_rung_that_has_fired_does_not_fire_again(stage: Stage, side: FarSide) -> None:
    late = (date(2027, 2, 10) - TUESDAY.date()).days
    stage.play(side, owing(0, verifying(side)), published_after(late), owing(2 * YEAR))
    assert len(due_dates(side)) == 2
    names = [name for name, _ in fired(side)]
    assert sorted(names) == sorted(set(names))


def test_a_year_that_no_date_reaches_changes_nothing(stage: Stage, side: FarSide) -> None:
    stage.play(
        side, owing(0, verifying(side)), published_after(80, CalendarPublished(year=2028, version=2)), owing(2 * YEAR)
    )
    assert len(due_dates(side)) == 1
