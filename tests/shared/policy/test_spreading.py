"""A period opens for each case on one of its first days, always the same one; its end does not move."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from shared.identifiers import new_id
from shared.policy.book import packaged_book
from shared.policy.spreading import spread_days, spread_opening

FIRST = date(2026, 10, 1)
CASE = UUID("01992f6e-7c00-7000-8000-000000000002")


def test_the_same_case_is_asked_on_the_same_day_within_the_first_days() -> None:
    days = {spread_opening(FIRST, date(2026, 1, 1), CASE, 10) for _ in range(3)}
    assert len(days) == 1
    assert FIRST <= days.pop() <= FIRST + timedelta(days=10)


def test_many_cases_are_spread_evenly() -> None:
    asked = Counter(spread_opening(FIRST, FIRST, new_id(), 10) for _ in range(11_000))
    assert len(asked) == 11
    assert max(asked.values()) < 2 * min(asked.values())


def test_who_begins_within_the_period_is_asked_at_once() -> None:
    assert spread_opening(FIRST, date(2026, 10, 3), CASE, 10) == date(2026, 10, 3)


def test_nothing_is_spread_when_the_policy_says_so() -> None:
    assert spread_opening(FIRST, FIRST, CASE, 0) == FIRST


def test_the_national_pack_names_the_days_and_says_that_they_are_ours() -> None:
    pack = next(one for one in packaged_book().packs if one.id == "CN-BASE-2019")
    assert spread_days(pack) == 14
    assert "本系统默认" in pack.term("period.spread_days").source
