"""Single cells: dates, ID numbers, telephones, names, standing, as people type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from services.outflow.roster.values import (
    read_date,
    read_id_number,
    read_name,
    read_phone,
    read_standing,
)
from shared.workbooks.sheets import Cell

DAY = date(2026, 9, 3)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2026, 9, 3, 8, 30),  # noqa: DTZ001
        46268,
        46268.0,
        46268.5,
        "46268",
        20260903.0,
        "20260903",
        "2026/9/3",
        "2026-09-03",
        "2026.9.3",
        "2026年9月3日",
        "2026年09月03号",
        "２０２６．９．３",
        " 2026 年 9 月 3 日 ",
        "2026—9—3",
        "2026-09-03 00:00:00",
        "'2026-9-3",
        "二〇二六年九月三日",
    ],
)
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_date(cell).day == DAY


@pytest.mark.parametrize(
    "cell", ["2006年3月", "2006-3", "200603", "2006.03", 2006.03, 200603.0, "2006年03月份", "二〇〇六年三月"]
)
def test_a_month_is_read_as_a_month(cell: Cell) -> None:
    assert read_date(cell) == (None, "2006-03", False)


@pytest.mark.parametrize(
    "cell", ["2026年13月5日", "2026-2-30", "20261301", "26.9.3", 2006.1, "去年", 7, "99999", "2026"]
)
def test_what_is_no_date_is_invalid(cell: Cell) -> None:
    assert read_date(cell).invalid


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_excel_serial_numbers_are_dates(day: date) -> None:
    assert read_date((day - date(1899, 12, 30)).days).day == day


@pytest.mark.parametrize(
    "cell",
    ["３２００００１９７８０３１３８５６１", " 320000 19780313 8561 ", "'320000197803138561", "320000-19780313-8561"],
)
def test_an_id_number_is_freed_from_what_typing_adds(cell: Cell) -> None:
    assert read_id_number(cell) == ("320000197803138561", None)


def test_a_small_x_counts() -> None:
    assert read_id_number("32000019891231811x").value == "32000019891231811X"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (None, "id_number_missing"),
        ("无", "id_number_missing"),
        (3.20000199412115e17, "id_number_lost_digits"),
        ("3.20000199412115E+17", "id_number_lost_digits"),
        ("320000199412115000", "id_number_lost_digits"),
        ("320000198405055130", "id_number_check_digit"),
        ("32000019840505513", "id_number_length"),
        ("320000840505513", "id_number_old"),
        (320000840505513.0, "id_number_old"),
        ("32000019840505A130", "id_number_characters"),
    ],
)
def test_a_wrong_id_number_is_named(cell: Cell, code: str) -> None:
    assert read_id_number(cell) == (None, code)


def test_an_impossible_birth_date_is_named() -> None:
    assert read_id_number(with_check_digit("32000019840231513")).problem == "id_number_birth_date"


def test_an_unknown_area_is_only_a_warning() -> None:
    number = with_check_digit("99000019840221513")
    assert read_id_number(number) == (number, "id_number_unknown_area")


@given(
    st.sampled_from(["320000", "340000", "370000", "321003"]),
    st.dates(date(1930, 1, 1), date(2008, 1, 1)),
    st.integers(1, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_any_single_wrong_digit_is_found(area: str, birth: date, serial: int, place: int, by: int) -> None:
    number = with_check_digit(f"{area}{birth:%Y%m%d}{serial:03d}")
    assert read_id_number(number) == (number, None)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert read_id_number(wrong).value is None


@given(
    st.one_of(st.none(), st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes())
)
def test_no_cell_breaks_a_reader(cell: Cell) -> None:
    for read in (read_name, read_id_number, read_date, read_phone, read_standing):
        read(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (15138943538.0, "15138943538"),
        ("159-1138-6062", "15911386062"),
        ("+86 159 1138 6062", "15911386062"),
        ("8615911386062", "15911386062"),
        ("１５９１１３８６０６２", "15911386062"),
        ("15911386062、13800000000", "15911386062"),
        ("（0514）87655194", "0514-87655194"),
    ],
)
def test_a_telephone_is_normalised(cell: Cell, number: str) -> None:
    assert read_phone(cell) == (number, None)


@pytest.mark.parametrize("cell", ["123", "1591138606", 1591138606.0, "见备注"])
def test_a_wrong_telephone_is_named(cell: Cell) -> None:
    assert read_phone(cell).problem == "phone_invalid"


@pytest.mark.parametrize(
    ("cell", "name"),
    [("秦　杰", "秦杰"), ("姓 名", "姓名"), (" 阿不都•热合曼 ", "阿不都·热合曼"), ("𠮷田", "𠮷田"), ("John  Li", None)],
)
def test_blanks_inside_names_go_away(cell: Cell, name: str | None) -> None:
    assert read_name(cell).value == name


@pytest.mark.parametrize(
    ("cell", "standing"),
    [("正式", "FULL"), ("正式党员", "FULL"), ("预 备", "PROBATIONARY"), ("预备党员", "PROBATIONARY"), ("群众", None)],
)
def test_standing_is_full_or_probationary(cell: Cell, standing: str | None) -> None:
    assert read_standing(cell).value == standing


def with_check_digit(body: str) -> str:
    return body + str(ric.calc_check_digit(body + "0"))
