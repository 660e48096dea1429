"""One row at a time: which problem is found, which value stays away, and what is no member at all."""

from datetime import date

import pytest

from services.outflow.roster.checks import check_roster
from services.outflow.roster.contract import Verdict
from services.outflow.roster.headings import HeadingsMissing
from services.outflow.roster.problems import WORDINGS
from shared.workbooks.sheets import Cell, MergedRange, Sheet
from tests.services.roster.roster_workbooks import GOOD, check, check_person, directory, roster_of, sheet_of

HEADINGS = list(GOOD)
PERSON = list(GOOD.values())


def test_a_good_row_is_ok() -> None:
    row = check_person({})
    assert (row.verdict, row.codes) == (Verdict.OK, [])
    assert row.values["host_committee"] == "370303001"
    assert row.values["host_region"] == "370303"


@pytest.mark.parametrize(
    ("changes", "code", "absent"),
    [
        ({"姓名": None}, "name_missing", "name"),
        ({"姓名": "高德胜2"}, "name_invalid", "name"),
        ({"身份证号": None}, "id_number_missing", "id_number"),
        ({"身份证号": 3.2e17}, "id_number_lost_digits", "id_number"),
        ({"党员类别": "群众"}, "standing_invalid", "standing"),
        ({"党员类别": None}, "standing_missing", "standing"),
        ({"所在党支部": None}, "branch_missing", "branch"),
        ({"所在党支部": "不存在的党支部"}, "branch_unknown", "branch"),
        ({"所在党支部": "氾水镇新民村党支部"}, "branch_not_yours", "branch"),
        ({"流出时间": None}, "date_missing", "left"),
        ({"流出时间": "2026年9月"}, "date_invalid", "left"),
        ({"流出时间": "1926-09-01"}, "date_out_of_range", "left"),
        ({"预计返回时间": "2026-10-01"}, "return_before_departure", "expected_return"),
        ({"预计返回时间": "明年"}, "date_invalid", "expected_return"),
    ],
)
def test_an_error_is_named_and_its_value_stays_away(changes: dict[str, Cell], code: str, absent: str) -> None:
    row = check_person(changes)
    assert (row.verdict, row.codes) == (Verdict.ERROR, [code])
    assert absent not in row.values


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"流入地": "上海市浦东新区", "流入地党组织": None}, "host_not_on_platform"),
        ({"流入地": "上海市浦东新区", "流入地党组织": "花木街道党工委"}, "host_not_on_platform"),
        ({"流入地": "上海市浦东新区", "流入地党组织": "张店区马尚街道党委"}, "host_not_on_platform"),
        ({"流入地": "山东省济南市历下区", "流入地党组织": None}, "host_not_on_platform"),
        ({"流入地党组织": "张店区某某街道党委"}, "host_unknown"),
        ({"流入地党组织": None}, "host_unnamed"),
        ({"流入地": None, "流入地党组织": None}, "host_missing"),
        ({"流入地": None, "流入地党组织": "马尚街道党委"}, "host_uncertain"),
        ({"流入地": "安徽省滁州市天长市"}, "host_region_mismatch"),
        ({"联系电话": "123"}, "phone_invalid"),
        ({"入党时间": "很久以前"}, "date_unreadable"),
        ({"出生日期": "1999-01-06"}, "birth_date_mismatch"),
    ],
)
def test_a_warning_lets_the_row_in_without_what_is_doubtful(changes: dict[str, Cell], code: str) -> None:
    row = check_person(changes)
    assert (row.verdict, row.codes) == (Verdict.WARNING, [code])
    if code.startswith("host"):
        assert "host_committee" not in row.values


@pytest.mark.parametrize(
    "text",
    [
        "蒋王街道双桥村党支部",
        "双桥村党支部",
        "双桥村",
        "蒋王双桥村支部",
        "双桥村支部",
        "中共蒋王街道双桥村支部委员会",
        "邗江区蒋王街道双桥村党支部",
        "扬州市邗江区蒋王街道双桥村支部",
        "邗江区蒋王街道党委双桥村党支部",
        "蒋王街道 双桥村\n党支部",
        "32100300101",
        32100300101.0,
    ],
)
def test_a_branch_is_found_by_every_way_of_writing_it(text: Cell) -> None:
    assert check_person({"所在党支部": text}).values["branch"] == "32100300101"


def test_a_short_name_of_two_branches_below_a_department_is_ambiguous() -> None:
    row = check_person({"所在党支部": "向阳社区党支部"}, own="320000")
    assert row.codes == ["branch_ambiguous"]
    assert "氾水镇向阳社区党支部" in row.problems[0].problem


def test_a_branch_that_imports_its_own_roster_needs_no_branch_column() -> None:
    (row,) = check(roster_without("所在党支部"), own="32100300102").rows
    assert row.values["branch"] == "32100300102"


