"""Old data in a roster: certificates issued already, conversions overdue already; each mistake in words that help."""

from collections.abc import Mapping
from datetime import date

import pytest

from services.outflow.roster.checks import check_roster
from services.outflow.roster.contract import RosterRow, Verdict
from services.outflow.roster.headings import roster_headings
from services.outflow.roster.probation import judge_probations
from shared.calendar.published import published_calendar
from shared.policy.book import packaged_book
from shared.workbooks.sheets import Cell, MergedRange
from tests.services.roster.roster_workbooks import GOOD, TODAY, check, check_person, directory, roster_of, sheet_of

ISSUED: dict[str, Cell] = {"活动证编号": "苏流第000123号", "发证时间": "2026-10-10"}
ON_PROBATION: dict[str, Cell] = {"党员类别": "预备党员", "入党时间": "2024-07-01", "未按期转正原因": "组织关系转接"}


def judged(changes: Mapping[str, Cell]) -> RosterRow:
    """As the service checks it: also against the rules on probation."""
    found = check_roster([roster_of({**GOOD, **changes})], directory(), today=TODAY)
    pack = packaged_book().pack("CN-BASE-2019")
    (row,) = judge_probations(found.rows, found.sheets, lambda _: pack, published_calendar(), TODAY)
    return row


def test_a_certificate_that_was_issued_comes_with_number_and_day() -> None:
    row = check_person(ISSUED)
    assert (row.verdict, row.values["certificate_number"], row.values["issued"]) == (
        Verdict.OK,
        "苏流第000123号",
        "2026-10-10",
    )
    assert row.becomes == "已流出，活动证已发（苏流第000123号，2026-10-10 发证）"


def test_without_the_columns_or_with_blank_cells_everything_is_as_before() -> None:
    assert check_person({}).becomes == "登记流出"
    for blank in (None, "", "无", "/", "未发", "未办理", "—"):
        row = judged({"活动证编号": blank, "发证时间": blank, "未按期转正原因": None})
        assert (row.verdict, row.becomes) == (Verdict.OK, "登记流出"), blank


@pytest.mark.parametrize(
    ("number", "issued"),
    [
        ("活动证编号", "发证时间"),
        ("流动党员活动证编号", "发证日期"),
        ("《流动党员活动证》编号", "领证时间"),
        ("活动证号", "领证日期"),
        ("证件编号", "发放时间"),
        ("活 动 证\n号 码", "活动证发放日期"),
        ("流动党员活动证号码", "活动证领取日期"),
        ("活动证编号（必填）", "发证时间（年月日）"),
    ],
)
def test_headings_are_known_by_many_words(number: str, issued: str) -> None:
    row = check_person({number: "321003-2019-000012", issued: "2026年10月10日"})
    assert (row.values["certificate_number"], row.values["issued"]) == ("321003-2019-000012", "2026-10-10")


@pytest.mark.parametrize(
    "heading", ["身份证发证日期", "活动证年审时间", "活动证有效日期", "是否发放活动证", "发证机关"]
)
def test_what_only_sounds_like_it_is_left_alone(heading: str) -> None:
    row = check_person({heading: "2026-10-10"})
    assert (row.verdict, row.becomes) == (Verdict.OK, "登记流出")


def test_headings_on_two_levels_belong_to_their_group() -> None:
    upper = [*GOOD, "活动证", None, "转正情况", None]
    lower = [*[None] * len(GOOD), "编号", "发放日期", "应转正时间", "超期原因"]
    column = len(GOOD)
    merged = [MergedRange(1, column, 1, column + 1), MergedRange(1, column + 2, 1, column + 3)]
    headings = roster_headings(sheet_of([upper, lower], merged=merged))
    assert headings is not None
    found = [headings.columns[name] - column for name in ("certificate_number", "issued", "probation_end")]
    assert (found, headings.columns["overdue_reason"] - column) == ([0, 1, 2], 3)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("３２１００３－２０１９－００００１２", "321003-2019-000012"),
        (" 苏流 000123 ", "苏流000123"),
        ("no.000123", "NO.000123"),
        ("扬组流〔2019〕第12号", "扬组流〔2019〕第12号"),
        (20190012, "20190012"),
        (20190012.0, "20190012"),
    ],
)
def test_a_number_is_taken_as_it_stands_on_the_booklet(written: Cell, meant: str) -> None:
    assert check_person({**ISSUED, "活动证编号": written}).values["certificate_number"] == meant


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"活动证编号": 3.2100320190001e17}, "certificate_number_lost_digits"),
        ({"活动证编号": "3.21003E+17"}, "certificate_number_lost_digits"),
        ({"活动证编号": "已发"}, "certificate_number_invalid"),
        ({"活动证编号": "12"}, "certificate_number_invalid"),
        ({"活动证编号": "A" * 39 + "12"}, "certificate_number_invalid"),
        ({"发证时间": None}, "issued_missing"),
        ({"活动证编号": None}, "certificate_number_missing"),
        ({"发证时间": "2026年10月"}, "date_invalid"),
        ({"发证时间": "去年"}, "date_invalid"),
        ({"发证时间": "2026-11-23"}, "issued_in_the_future"),
        ({"入党时间": "2026-10-11"}, "issued_before_joining"),
        ({"入党时间": "2026-11"}, "issued_before_joining"),
    ],
)
def test_a_mistake_about_the_certificate_stops_the_row(changes: dict[str, Cell], code: str) -> None:
    row = check_person({**ISSUED, **changes})
    assert row.verdict is Verdict.ERROR
    assert code in row.codes
    assert row.becomes == "不导入"


