"""Cells to values: what was meant, or a problem code. No rule of the domain, no look at other rows."""

import math
import re
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from stdnum import numdb
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from shared.rosters.reading import BLANK_WORDS as BLANK_WORDS
from shared.rosters.reading import DASHES
from shared.rosters.reading import Reading as Reading
from shared.rosters.reading import is_masked as is_masked
from shared.rosters.reading import read_phone as read_phone
from shared.rosters.reading import read_text as read_text
from shared.workbooks.sheets import Cell
from shared.workbooks.text import compact_text, plain_text


class DateReading(NamedTuple):
    """`month` (YYYY-MM) is set when only the month is known."""

    day: date | None = None
    month: str | None = None
    invalid: bool = False


# Excel's day 60 is a 29 February 1900 that never was; dates from March 1900 on count from here.
EXCEL_EPOCH: Final = date(1899, 12, 30)
# Serial numbers of 1927 to 2119: numbers outside are something else.
EXCEL_SERIALS: Final = range(10_000, 80_001)
YEARS: Final = range(1900, 2101)
ID_LENGTH: Final = 18
OLD_ID_LENGTH: Final = 15
# What Excel keeps of a number.
EXACT_DIGITS: Final = 15

_DAY = re.compile(r"(\d{4})[年./\-,、](\d{1,2})[月./\-,、](\d{1,2})[日号]?(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:\.0+)?)?")
_MONTH = re.compile(r"(\d{4})[年./\-,、](\d{1,2})月?(?:份)?")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_NAME = re.compile(r"[^\W\d_]+(?:[·'\- ][^\W\d_]+)*")

OPEN_END_WORDS: Final = frozenset({"待定", "不确定", "长期", "未定", "至今", "不定", "视情况"})
STANDINGS: Final = {
    "正式": "FULL", "正式党员": "FULL", "中共正式党员": "FULL", "正式中共党员": "FULL", "正": "FULL",
    "预备": "PROBATIONARY", "预备党员": "PROBATIONARY", "中共预备党员": "PROBATIONARY", "预备中共党员": "PROBATIONARY",
    "预": "PROBATIONARY", "预备期": "PROBATIONARY",
}  # fmt: skip
SEXES: Final = {"男": "MALE", "男性": "MALE", "女": "FEMALE", "女性": "FEMALE"}


def read_name(cell: Cell) -> Reading:
    text = re.sub("[•・‧∙●]", "·", plain_text(cell))
    if re.search("[一-鿿]", text):
        text = compact_text(text)
    if text in BLANK_WORDS:
        return Reading(problem="name_missing")
    return Reading(text) if _NAME.fullmatch(text) else Reading(problem="name_invalid")


def read_id_number(cell: Cell) -> Reading:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A longer number has lost the rest, a shorter one was never complete.
        lost = not abs(cell) < 10**EXACT_DIGITS
        return Reading(problem="id_number_lost_digits" if lost else _wrong_length(str(int(cell))))
    text = re.sub(r"[\s\-'\"’‘“”]", "", plain_text(cell)).upper().replace("Х", "X")
    if text in BLANK_WORDS:
        return Reading(problem="id_number_missing")
    if _SCIENTIFIC.fullmatch(text):
        return Reading(problem="id_number_lost_digits")
    if len(text) != ID_LENGTH:
        return Reading(problem=_wrong_length(text))
    return Reading(*_validated(text))


def _wrong_length(text: str) -> str:
    return "id_number_old" if len(text) == OLD_ID_LENGTH and text.isdigit() else "id_number_length"


def _validated(number: str) -> tuple[str | None, str | None]:
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return None, "id_number_characters"
    if ric.calc_check_digit(number) != number[-1]:
        # What is left when a column of rounded numbers is turned back into text.
        return None, "id_number_lost_digits" if number.endswith("000") else "id_number_check_digit"
    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return None, "id_number_birth_date"
    return number, None if _is_known_area(number[:6]) else "id_number_unknown_area"


