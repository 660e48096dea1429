"""Rulebook 5.0: every row of the decision table, the edges of its figures, and what a redirect leads to."""

from datetime import date
from typing import Any

import pytest

from services.outflow import contract as c
from services.outflow.domain.classification import (
    TABLE,
    DepartureReasonUnknown,
    ReturnBeforeDeparture,
    classify,
)
from shared.policy.book import packaged_book
from tests.services.outflow.home_side import HomeSide, departure, person

S, G = c.CaseStatus, c.Category
LEAVES = date(2026, 9, 1)
SHORT, SIX_MONTHS, LONG = date(2026, 12, 1), date(2027, 3, 1), date(2027, 3, 2)
PACK = packaged_book().pack("CN-BASE-2019")

ROWS: dict[str, tuple[dict[str, Any], c.CaseStatus, c.Category | None, str]] = {
    "short, meeting: a member letter": (
        {"reason": "meeting", "expected_return": SHORT}, S.REDIRECTED_LETTER, None, "[C-3]"),
    "short, training: a member letter": (
        {"reason": "training", "expected_return": SHORT}, S.REDIRECTED_LETTER, None, "[C-3]"),
    "short, secondment: a member letter": (
        {"reason": "secondment", "expected_return": SHORT}, S.REDIRECTED_LETTER, None, "[C-3]"),
    "short, official travel: a member letter": (
        {"reason": "official_travel", "expected_return": SHORT}, S.REDIRECTED_LETTER, None, "[C-3]"),
    "short, holiday: a member letter": (
        {"reason": "holiday", "expected_return": SHORT}, S.REDIRECTED_LETTER, None, "[C-3]"),
    "short, work: a certificate": ({"reason": "work", "expected_return": SHORT}, S.ELIGIBLE, G.SHORT, "[C-3]"),
    "short, trade: a certificate": ({"reason": "trade", "expected_return": SHORT}, S.ELIGIBLE, G.SHORT, "[C-3]"),
    "short, seasonal: a certificate": (
        {"reason": "seasonal", "expected_return": SHORT}, S.ELIGIBLE, G.SHORT, "[C-3]"),
    "short and transferable: still a certificate": (
        {"expected_return": SHORT, "transferable": True}, S.ELIGIBLE, G.SHORT, "[C-3]"),
    "long, fixed place, the host can take him: transfer": (
        {"expected_return": LONG, "transferable": True}, S.REDIRECTED_TRANSFER, None, "第二十五条"),
    "long training that can be transferred: transfer": (
        {"reason": "training", "expected_return": LONG, "transferable": True},
        S.REDIRECTED_TRANSFER, None, "第二十五条"),
    "long, cannot be transferred for now: a certificate": (
        {"expected_return": LONG}, S.ELIGIBLE, G.LONG, "[C-3][C-6]"),
    "open-ended counts as long": ({"expected_return": None}, S.ELIGIBLE, G.LONG, "[C-3][C-6]"),
    "long without a fixed place, transferable in name only: a certificate": (
        {"expected_return": LONG, "transferable": True, "place_fixed": False}, S.ELIGIBLE, G.LONG, "[C-6]"),
    "no fixed place, often back: stays": (
        {"expected_return": LONG, "place_fixed": False, "often_back": True}, S.STAYS_HOME, None, "[C-3]"),
    "no fixed place, often back, short: stays": (
        {"expected_return": SHORT, "place_fixed": False, "often_back": True}, S.STAYS_HOME, None, "[C-3]"),
    "fixed place, often back: goes": (
        {"expected_return": LONG, "often_back": True}, S.ELIGIBLE, G.LONG, "[C-3]"),
    "long abroad for study: half-yearly": (
        {"expected_return": LONG, "abroad": True, "reason": "study_abroad"}, S.ELIGIBLE, G.ABROAD, "第三十四条"),
    "long abroad for research: half-yearly": (
        {"expected_return": LONG, "abroad": True, "reason": "research_abroad"}, S.ELIGIBLE, G.ABROAD, "第三十四条"),
    "abroad for work is not that variant": (
        {"expected_return": LONG, "abroad": True, "reason": "work"}, S.ELIGIBLE, G.LONG, "[C-3]"),
    "graduate within two years": (
        {"expected_return": LONG, "graduated_on": date(2024, 9, 1)}, S.ELIGIBLE, G.GRADUATE, "第三十四条"),
    "graduate after two years: transfer": (
        {"expected_return": LONG, "graduated_on": date(2024, 8, 31)}, S.REDIRECTED_TRANSFER, None, "第三十四条"),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "status", "category", "source"), ROWS.values(), ids=ROWS)
def test_each_row_of_the_table(
    facts: dict[str, Any], status: c.CaseStatus, category: c.Category | None, source: str
) -> None:
    found = classify(departure(leaves_on=LEAVES, **facts), PACK)
    assert (found.status, found.category) == (status, category)
    assert source in found.source


def test_every_row_of_the_code_is_reached_by_the_table() -> None:
    reached = {classify(departure(leaves_on=LEAVES, **facts), PACK).source for facts, *_ in ROWS.values()}
    assert reached == {row.source for row in TABLE}


@pytest.mark.parametrize(("back", "category"), [(SIX_MONTHS, G.SHORT), (LONG, G.LONG)])
def test_exactly_six_months_are_not_more_than_six_months(back: date, category: c.Category) -> None:
    assert classify(departure(leaves_on=LEAVES, expected_return=back), PACK).category is category


@pytest.mark.parametrize(("companions", "advised"), [(1, False), (2, False), (3, True), (9, True)])
def test_three_together_are_advised_to_form_a_temporary_organisation(companions: int, advised: bool) -> None:
    found = classify(departure(leaves_on=LEAVES, companions=companions), PACK)
    assert ("临时党支部" in found.advice) is advised
    assert found.status is S.ELIGIBLE


def test_an_unknown_reason_is_refused() -> None:
    with pytest.raises(DepartureReasonUnknown):
        classify(departure(reason="wanderlust"), PACK)


def test_a_return_before_the_departure_is_refused() -> None:
    with pytest.raises(ReturnBeforeDeparture):
        classify(departure(leaves_on=LEAVES, expected_return=date(2026, 8, 31)), PACK)


@pytest.mark.parametrize(
    ("facts", "status", "next_act"),
    [
        ({"reason": "holiday", "expected_return": SHORT}, S.REDIRECTED_LETTER, "开具党员证明信"),
        ({"transferable": True}, S.REDIRECTED_TRANSFER, "按规定转接组织关系"),
        ({"place_fixed": False, "often_back": True}, S.STAYS_HOME, "仍由本支部管理"),
    ],
)
def test_a_redirected_member_has_no_open_case_and_may_be_declared_again(
    home_side: HomeSide, facts: dict[str, Any], status: c.CaseStatus, next_act: str
) -> None:
    member = person()
    case = home_side.declares(who=member, **facts).read()
    assert (case.status, case.next_act, case.category) == (status, next_act, None)
    assert case.classification_source
    assert home_side.declares(who=member).read().status is S.ELIGIBLE


def test_an_eligible_case_starts_with_its_policy_its_source_and_its_people(home_side: HomeSide) -> None:
    case = home_side.declares(companions=4).read()
    assert (case.status, case.category, case.policy) == (S.ELIGIBLE, G.LONG, "CN-BASE-2019@1")
    assert (case.home_committee, case.home_department) == ("321003001", "321003")
    assert "临时党支部" in case.advice
    assert case.number.startswith("321003-2026-")
