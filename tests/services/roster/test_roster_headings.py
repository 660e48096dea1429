"""Headings are found by their words: any order, any level, titles above, blanks and full-width inside."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.outflow.roster.headings import roster_headings
from services.outflow.roster.vocabulary import ROSTER, SYNONYMS
from shared.workbooks.sheets import Cell, MergedRange, Row, Sheet
from shared.workbooks.text import compact_text
from tests.services.roster.roster_workbooks import FANSHUI, GOOD, JIANGWANG, check, demo, sheet_of

TITLES: list[list[Cell]] = [["流动党员花名册"], ["填报单位：某党委", None, "2026年11月"]]
DISGUISES = [
    lambda text: text,
    lambda text: "　".join(text),
    lambda text: "\n".join((text[: len(text) // 2], text[len(text) // 2 :])),
    lambda text: f"*{text}",
    lambda text: f"{text}（必填）",
    lambda text: f" {text}：",
]
HEADING_OF = {
    "name": "姓名", "id_number": "身份证号", "standing": "党员类别", "branch": "所在党支部", "left": "流出时间",
    "host_region": "流入地", "host_committee": "流入地党组织", "phone": "联系电话",
}  # fmt: skip


@settings(max_examples=60)
@given(st.data())
def test_the_same_person_is_read_from_every_form(data: st.DataObject) -> None:
    fields = data.draw(st.permutations(list(HEADING_OF)))
    headings: list[Cell] = []
    for field in fields:
        # The last, vaguest synonyms need their neighbours to be understood.
        words = data.draw(st.sampled_from(SYNONYMS[field][:8]))
        headings.append(data.draw(st.sampled_from(DISGUISES))(words))
    titles = TITLES[: data.draw(st.integers(0, 2))]
    blank: list[list[Cell]] = [[None]] * data.draw(st.integers(0, 2))
    person = [GOOD[HEADING_OF[field]] for field in fields]
    extra = data.draw(st.lists(st.sampled_from(["序号", "民族", "学历", "没见过的一列"]), unique=True))
    (row,) = check(sheet_of([*titles, *blank, [*headings, *extra], [*person, *[None] * len(extra)]])).rows
    assert row.codes == []
    assert row.row == len(titles) + len(blank) + 2


@settings(max_examples=25)
@given(st.permutations(range(18)), st.integers(0, 3))
def test_the_clean_sample_reads_alike_with_its_columns_shuffled(order: list[int], down: int) -> None:
    (sheet,) = demo("roster-jiangwang-clean")
    rows = [
        Row(row.number + down, row.cells if row.number < 3 else tuple(row.cell(column) for column in order))
        for row in sheet.rows
    ]
    shuffled = check(Sheet(sheet.name, tuple(rows)), own=JIANGWANG).rows
    plain = check(sheet, own=JIANGWANG).rows
    assert [(row.row - down, row.verdict, row.values) for row in shuffled] == [
        (row.row, row.verdict, row.values) for row in plain
    ]


def test_two_levels_are_read_with_and_without_merged_cells() -> None:
    (sheet,) = demo("roster-fanshui-messy")
    merged, flat = (roster_headings(found) for found in (sheet, Sheet(sheet.name, sheet.rows)))
    assert merged
    assert flat
    assert (merged.first_row, merged.last_row) == (3, 4)
    assert merged.columns == flat.columns
    assert check(Sheet(sheet.name, sheet.rows), own=FANSHUI).rows == check(sheet, own=FANSHUI).rows


def test_three_levels_are_read() -> None:
    rows: list[list[Cell]] = [
        ["流动党员登记表"],
        ["序号", "党员基本情况", None, None, None, "流出情况", None, None, "流入情况", None],
        [None, "姓名", "公民身份号码", "人员类别", "电话", "流出地党组织", None, "时间", "地点", "党组织"],
        [None, None, None, None, None, "名称", "电话", None, None, None],
    ]
    merged = [
        MergedRange(2, 0, 4, 0), MergedRange(2, 1, 2, 4), MergedRange(2, 5, 2, 7), MergedRange(2, 8, 2, 9),
        MergedRange(3, 5, 3, 6), *(MergedRange(3, column, 4, column) for column in (1, 2, 3, 4, 7, 8, 9)),
    ]  # fmt: skip
    headings = roster_headings(sheet_of(rows, merged=merged))
    assert headings
    assert (headings.first_row, headings.last_row) == (2, 4)
    assert headings.columns == {
        "serial": 0, "name": 1, "id_number": 2, "standing": 3, "phone": 4, "branch": 5, "branch_contact_phone": 6,
        "left": 7, "host_region": 8, "host_committee": 9,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "column", "field"),
    [
        (["姓名", "身份证号", "所在党支部", "联系人", "联系电话", "本人电话"], 5, "phone"),
        (["姓名", "身份证号", "手机号码", "所在党支部", "联系电话"], 2, "phone"),
        (["姓名", "身份证号", "所在党支部", "联系人", "电话"], 4, "branch_contact_phone"),
        (["姓名", "身份证号", "流出地党组织联系电话", "党支部"], 2, "branch_contact_phone"),
        (["姓名", "身份证号", "流入地党组织及联系人电话"], 2, "host_contact_phone"),
        (["姓名", "二代居民身份证号码（18位）", "性别"], 1, "id_number"),
        (["姓名", "性别", "何时离开本村外出务工（日期）"], 2, "left"),
        (["姓名", "性别", "预计何时返回（年月）"], 2, "expected_return"),
    ],
)
def test_a_column_is_understood(headings: list[Cell], column: int, field: str) -> None:
    found = roster_headings(sheet_of([headings, ["张三", *[None] * len(headings)]]))
    assert found
    assert found.columns.get(field) == column


@pytest.mark.parametrize("heading", ["身份证地址", "身份证有效期", "介绍人姓名", "流出证号", "申请入党时间"])
def test_a_heading_that_only_sounds_alike_is_left_alone(heading: str) -> None:
    assert ROSTER.resolve((heading,)) is None


def test_no_synonym_stands_for_two_fields() -> None:
    words = [compact_text(word) for synonyms in SYNONYMS.values() for word in synonyms]
    assert sorted(words) == sorted(set(words))


def test_unknown_columns_are_remembered() -> None:
    sheet = sheet_of([[*GOOD, "政治面貌"], [*GOOD.values(), "党员"]])
    assert check(sheet).sheets[0].unknown_columns == {len(GOOD): "政治面貌"}
