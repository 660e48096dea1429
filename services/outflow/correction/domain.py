"""W-17 as rules: what a right value looks like, when two ID numbers may be one person's."""

import re
from datetime import date

from stdnum.cn import ric

from services.outflow.statuses import Standing
from shared.corrections.contract import CorrectedField
from shared.errors import Invalid

F = CorrectedField
BIRTH = slice(6, 14)
TYPING_ERRORS = 2
JOINED = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class ValueInvalid(Invalid):
    message = "更正后的内容不符合要求，请核对。"


def check_value(field: CorrectedField, value: str, today: date) -> None:
    """Raises ValueInvalid with a sentence beside the value."""
    problem = _problem(field, value, today)
    if problem:
        raise ValueInvalid(problem, fields=[{"field": "value", "message": problem}])


def _problem(field: CorrectedField, value: str, today: date) -> str:
    match field:
        case F.ID_NUMBER if not ric.is_valid(value):
            return "身份证号有误，请对照身份证核对。"
        case F.JOINED if not JOINED.fullmatch(value) or _day_of(value) is None:
            return "入党时间请写作 2026-05-01 或 2026-05。"
        case F.JOINED if value > today.isoformat():
            return "入党时间晚于今天，请核对。"
        case F.STANDING if value not in set(Standing):
            return "党员类别请填正式党员或预备党员。"
        case F.SEX if value not in ("男", "女"):
            return "性别请填男或女。"
        case _:
            return ""


def _day_of(value: str) -> date | None:
    try:
        return date.fromisoformat(value if len(value) > len("2026-05") else f"{value}-01")
    except ValueError:
        return None


def admitted_on(value: str) -> date | None:
    """The day from which probation counts; None when only the month is known."""
    return _day_of(value) if len(value) > len("2026-05") else None


def looks_like(one: str, other: str) -> bool:
    """A digit or two mistyped, or the same birth date in the same region."""
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return differing <= TYPING_ERRORS or (one[BIRTH] == other[BIRTH] and one[:2] == other[:2])
