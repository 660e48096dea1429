"""5.1, holiday data missing or changed: provisional dates are reckoned anew; nothing moves unless the date moves."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from shared.business_clock import SHANGHAI
from shared.calendar.published import provisional_year, published_calendar
from shared.calendar.year import NamedDay, YearStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import OpenedTask, OpenTask
from tests.workflows.conftest import Stage, owing
from tests.workflows.far_side import FarClients, FarSide
from tests.workflows.scenario import Step
from tests.workflows.test_human_task import fired
from workflows.duty import Duty

SINCE = date(2027, 1, 26)
START = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
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


@pytest.fixture
def publishes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """A list that is filled on the day of publication; the worker's calendar follows it."""
    published: list[date] = []

    def calendar(_: FarClients) -> object:
        return published_calendar().with_year(OFFICIAL) if published else published_calendar()

    monkeypatch.setattr(FarClients, "calendar", calendar)
    return published


@dataclass
class Publishing(FarSide):
    """The year is published after the task was opened for the first time."""

    published: list[date] = field(default_factory=list)

    def open_task(self, service: str, opening: OpenTask, at: datetime) -> OpenedTask:
        opened = super().open_task(service, opening, at)
        self.published.append(at.date())
        return opened


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


def test_a_provisional_date_is_reckoned_anew_once_and_stays_when_nothing_was_published(
    stage: Stage, side: FarSide
) -> None:
    stage.play(side, owing(0, verifying(side)), owing(2 * YEAR))
    assert due_dates(side) == [date(2027, 2, 2)] * 2
    assert len(fired(side)) == 5


def test_a_date_that_the_published_year_moves_is_moved_and_rungs_come_at_the_new_moment(
    stage: Stage, side: FarSide, publishes: list[date]
) -> None:
    publishing = Publishing(side.case_id, published=publishes)
    stage.play(publishing, owing(0, verifying(publishing)), owing(2 * YEAR))
    assert due_dates(publishing) == [date(2027, 2, 2), date(2027, 2, 3)]
    assert ("overdue", datetime(2027, 2, 4, tzinfo=SHANGHAI)) in fired(publishing)
    assert len(fired(publishing)) == 5


def test_an_official_date_is_asked_for_once(stage: Stage, side: FarSide, publishes: list[date]) -> None:
    publishes.append(START.date())
    stage.play(side, owing(0, verifying(side)), owing(timedelta(days=170)), Step(at=START + timedelta(days=400)))
    assert len(due_dates(side)) == 1
