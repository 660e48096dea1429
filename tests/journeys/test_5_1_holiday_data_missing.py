"""5.1 Holiday data missing or changed: provisional dates are reckoned anew; people hear of it only if a date moves."""

from collections.abc import Callable
from datetime import date

import pytest

from shared.calendar.year import NamedDay, YearStatus
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail
from tests.journeys import rulebook
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.stage import Stage
from tests.journeys.telling import assert_fired

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_TONGCHENG
QUARTER_AND_TERM = 120


def contact_task(journey: Journey, quarter: str) -> TaskDetail | None:
    tasks = journey.home_file.tasks
    return next((d for d in tasks if d.task.kind is K.CONTACT_MEMBER and d.task.occurrence == quarter), None)


def publishes(stage: Stage, day_off: date) -> None:
    """Each operator enters the notice of the State Council, which gives one more day off than the statute."""
    for operator in stage.operators:
        known = next(one for one in operator.registry.read_calendars().years if one.year == day_off.year)
        assert known.status is YearStatus.PROVISIONAL
        notice = {"status": YearStatus.OFFICIAL, "source": "测试用放假安排"}
        days = (*known.holidays, NamedDay(on=day_off, name="调休"))
        operator.registry.publish_calendar(known.model_copy(update=notice | {"holidays": days}))


def has_risen(journey: Journey, quarter: str) -> TaskDetail | None:
    detail = contact_task(journey, quarter)
    return detail if detail and any(rung.name == "raise-committee" for rung in detail.fired) else None


def test_what_the_notice_moves_is_moved_the_rest_stays_and_the_home_branch_owes_it(
    apart: Stage, hurried: Callable[[], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = Journey(apart, HOME, HOST).depart()
    quarter = rulebook.first_quarter(apart.today)
    journey.until(lambda: contact_task(journey, quarter.name), f"{quarter.name} 的联系任务开立")
    foreseen = rulebook.contact(quarter, HOME.branch, HOME.committee)
    day_off = rulebook.working_days_after(quarter.last, 3)
    publishes(apart, day_off)
    statutory = rulebook.statutory
    monkeypatch.setattr(rulebook, "statutory", lambda year: statutory(year) | {day_off})
    moved = rulebook.contact(quarter, HOME.branch, HOME.committee)
    assert [new for new in moved if new not in foreseen] == [moved[-1]], "only the rise, ten working days later, moves"
    journey.stage = hurried()
    # With the news of this act the running processes learn how fast the clock goes now.
    journey.contact(reached=False)
    risen = journey.stage.until(
        lambda: has_risen(journey, quarter.name), "未联系已报基层党委", days=QUARTER_AND_TERM, told=journey.told
    )
    assert_fired(risen, moved, journey.told())
    assert (risen.task.holder, journey.home.duty_holder) == (HOME.branch, HOME.branch)
