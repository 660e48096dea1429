"""The report workbook is their own sheet with 「问题」 and 「怎么改」."""

import pytest

from shared.rosters.report import write_report
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Sheet
from tests.services.roster.roster_workbooks import FANSHUI, GOOD, check, demo, roster_of


def report_of(*sheets: Sheet, own: str) -> list[Sheet]:
    return read_workbook(write_report(list(sheets), check(*sheets, own=own)), filename="report.xlsx")


def test_their_rows_stay_where_they_were_and_two_columns_come_behind() -> None:
    (before,) = demo("roster-fanshui-messy")
    (after,) = report_of(before, own=FANSHUI)
    assert [row.number for row in after.rows] == [row.number for row in before.rows]
    by_number = {row.number: row for row in after.rows}
    assert by_number[3].cells[-2:] == ("问题", "怎么改")
    assert by_number[5].cell(15) is None
    assert str(by_number[9].cell(15)).startswith("【错误】身份证号")
    assert set(before.merged) <= set(after.merged)


def test_id_numbers_are_text_in_the_report() -> None:
    (after,) = report_of(*demo("roster-fanshui-messy"), own=FANSHUI)
    assert {type(row.cell(3)) for row in after.rows if row.number in (5, 8, 22)} == {str}


def test_checking_the_report_again_finds_the_same() -> None:
    (before,) = demo("roster-fanshui-messy")
    (after,) = report_of(before, own=FANSHUI)
    again = check(after, own=FANSHUI)
    assert [(row.row, row.codes) for row in again.rows] == [
        (row.row, row.codes) for row in check(before, own=FANSHUI).rows
    ]
    (twice,) = report_of(after, own=FANSHUI)
    assert twice.width == after.width


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_looks_like_a_formula_comes_back_as_text(start: str) -> None:
    person = GOOD | {"备注": f"{start}cmd|' /C calc'!A0"}
    (after,) = report_of(roster_of(person), own="321003001")
    assert after.rows[1].cell(list(person).index("备注")) == person["备注"]