def test_the_month_of_joining_may_be_that_of_the_issue() -> None:
    assert check_person({**ISSUED, "入党时间": "2026-10"}).verdict is Verdict.OK


def test_a_certificate_much_older_than_the_departure_is_worth_a_look() -> None:
    assert check_person({**ISSUED, "发证时间": "2025-10-15"}).codes == ["issued_long_before_departure"]
    assert check_person({**ISSUED, "发证时间": "2025-10-16"}).codes == []


def test_a_number_stands_for_one_row_only() -> None:
    second = {**GOOD, **ISSUED, "身份证号": "320000200201278561", "姓名": "贾伟", "活动证编号": "苏流第０００１２３号"}
    first, other = check(roster_of({**GOOD, **ISSUED}, second)).rows
    assert (first.codes, other.codes) == ([], ["certificate_number_twice"])
    assert "第 2 行" in other.problems[0].problem


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("个人原因", "PERSONAL"),
        ("本人长期在外未返回", "PERSONAL"),
        ("组织原因", "ORGANISATIONAL"),
        ("支部换届未及时讨论", "ORGANISATIONAL"),
        ("组织关系转接", "TRANSFER"),
        ("转接期间两地支部未衔接", "TRANSFER"),
        ("不可抗力", "FORCE_MAJEURE"),
        ("因疫情支部大会未能召开", "FORCE_MAJEURE"),
    ],
)
def test_the_reason_of_an_overdue_conversion_is_understood(written: str, kind: str) -> None:
    row = judged({**ON_PROBATION, "未按期转正原因": written})
    assert (row.verdict, row.values["overdue_reason"], row.values["overdue_text"]) == (Verdict.OK, kind, written)
    assert (row.values["admitted"], row.values["probation_end"]) == ("2024-07-01", "2025-07-01")
    assert row.becomes.endswith("预备期已于 2025-07-01 期满并超期，将转入转正办理")


@pytest.mark.parametrize(
    ("changes", "code", "verdict"),
    [
        ({"未按期转正原因": "其他"}, "overdue_reason_unclear", Verdict.ERROR),
        ({"未按期转正原因": None}, "overdue_reason_missing", Verdict.ERROR),
        ({"入党时间": "2024-07"}, "admission_unknown", Verdict.ERROR),
        ({"党员类别": "正式党员"}, "overdue_reason_unneeded", Verdict.WARNING),
        ({"党员类别": "正式党员", "未按期转正原因": "已转正"}, "overdue_reason_unneeded", Verdict.WARNING),
        ({"入党时间": "2026-01-10"}, "overdue_reason_unneeded", Verdict.WARNING),
        ({"应转正时间": "2025-12-01"}, "probation_end_differs", Verdict.WARNING),
        ({"应转正时间": "已过"}, "date_unreadable", Verdict.WARNING),
    ],
)
def test_what_does_not_fit_the_probation_is_told(changes: dict[str, Cell], code: str, verdict: Verdict) -> None:
    row = judged({**ON_PROBATION, **changes})
    assert (row.verdict, row.codes) == (verdict, [code])
    assert ("overdue_reason" in row.values) == (code in ("probation_end_differs", "date_unreadable"))


def test_the_end_of_probation_may_stand_for_the_day_of_admission() -> None:
    row = judged({**ON_PROBATION, "入党时间": "2024-07", "应转正时间": "2025-07-03"})
    assert (row.verdict, row.values["admitted"]) == (Verdict.OK, "2024-07-03")


@pytest.mark.parametrize(("today", "overdue"), [(date(2025, 8, 15), False), (date(2025, 8, 16), True)])
def test_it_is_overdue_only_when_the_meeting_is(today: date, *, overdue: bool) -> None:
    """`meeting.latest_expected`: 45 days after the end of probation, Friday 15 August 2025."""
    found = check_roster([roster_of({**GOOD, **ON_PROBATION, "流出时间": "2025-01-01"})], directory(), today=today)
    pack = packaged_book().pack("CN-BASE-2019")
    (row,) = judge_probations(found.rows, found.sheets, lambda _: pack, published_calendar(), today)
    assert ("overdue_reason" in row.values) is overdue


def test_a_roster_that_does_not_speak_of_conversions_is_not_asked_for_reasons() -> None:
    row = judged({"党员类别": "预备党员", "入党时间": "2020-07-01"})
    assert (row.verdict, row.codes) == (Verdict.OK, [])