def _is_known_area(code: str) -> bool:
    """Whether the code was ever in use. Not whether it was in the year of birth, as `ric` asks: numbers were
    given out in 1984 and later to people born long before, with the codes of that later day."""
    return any("county" in found for _, found in numdb.get("cn/loc").info(code))


def birth_date_of(id_number: str) -> date:
    return ric.get_birth_date(id_number)


def read_date(cell: Cell) -> DateReading:
    """Dates as people write them; blank gives an empty reading, a wrong one is `invalid`."""
    if isinstance(cell, datetime):
        return DateReading(day=cell.date())
    if isinstance(cell, date):
        return DateReading(day=cell)
    if isinstance(cell, int | float):
        return _date_from_number(cell)
    text = DASHES.sub("-", plain_text(cell))
    if text in BLANK_WORDS or text in OPEN_END_WORDS:
        return DateReading()
    return _date_from_text(re.sub(r"\s+(?=\D)|(?<=\D)\s+", "", text))


def _date_from_number(number: float) -> DateReading:
    if not math.isfinite(number):
        return DateReading(invalid=True)
    if float(number).is_integer():
        if int(number) in EXCEL_SERIALS:
            return DateReading(day=EXCEL_EPOCH + timedelta(days=int(number)))
        return _date_from_digits(str(int(number)))
    if int(number) in EXCEL_SERIALS:
        return DateReading(day=EXCEL_EPOCH + timedelta(days=int(number)))
    year, _, month = f"{number:.10g}".partition(".")
    # A cell that shows 2006.1 was 2006.1 or 2006.10: nobody can tell any more.
    return DateReading(invalid=True) if month == "1" else _month(year, month)


def _date_from_text(text: str) -> DateReading:
    if day := _DAY.fullmatch(text):
        return _day(*day.groups()[:3])
    if month := _MONTH.fullmatch(text):
        return _month(*month.groups())
    if chinese := _CHINESE_DATE.fullmatch(text):
        year, month_word, day_word = chinese.groups()
        year = year.translate(_CHINESE_DIGITS)
        if day_word is None:
            return _month(year, _chinese_number(month_word))
        return _day(year, _chinese_number(month_word), _chinese_number(day_word))
    if re.fullmatch(r"\d{5}", text) and int(text) in EXCEL_SERIALS:
        return DateReading(day=EXCEL_EPOCH + timedelta(days=int(text)))
    return _date_from_digits(text)


def _date_from_digits(text: str) -> DateReading:
    if re.fullmatch(r"\d{8}", text):
        return _day(text[:4], text[4:6], text[6:])
    if re.fullmatch(r"\d{6}", text):
        return _month(text[:4], text[4:])
    return DateReading(invalid=True)


def _day(year: str, month: str, day: str) -> DateReading:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return DateReading(invalid=True)
    return DateReading(day=found) if found.year in YEARS else DateReading(invalid=True)


def _month(year: str, month: str) -> DateReading:
    if not month.isdigit() or int(year) not in YEARS or not 1 <= int(month) <= 12:
        return DateReading(invalid=True)
    return DateReading(month=f"{int(year):04d}-{int(month):02d}")


def _chinese_number(word: str) -> str:
    """1 to 31: 十三 is 13, 二十 is 20."""
    tens, ten, units = word.rpartition("十")
    if not ten:
        return word.translate(_CHINESE_DIGITS)
    return (tens or "一").translate(_CHINESE_DIGITS) + (units or "零").translate(_CHINESE_DIGITS)


def read_standing(cell: Cell) -> Reading:
    text = compact_text(cell)
    if text in BLANK_WORDS:
        return Reading(problem="standing_missing")
    standing = STANDINGS.get(text)
    return Reading(standing) if standing else Reading(problem="standing_invalid")


def read_sex(cell: Cell) -> str | None:
    return SEXES.get(compact_text(cell))
