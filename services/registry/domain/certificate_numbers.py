"""D-73: how a department numbers certificates. A number, once given, is never given again."""

import re
from dataclasses import dataclass

from shared.errors import Invalid

OWN_FORM = re.compile(r"(?P<department>[0-9A-Z]+)-(?P<year>\d{4})-(?P<serial>\d{6})")


class NumberOfAnotherDepartment(Invalid):
    """The form department-year-serial belongs to the department it names."""

    message = "这个编号的前缀是别的组织部门的，请改用本部门的编号，或留空由系统编号。"


@dataclass(frozen=True)
class Number:
    """`year` and `serial` are None for a number in a form of the department's own."""

    text: str
    year: int | None = None
    serial: int | None = None


def next_number(department: str, year: int, last_serial: int) -> Number:
    """321003-2026-000012."""
    serial = last_serial + 1
    return Number(f"{department.upper()}-{year}-{serial:06d}", year, serial)


def old_number(text: str, department: str) -> Number:
    """A number from before this system: any form; of the department's own form it counts among its serials."""
    parts = OWN_FORM.fullmatch(text)
    if parts is None or parts["department"] != department.upper():
        return Number(text)
    return Number(text, int(parts["year"]), int(parts["serial"]))


def given_number(text: str, department: str) -> Number:
    """Raises NumberOfAnotherDepartment."""
    parts = OWN_FORM.fullmatch(text)
    if parts is None:
        return Number(text)
    if parts["department"] != department.upper():
        raise NumberOfAnotherDepartment()
    return Number(text, int(parts["year"]), int(parts["serial"]))
