"""S8 of quality.md: hostile uploads are refused in Chinese, honest ones come out as Excel shows them."""

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from shared.workbooks import limits, reading
from shared.workbooks.reading import read_workbook
from shared.workbooks.refusals import (
    BY_CODE,
    WorkbookNameMismatch,
    WorkbookReaderBusy,
    WorkbookRefused,
    WorkbookTooSlow,
)
from shared.workbooks.sheets import MergedRange
from shared.workbooks.text import plain_text
from tests.shared.workbooks.hostile_files import HOSTILE, SMALL, package, sheet_xml, text_cell, workbook_of
from tests.shared.workbooks.measure_hostile import measure


@pytest.mark.parametrize(("filename", "make", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_upload_is_refused_with_its_reason(filename: str, make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(make(), filename=filename)
    assert refusal.value.code == code
    assert 400 <= refusal.value.status < 500


def test_every_refusal_says_in_chinese_what_to_do() -> None:
    assert all(any(word in refusal.message for word in ("请", "再")) for refusal in BY_CODE.values())


def test_rows_keep_the_numbers_excel_shows() -> None:
    sheet = package(sheet_xml(f"<row r='7'>{text_cell('C7', 'x')}</row><row r='9'>{text_cell('A9', 'y')}</row>"))
    (read,) = read_workbook(sheet, filename="a.xlsx")
    assert [(row.number, row.cells) for row in read.rows] == [(7, (None, None, "x")), (9, ("y",))]


def test_a_dimension_of_a_million_rows_with_few_cells_is_read() -> None:
    sheet = package(sheet_xml(f"<row r='1'>{text_cell('A1', 'x')}</row>", dimension="A1:XFD1048576"))
    assert len(read_workbook(sheet, filename="a.xlsx")[0].rows) == 1


def test_a_million_styled_empty_rows_are_read() -> None:
    empty = "".join(f"<row r='{number}'/>" for number in range(2, 1_048_577))
    (read,) = read_workbook(package(sheet_xml(f"<row r='1'>{text_cell('A1', 'x')}</row>{empty}")), filename="a.xlsx")
    assert len(read.rows) == 1


def test_types_merges_and_hidden_sheets_come_out_as_meant() -> None:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet("名册")
    sheet.merge_range(0, 0, 0, 3, "题目")
    sheet.write_row(1, 0, ["文字", 1.5, True])
    sheet.write_datetime(1, 3, datetime(2026, 8, 20), workbook.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    workbook.add_worksheet("藏").hide()
    workbook.close()
    (read,) = read_workbook(target.getvalue(), filename="名册.XLSX")
    assert read.name == "名册"
    assert read.merged == (MergedRange(top=1, left=0, bottom=1, right=3),)
    assert read.rows[1].cells == ("文字", 1.5, True, date(2026, 8, 20))


def test_an_old_workbook_is_read_too() -> None:
    data = (Path(__file__).parent / "old_format.xls").read_bytes()
    (read,) = read_workbook(data, filename="old_format.xls")
    assert read.rows[2].number == 4
    assert read.rows[2].cells == ("甲", "320000197803138561", date(2026, 8, 20), 2)
    with pytest.raises(WorkbookNameMismatch):
        read_workbook(data, filename="old_format.xlsx")


def test_the_child_limits_its_memory_time_and_files() -> None:
    code = (
        "from shared.workbooks.child import limit_this_process; import resource as r; limit_this_process();"
        "print(r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_CPU)[0], r.getrlimit(r.RLIMIT_FSIZE)[1])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=reading.PROJECT)
    assert answer.stdout.split() == [str(limits.CHILD_MEMORY_BYTES), str(limits.CHILD_CPU_SECONDS), "0"]
    assert limits.CHILD_MEMORY_BYTES <= 300 * limits.MIB
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != limits.CHILD_MEMORY_BYTES


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 0.001)
    began = time.monotonic()
    with pytest.raises(WorkbookTooSlow):
        read_workbook(workbook_of(SMALL), filename="a.xlsx")
    assert time.monotonic() - began < 2


def test_a_third_upload_waits_its_turn_and_is_told_when_it_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TURN_WAIT_SECONDS", 0.01)
    with reading._turn(), reading._turn(), pytest.raises(WorkbookReaderBusy):
        read_workbook(workbook_of(SMALL), filename="a.xlsx")


def test_the_child_sees_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGGUAN_DATABASE_URL", "secret")
    assert not [name for name in reading.CHILD_ENVIRONMENT if name.startswith("GONGGUAN")]
    assert read_workbook(workbook_of(SMALL), filename="a.xlsx")


@pytest.mark.full
def test_every_hostile_file_is_refused_within_three_seconds_and_300_mib() -> None:
    """Both limits are set in the child (see above); this measures them: tests.shared.workbooks.measure_hostile."""
    figures = measure()
    assert {one["file"] for one in figures} == HOSTILE.keys()
    assert all(400 <= one["status"] < 500 and one["reason"] for one in figures)
    assert {one["file"]: one for one in figures if one["seconds"] > 3 or one["child_mib"] > 300} == {}


@pytest.mark.parametrize("typed", ["'\t=", " ' =", "’\u3000'=", "="])
def test_what_stands_before_a_text_is_taken_away_once_and_for_all(typed: str) -> None:
    assert plain_text(typed) == plain_text(plain_text(typed)) == "="