@pytest.mark.parametrize(
    ("region", "committee"),
    [
        ("山东省淄博市张店区", "张店区马尚街道党委"),
        ("山东淄博张店", "马尚街道党委"),
        ("张店区", "中共淄博市张店区马尚街道委员会"),
        ("山东省 淄博市 张店区", "370303001"),
        ("山东省-淄博市", "马尚街道党委"),
        ("山东省淄博市张店区马尚街道", "马尚街道党委"),
        (None, "淄博市张店区马尚街道党委"),
        ("山东省淄博市张店区", "马尚街道众兴企业党支部"),
    ],
)
def test_a_host_committee_is_found_by_name_and_region(region: Cell, committee: Cell) -> None:
    row = check_person({"流入地": region, "流入地党组织": committee})
    assert (row.verdict, row.values["host_committee"]) == (Verdict.OK, "370303001")


def test_the_second_row_of_one_person_is_the_duplicate() -> None:
    first, second = check(roster_of(GOOD, GOOD | {"姓名": "高胜"})).rows
    assert (first.codes, second.codes) == ([], ["duplicate_in_file"])
    assert "第 2 行" in second.problems[0].problem


def test_a_duplicate_on_another_sheet_names_the_sheet() -> None:
    one, two = sheet_of([HEADINGS, PERSON], name="一"), sheet_of([HEADINGS, PERSON], name="二")
    rows = check(one, two).rows
    assert [(row.sheet, row.codes) for row in rows] == [("一", []), ("二", ["duplicate_in_file"])]
    assert "工作表“一”第 2 行" in rows[1].problems[0].problem


def test_a_birth_date_in_the_future_is_refused() -> None:
    checked = check_roster([roster_of(GOOD)], directory(), today=date(1999, 1, 1))
    assert "id_number_birth_date" in checked.rows[0].codes


@pytest.mark.parametrize(
    "row",
    [
        ["合计", 40],
        ["合 计", None, None, None, "40人"],
        [None, "总计：40"],
        ["填表人：张三", None, None, "审核人：李四"],
        ["负责人（签字）：", None, None, None, "日期：2026年11月"],
        ["备注：本表一式两份，一份报县委组织部", None, "x"],
        ["注：流出时间填到日"],
        ["蒋王街道双桥村党支部"],
        HEADINGS,
        [None, None, None, None, None, None, None, None, 7],
    ],
)
def test_totals_signatures_notes_and_repeated_headings_are_no_members(row: list[Cell]) -> None:
    sheet = sheet_of([[*HEADINGS, "序号"], row, PERSON])
    assert [found.row for found in check(sheet).rows] == [3]


def test_a_name_alone_is_a_member_with_everything_else_missing() -> None:
    (row,) = check(sheet_of([HEADINGS, ["张三"]])).rows
    assert {"id_number_missing", "branch_missing", "date_missing", "standing_missing"} <= set(row.codes)


def test_a_branch_merged_over_several_members_counts_for_each() -> None:
    column = HEADINGS.index("所在党支部")
    second = list(PERSON)
    second[HEADINGS.index("身份证号")] = "320000200201278561"
    second[column] = None
    merged = MergedRange(top=2, left=column, bottom=3, right=column)
    rows = check(sheet_of([HEADINGS, PERSON, second], merged=[merged])).rows
    assert [row.values["branch"] for row in rows] == ["32100300101"] * 2


def test_ditto_takes_the_value_from_above() -> None:
    second = GOOD | {"身份证号": "320000200201278561", "流入地": "同上", "流入地党组织": "〃"}
    assert [row.values["host_committee"] for row in check(roster_of(GOOD, second)).rows] == ["370303001"] * 2


def roster_without(*headings: str) -> Sheet:
    kept = [heading for heading in HEADINGS if heading not in headings]
    return sheet_of([kept, [GOOD[heading] for heading in kept]])


def test_missing_headings_are_named_with_those_that_were_seen() -> None:
    with pytest.raises(HeadingsMissing) as refusal:
        check(roster_without("身份证号", "流出时间"))
    assert refusal.value.code == "headings_missing"
    assert refusal.value.details["missing"] == ["身份证号", "流出时间"]
    assert "“身份证号”、“流出时间”" in refusal.value.text
    assert "流入地党组织" in refusal.value.text


def test_a_sheet_that_is_no_roster_is_named_and_passed_over() -> None:
    checked = check(sheet_of([["填表说明"], ["请填全"]], name="说明"), roster_of(GOOD))
    assert [sheet.name for sheet in checked.skipped] == ["说明"]
    assert len(checked.rows) == 1


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(HeadingsMissing):
        check(sheet_of([]))


def test_every_wording_ends_as_a_sentence() -> None:
    assert all(
        wording.problem.endswith("。") and wording.remedy.endswith(("。", "）。")) for wording in WORDINGS.values()
    )
