"""When a task is due, and when it reminds and rises."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.business_clock import SHANGHAI
from shared.calendar.published import published_calendar
from shared.policy.book import packaged_book
from shared.policy.contact_period import first_contact_period
from shared.policy.ladder import RungAction, RungEffect, RungTarget
from shared.policy.moments import Period, PeriodMissing
from shared.policy.pack import Unit
from shared.policy.schedule import PlannedRung, Schedule, plan
from shared.policy.task_kinds import TaskKind
from shared.terms import HalfYear, Quarter

CALENDAR = published_calendar()
PACK = packaged_book().pack("JS-PROV-2017")
MONDAY = date(2026, 11, 2)


def planned(
    kind: TaskKind,
    since: date = MONDAY,
    *,
    quarter: Period | None = None,
    flags: set[str] | None = None,
    suspended: int = 0,
    no_later_than: date | None = None,
) -> Schedule:
    return plan(
        kind,
        since=since,
        pack=PACK,
        calendar=CALENDAR,
        quarter=quarter,
        flags=frozenset(flags or ()),
        suspended_working_days=suspended,
        no_later_than=no_later_than,
    )


def ladder(schedule: Schedule) -> list[tuple[str, str, str]]:
    """Name, moment and target of each rung, in order."""
    return [(rung.name, f"{rung.at:%m-%d %H:%M}", rung.to) for rung in schedule.rungs]


def rung(schedule: Schedule, name: str) -> PlannedRung:
    return next(one for one in schedule.rungs if one.name == name)


def test_verification_is_due_in_five_working_days_and_rises_at_10_15_and_20() -> None:
    schedule = planned(TaskKind.VERIFY_CERTIFICATE)

    assert (schedule.due_on, schedule.budget_working_days) == (date(2026, 11, 9), 5)
    assert ladder(schedule) == [
        ("remind-before", "11-06 08:00", "HOLDER"),
        ("overdue", "11-10 00:00", "HOLDER"),
        ("raise-head", "11-17 00:00", "COMMITTEE_HEAD"),
        ("raise-department", "11-24 00:00", "COUNTY_DEPARTMENT"),
        ("joint", "12-01 00:00", "BOTH_DEPARTMENTS"),
    ]
    assert rung(schedule, "joint").effect is RungEffect.OPEN_JOINT_COORDINATION


@pytest.mark.parametrize("kind", [TaskKind.PLACE_MEMBER, TaskKind.ENROL_MEMBER])
def test_placing_and_enrolling_are_due_in_ten_working_days_from_the_report(kind: TaskKind) -> None:
    schedule = planned(kind)

    assert (schedule.due_on, schedule.budget_working_days) == (date(2026, 11, 16), 10)
    assert [name for name, _, _ in ladder(schedule)] == [
        "remind-before",
        "raise-head",
        "raise-department",
        "joint",
    ]


def test_a_member_who_never_reports_is_sought_on_days_30_45_and_90_and_at_six_months() -> None:
    schedule = planned(TaskKind.REPORT_AT_HOST, date(2026, 7, 1))

    assert schedule.due_on == date(2026, 7, 31)
    assert ladder(schedule) == [
        ("remind-7", "07-08 08:00", "HOLDER"),
        ("remind-15", "07-16 08:00", "HOLDER"),
        ("remind-25", "07-26 08:00", "HOLDER"),
        ("overdue", "08-01 00:00", "HOLDER"),
        ("raise-committee", "08-18 00:00", "COMMITTEE"),
        ("raise-department", "09-30 00:00", "COUNTY_DEPARTMENT"),
        ("at-risk", "01-05 00:00", "HOLDER"),
    ]
    assert [rung(schedule, name).effect for name in ("overdue", "raise-committee", "at-risk")] == [
        RungEffect.REPORT_OVERDUE,
        RungEffect.ASK_HOST_TO_LOOK,
        RungEffect.CONTACT_AT_RISK,
    ]


def test_a_term_that_ends_on_a_day_off_runs_to_the_next_working_day_and_says_so() -> None:
    committee = rung(planned(TaskKind.REPORT_AT_HOST, date(2026, 7, 1)), "raise-committee")

    assert committee.day == date(2026, 8, 17)
    assert "2026年8月15日，逢周六顺延至下一工作日，即2026年8月17日" in committee.why.text
    assert [skipped.on.day for skipped in committee.why.skipped] == [15, 16]


def test_a_reminder_stays_on_its_day_even_when_it_is_not_worked() -> None:
    assert rung(planned(TaskKind.REPORT_AT_HOST, date(2026, 7, 1)), "remind-25").day == date(2026, 7, 26)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (TaskKind.BRIEF_MEMBER, "COMMITTEE", "COUNTY_DEPARTMENT"),
        (TaskKind.REQUEST_CERTIFICATE, "COMMITTEE", "COUNTY_DEPARTMENT"),
        (TaskKind.NUMBER_CERTIFICATE, "CITY_DEPARTMENT", "PROVINCIAL_DEPARTMENT"),
        (TaskKind.SEAL_CERTIFICATE, "COMMITTEE_HEAD", "COUNTY_DEPARTMENT"),
        (TaskKind.ISSUE_CERTIFICATE, "COMMITTEE", "COUNTY_DEPARTMENT"),
    ],
)
def test_the_certificate_is_due_in_five_working_days_and_rises_to_those_above_the_holder(
    kind: TaskKind, first: str, second: str
) -> None:
    schedule = planned(kind)

    assert schedule.due_on == date(2026, 11, 9)
    assert ladder(schedule) == [
        ("remind-before", "11-06 08:00", "HOLDER"),
        ("overdue", "11-10 00:00", "HOLDER"),
        ("raise-first", "11-13 00:00", first),
        ("raise-second", "11-20 00:00", second),
    ]


def test_the_certificate_is_due_before_a_near_departure() -> None:
    assert planned(TaskKind.ISSUE_CERTIFICATE, no_later_than=date(2026, 11, 4)).due_on == date(2026, 11, 4)
    assert planned(TaskKind.ISSUE_CERTIFICATE, no_later_than=date(2026, 12, 1)).due_on == date(2026, 11, 9)


def test_a_departure_that_lies_behind_leaves_the_term_as_it_is() -> None:
    assert planned(TaskKind.ISSUE_CERTIFICATE, no_later_than=date(2026, 10, 1)).due_on == date(2026, 11, 9)


def test_the_home_side_answers_a_query_in_three_working_days() -> None:
    assert ladder(planned(TaskKind.ANSWER_QUERY)) == [
        ("remind-before", "11-04 08:00", "HOLDER"),
        ("raise-committee", "11-06 00:00", "COMMITTEE"),
        ("raise-department", "11-11 00:00", "COUNTY_DEPARTMENT"),
    ]


@pytest.mark.parametrize(
    ("kind", "due", "effect"),
    [
        (TaskKind.REVIEW_REFUSAL, date(2026, 11, 16), RungEffect.OPEN_JOINT_COORDINATION),
        (TaskKind.COORDINATE_JOINTLY, date(2026, 11, 23), RungEffect.OPEN_PROVINCIAL_COORDINATION),
        (TaskKind.CONSIDER_OBJECTION, date(2026, 11, 9), RungEffect.OBJECTION_LAPSED),
    ],
)
def test_an_undecided_dispute_goes_one_level_up(kind: TaskKind, due: date, effect: RungEffect) -> None:
    schedule = planned(kind)

    assert schedule.due_on == due
    assert schedule.rungs[-1].effect is effect
    assert schedule.rungs[-1].at == datetime.combine(due + timedelta(days=1), datetime.min.time(), SHANGHAI)


def test_an_objection_that_lapses_is_raised_to_nobody() -> None:
    actions = {one.action for one in planned(TaskKind.CONSIDER_OBJECTION).rungs}

    assert RungAction.RAISE not in actions


def test_a_quarter_reminds_on_days_45_and_75_and_its_last_three_days_and_is_missed_at_its_end() -> None:
    schedule = planned(TaskKind.CONTACT_MEMBER, date(2026, 7, 1), quarter=Quarter("2026Q3"))

    assert schedule.due_on == date(2026, 9, 30)
    assert ladder(schedule) == [
        ("remind-day-45", "08-14 08:00", "HOLDER"),
        ("remind-day-75", "09-13 08:00", "HOLDER"),
        ("remind-last-3", "09-28 08:00", "HOLDER"),
        ("remind-last-2", "09-29 08:00", "HOLDER"),
        ("remind-last-1", "09-30 08:00", "HOLDER"),
        ("missed", "10-01 00:00", "HOLDER"),
        ("raise-committee", "10-21 00:00", "COMMITTEE"),
    ]
    assert rung(schedule, "missed").effect is RungEffect.MISS_CONTACT


def test_national_day_is_named_in_the_reason_of_the_rung_after_the_third_quarter() -> None:
    schedule = planned(TaskKind.CONTACT_MEMBER, date(2026, 7, 1), quarter=Quarter("2026Q3"))
    why = rung(schedule, "raise-committee").why

    assert why.key == "contact.escalate_committee"
    assert why.working_days_counted == 10
    assert why.text == (
        "未联系报基层党委：2026年第三季度末日（2026年9月30日）之后第10个工作日，即2026年10月20日；"
        "不计入国庆节5天、周六2天、周日3天。依据：本系统默认。"
    )


def test_a_second_miss_in_a_row_goes_to_the_county_department_at_once() -> None:
    second = planned(TaskKind.CONTACT_MEMBER, date(2026, 7, 1), quarter=Quarter("2026Q3"), flags={"second_in_a_row"})

    raised = rung(second, "raise-department")
    assert (raised.to, raised.effect) == (RungTarget.COUNTY_DEPARTMENT, RungEffect.ASK_HOST_TO_LOOK)
    assert raised.at == rung(second, "missed").at
    assert [name for name, _, _ in ladder(second)].index("missed") < [name for name, _, _ in ladder(second)].index(
        "raise-department"
    )


def test_a_contact_opened_late_in_the_quarter_is_not_reminded_of_days_that_have_passed() -> None:
    schedule = planned(TaskKind.CONTACT_MEMBER, date(2026, 8, 20), quarter=Quarter("2026Q3"))

    assert schedule.rungs[0].name == "remind-day-75"


def test_a_member_abroad_is_contacted_each_half_year() -> None:
    schedule = planned(TaskKind.CONTACT_MEMBER, date(2026, 7, 1), quarter=HalfYear("2026H2"), flags={"abroad"})

    assert schedule.due_on == date(2026, 12, 31)
    assert schedule.why.key == "contact.abroad_period"
    assert [name for name, _, _ in ladder(schedule)] == [
        "remind-day-90",
        "remind-day-150",
        "remind-last-3",
        "remind-last-2",
        "remind-last-1",
        "missed",
        "raise-committee",
    ]


@pytest.mark.parametrize("quarter", [None, HalfYear("2026H2")])
def test_a_quarterly_contact_without_its_quarter_is_refused(quarter: Period | None) -> None:
    with pytest.raises(PeriodMissing, match=r"contact\.period"):
        planned(TaskKind.CONTACT_MEMBER, quarter=quarter)


@pytest.mark.parametrize(
    ("start", "quarter"),
    [
        (date(2026, 9, 1), "2026Q4"),
        (date(2026, 8, 31), "2026Q3"),
        (date(2026, 12, 1), "2026Q4"),
        (date(2026, 12, 2), "2027Q1"),
    ],
)
def test_a_start_in_the_last_30_days_owes_its_contact_in_the_next_quarter(start: date, quarter: str) -> None:
    assert first_contact_period(start, PACK) == quarter


def test_abroad_the_first_contact_belongs_to_a_half_year() -> None:
    assert first_contact_period(date(2026, 12, 15), PACK, abroad=True) == HalfYear("2027H1")


def test_waiting_for_the_other_side_moves_the_due_date_and_the_rungs_but_not_the_budget() -> None:
    plain = planned(TaskKind.VERIFY_CERTIFICATE)
    waited = planned(TaskKind.VERIFY_CERTIFICATE, suspended=3)

    assert waited.due_on == date(2026, 11, 12)
    assert waited.budget_working_days == plain.budget_working_days == 5
    assert rung(waited, "raise-head").day == date(2026, 11, 19)
    assert rung(waited, "joint").day == date(2026, 12, 3)
    assert "另加暂停计时的3个工作日" in waited.why.text


def period_of(kind: TaskKind, since: date) -> Period:
    by_half_year = PACK.term(PACK.ladder(kind).term).unit is Unit.HALF_YEAR
    return HalfYear.of(since) if by_half_year else Quarter.of(since)


def by_the_calendar(kind: TaskKind) -> bool:
    """Due on a day of the year or at the end of a period, which stays where the calendar has it."""
    return PACK.term(PACK.ladder(kind).term).unit in (Unit.MONTH_DAY, Unit.QUARTER, Unit.HALF_YEAR)


@given(
    kind=st.sampled_from([kind for kind in TaskKind if not by_the_calendar(kind)]),
    since=st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 6, 1)),
    suspended=st.integers(0, 15),
)
def test_suspension_moves_every_term_by_exactly_its_working_days(kind: TaskKind, since: date, suspended: int) -> None:
    plain, waited = planned(kind, since), planned(kind, since, suspended=suspended)

    assert CALENDAR.working_days_between(plain.due_on, waited.due_on) == suspended
    for one in plain.rungs:
        if one.action is not RungAction.REMIND:
            moved = rung(waited, one.name)
            assert CALENDAR.working_days_between(one.day, moved.day) == suspended


@given(
    kind=st.sampled_from(list(TaskKind)),
    since=st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 6, 1)),
    flags=st.sets(st.sampled_from(["second_in_a_row"])),
)
def test_every_schedule_is_in_order_named_once_explained_and_survives_json(
    kind: TaskKind, since: date, flags: set[str]
) -> None:
    schedule = planned(kind, since, quarter=period_of(kind, since), flags=flags)

    moments = [one.at for one in schedule.rungs]
    names = [one.name for one in schedule.rungs]
    assert moments == sorted(moments)
    assert len(names) == len(set(names))
    assert all(one.at > datetime.combine(since, datetime.min.time(), SHANGHAI) for one in schedule.rungs)
    assert all(one.why.source in one.why.text for one in schedule.rungs)
    assert Schedule.model_validate_json(schedule.model_dump_json()) == schedule


def test_reminders_come_at_eight_and_terms_end_at_midnight_in_shanghai() -> None:
    for one in planned(TaskKind.VERIFY_CERTIFICATE).rungs:
        assert one.at.utcoffset() == timedelta(hours=8)
        assert one.at.hour == (8 if one.action is RungAction.REMIND else 0)


def test_a_date_in_a_year_without_a_published_schedule_is_provisional_and_says_so() -> None:
    schedule = planned(TaskKind.VERIFY_CERTIFICATE, date(2026, 12, 22))

    assert (schedule.due_on, schedule.provisional) == (date(2026, 12, 29), False)
    assert rung(schedule, "raise-head").provisional
    assert "尚未公布" in rung(schedule, "raise-head").why.text
    assert planned(TaskKind.VERIFY_CERTIFICATE, date(2026, 12, 29)).provisional


def test_a_schedule_names_the_pack_it_follows() -> None:
    assert planned(TaskKind.VERIFY_CERTIFICATE).policy == "JS-PROV-2017@1"
