"""W-06 as pure code: every stage × every act, the dates with their clamping, the ballot, whom to ask."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.outflow.conversion.domain.ballot import has_quorum, is_passed
from services.outflow.conversion.domain.dates import admitted_from, extended_end, milestones, probation_end_of
from services.outflow.conversion.domain.hosts import Stay, contradicts, hosts_to_ask, stays
from services.outflow.conversion.domain.machine import (
    LED_HERE,
    NEXT_ACT,
    ORDER,
    STEPS,
    ApplicationMissing,
    NotThisStage,
    OpinionMissing,
    after_decision,
    after_meeting,
    after_review,
    check,
    check_papers,
    step,
)
from services.outflow.conversion.domain.rules import RULE_VERSIONS, rule_named, rule_on
from services.outflow.conversion.stages import OVER, Decision, OpinionStep, Proposal, Stage
from services.outflow.statuses import CaseStatus
from shared.calendar.published import published_calendar
from shared.letters.bodies_conversion import OpinionValue
from shared.policy.book import packaged_book

S, C = Stage, CaseStatus
PACK, CALENDAR = packaged_book().pack("CN-BASE-2019"), published_calendar()
DAYS = st.dates(date(2015, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(("stage", "verb"), list(product(Stage, STEPS)))
def test_every_act_in_every_stage_is_allowed_or_told_apart_as_early_or_late(stage: Stage, verb: str) -> None:
    if stage in STEPS[verb]:
        check(verb, stage)
        for to in STEPS[verb][stage]:
            assert step(verb, stage, to) is to
        return
    with pytest.raises(NotThisStage) as wrong:
        check(verb, stage)
    first = min(ORDER.index(allowed) for allowed in STEPS[verb])
    assert wrong.value.early == (stage not in OVER and ORDER.index(stage) < first)


@pytest.mark.parametrize("stage", sorted(OVER))
def test_nothing_leads_out_of_an_end(stage: Stage) -> None:
    assert not any(stage in froms for froms in STEPS.values())


def test_every_stage_can_be_reached_and_left_and_is_described() -> None:
    reached = {to for froms in STEPS.values() for many in froms.values() for to in many}
    assert reached == set(Stage) - {S.ENDED}
    assert {stage for froms in STEPS.values() for stage in froms} == set(Stage) - OVER
    assert set(ORDER) == set(NEXT_ACT) == set(LED_HERE) == set(Stage)
    assert all(stage.label for stage in Stage)


def test_a_way_that_the_table_does_not_know_is_an_error() -> None:
    with pytest.raises(LookupError):
        step("hold_conversion_meeting", S.READY, S.APPROVED)


def test_no_act_but_the_committees_decision_leads_to_an_outcome() -> None:
    deciding = {verb for verb, froms in STEPS.items() if any({S.APPROVED, S.REVOKED} & to for to in froms.values())}
    assert deciding == {"decide_conversion"}


@pytest.mark.parametrize(("proposal", "passed"), list(product(Proposal, (True, False))))
def test_the_meeting_leads_to_its_resolution_or_back(proposal: Proposal, passed: bool) -> None:
    assert after_meeting(proposal, passed) == (f"RESOLVED_{proposal}" if passed else "NOT_PASSED")


@pytest.mark.parametrize(
    ("decision", "resolution", "stage"),
    [
        (Decision.APPROVED, Proposal.CONVERT, S.APPROVED),
        (Decision.APPROVED, Proposal.EXTEND, S.WATCHING),
        (Decision.APPROVED, Proposal.REVOKE, S.REVOKED),
        *((Decision.RETURNED, one, S.RETURNED) for one in Proposal),
        *((Decision.REJECTED, one, S.REJECTED) for one in Proposal),
    ],
)
def test_the_decision_leads_where_the_rulebook_says(decision: Decision, resolution: Proposal, stage: Stage) -> None:
    assert after_decision(decision, resolution) is stage


def test_the_public_notice_is_a_parameter() -> None:
    assert (after_review(True), after_review(False)) == (S.REVIEWED, S.READY)


@pytest.mark.parametrize(("applied", "opinion"), list(product((True, False), OpinionStep)))
def test_both_papers_come_before_the_consultation(applied: bool, opinion: OpinionStep) -> None:
    settled = opinion in (OpinionStep.RECEIVED, OpinionStep.WAIVED)
    if applied and settled:
        check_papers(applied, opinion)
        return
    with pytest.raises(OpinionMissing if applied else ApplicationMissing):
        check_papers(applied, opinion)


# dates


@pytest.mark.parametrize(
    ("admitted", "end"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2025, 12, 1), date(2026, 12, 1)),
    ],
)
def test_probation_is_one_year_clamped_to_the_month(admitted: date, end: date) -> None:
    assert probation_end_of(admitted, 12) == end


@pytest.mark.parametrize(
    ("end", "months", "extended"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 5, 31), 6, date(2026, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_an_extension_follows_on_the_end_and_clamps(end: date, months: int, extended: date) -> None:
    assert extended_end(end, months) == extended


@given(DAYS, st.integers(1, 24))
def test_the_end_keeps_the_day_or_the_months_last(admitted: date, months: int) -> None:
    end = probation_end_of(admitted, months)
    assert (end.year * 12 + end.month) - (admitted.year * 12 + admitted.month) == months
    assert end.day == min(admitted.day, monthrange(end.year, end.month)[1])


@given(DAYS, st.integers(0, 400))
def test_milestones_stand_in_order_and_the_waiver_never_before_thirty_days(admitted: date, late: int) -> None:
    end = probation_end_of(admitted, 12)
    asked = end - timedelta(days=30) + timedelta(days=late)
    days = milestones(end, asked, PACK, CALENDAR)
    assert days.prepare_on == end - timedelta(days=60)
    assert days.request_on == days.apply_from == end - timedelta(days=30)
    assert days.opinion_since == max(end, asked)
    assert days.prepare_on < days.request_on < end <= days.opinion_since < days.overdue_on < days.waivable_from
    assert days.waivable_from >= days.opinion_since + timedelta(days=30)
    assert days.latest_meeting >= end + timedelta(days=45)


@given(DAYS, st.integers(0, 60))
def test_suspended_days_move_the_terms_of_the_opinion(admitted: date, still: int) -> None:
    end = probation_end_of(admitted, 12)
    assert (
        milestones(end, None, PACK, CALENDAR, still).waivable_from
        >= milestones(end, None, PACK, CALENDAR).waivable_from
    )


@pytest.mark.parametrize("joined", ["", "2025-12", "2025"])
def test_a_month_is_no_day(joined: str) -> None:
    assert admitted_from(joined) is None


def test_a_full_date_is() -> None:
    assert admitted_from("2025-12-01") == date(2025, 12, 1)


# rule versions


def test_the_version_of_2026_is_in_force_from_18_may() -> None:
    assert (rule_on(date(2026, 5, 17)).version, rule_on(date(2026, 5, 18)).version) == ("2014.05", "2026.05")
    assert rule_on(date(2001, 1, 1)).version == "2014.05"


def test_each_version_names_its_articles_and_source() -> None:
    numbers = {rule.version: tuple(rule.articles.values()) for rule in RULE_VERSIONS}
    assert numbers == {"2014.05": (32, 33, 34), "2026.05": (31, 32, 33)}
    assert all(rule.source and rule_named(rule.version) is rule for rule in RULE_VERSIONS)


# the ballot


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_quorum_and_majority_are_strictly_more_than_half(entitled: int, counted: int) -> None:
    assert has_quorum(entitled, counted) == is_passed(entitled, counted) == (counted > entitled / 2)


# whom to ask

HOSTS = stays([(1, date(2026, 1, 1)), (2, date(2026, 9, 1)), (3, date(2026, 10, 1))], date(2026, 11, 1))


def test_each_host_keeps_him_until_the_next_has_enrolled_him() -> None:
    assert [stay.until for stay in HOSTS] == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]


@pytest.mark.parametrize("status", [C.ACTIVE, C.CONTACT_AT_RISK, C.REPORTED])
def test_the_present_or_last_host_is_asked(status: CaseStatus) -> None:
    assert hosts_to_ask(HOSTS, status) == (3,)


@pytest.mark.parametrize("status", [C.LOST, C.RELOCATING, C.RETURNING, C.CLOSED_RETURNED])
def test_the_host_of_the_longest_stay_is_asked_as_well_while_he_is_on_the_move(status: CaseStatus) -> None:
    assert hosts_to_ask(HOSTS, status) == (1, 3)


def test_equal_stays_are_all_asked_and_without_a_host_nobody() -> None:
    equal = [Stay(1, date(2026, 1, 1), date(2026, 2, 1)), Stay(2, date(2026, 2, 1), date(2026, 3, 4))]
    assert hosts_to_ask(equal, C.RETURNING) == (1, 2)
    assert stays([], date(2026, 11, 1)) == []
    assert hosts_to_ask([], C.ACTIVE) == ()


@pytest.mark.parametrize(("opinion", "view"), list(product(OpinionValue, (*Proposal, None))))
def test_a_contradiction_is_only_seen_never_settled(opinion: OpinionValue, view: Proposal | None) -> None:
    same = {("CONVERT_ON_TIME", "CONVERT"), ("EXTEND", "EXTEND"), ("NOT_SUITABLE", "REVOKE")}
    silent = view is None or opinion is OpinionValue.INSUFFICIENT_BASIS
    assert contradicts(opinion, view) == (not silent and (opinion.value, view.value if view else "") not in same)
