"""Columns of old data: a certificate that was issued already, a conversion that was not held in time (5.1, C-17)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from services.outflow.conversion.stages import OverdueReason
from services.outflow.roster.contract import RosterProblem
from services.outflow.roster.problems import problem
from services.outflow.roster.values import BLANK_WORDS, EXACT_DIGITS, Reading, read_date, read_text
from shared.certificate_numbers import has_form, same_number
from shared.terms import add_months
from shared.workbooks.sheets import Cell
from shared.workbooks.text import plain_text

NUMBER: Final = "certificate_number"
NOT_YET: Final = BLANK_WORDS | {
    "未发",
    "未办",
    "未领",
    "未办理",
    "未发放",
    "未发证",
    "没有",
    "暂未办理",
    "待办",
    "否",
}
# Without its day a certificate cannot be taken over; when the probation ends can be reckoned without the column.
DAYS: Final = (("issued", "发证时间", "date_invalid"), ("probation_end", "应转正时间", "date_unreadable"))
# Who says why a conversion is late says it in a sentence; one of these stands in it.
REASON_WORDS: Final = {
    OverdueReason.FORCE_MAJEURE: ("不可抗力", "疫情", "自然灾害", "灾害", "地震", "洪水"),
    OverdueReason.TRANSFER: ("转接", "关系转移", "转移组织关系", "转移关系", "转出", "转入"),
    OverdueReason.PERSONAL: ("个人", "本人", "自身"),
    OverdueReason.ORGANISATIONAL: ("组织原因", "支部", "党组织", "党委", "换届", "组织"),
}
# A certificate may be kept for the next departure; it is worth a look all the same.
MONTHS_BEFORE_DEPARTURE: Final = 12
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+")

Findings = tuple[dict[str, str], list[RosterProblem]]


def read_old_data(cells: Mapping[str, Cell]) -> Findings:
    """Each cell by itself; blank ones, and columns that are not there, give nothing."""
    values: dict[str, str] = {}
    problems: list[RosterProblem] = []
    number, wrong_number = read_certificate_number(cells.get(NUMBER))
    if number:
        values[NUMBER] = number
    if wrong_number:
        problems.append(problem(wrong_number, NUMBER, text=plain_text(cells.get(NUMBER))))
    if text := read_text(cells.get("overdue_reason")):
        values["overdue_text"] = text
    for field, label, code in DAYS:
        found, wrong = _read_day(cells.get(field), field, label, code)
        values |= found
        problems += wrong
    return values, problems


def read_certificate_number(cell: Cell) -> Reading:
    """As it stands on the booklet, whatever its form, without blanks and full-width signs."""
    number = same_number(plain_text(cell))
    if number in NOT_YET:
        return Reading()
    too_long = isinstance(cell, int | float) and not abs(cell) < 10**EXACT_DIGITS
    if too_long or _SCIENTIFIC.fullmatch(number):
        return Reading(problem="certificate_number_lost_digits")
    return Reading(number) if has_form(number) else Reading(problem="certificate_number_invalid")


def overdue_reason(text: str) -> OverdueReason | None:
    """The first kind that a word of the text belongs to; the narrower ones are looked for first."""
    kinds = (kind for kind, words in REASON_WORDS.items() if any(word in text for word in words))
    return next(kinds, None)


def _read_day(cell: Cell, field: str, label: str, code: str) -> Findings:
    text = plain_text(cell)
    if text in NOT_YET:
        return {}, []
    day, month, invalid = read_date(cell)
    if invalid or month:
        return {}, [problem(code, field, label=label, text=text)]
    return ({field: day.isoformat()}, []) if day else ({}, [])


def check_certificate(values: Mapping[str, str], today: date) -> list[RosterProblem]:
    """Number and day of issue stand together and fit the other dates."""
    number, issued = values.get(NUMBER), values.get("issued")
    if number is None and issued is None:
        return []
    if number is None or issued is None:
        code, field = ("issued_missing", "issued") if number else ("certificate_number_missing", NUMBER)
        return [problem(code, field)]
    if issued > today.isoformat():
        return [problem("issued_in_the_future", "issued", text=issued)]
    joined = values.get("joined") or values.get("joined_month", "")
    if issued < joined and issued[: len(joined)] != joined:
        return [problem("issued_before_joining", "issued")]
    left = values.get("left")
    if left and add_months(date.fromisoformat(issued), MONTHS_BEFORE_DEPARTURE) < date.fromisoformat(left):
        return [problem("issued_long_before_departure", "issued")]
    return []
