"""Dates as papers write them, and the member's page like them."""

from datetime import date


def day(value: date | None) -> str:
    """2026年11月2日; empty for none."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def short_day(value: date | None) -> str:
    """For narrow columns: 2026-11-02."""
    return value.isoformat() if value else ""


def month(value: str) -> str:
    """2026-10 → 2026年10月; with a day 2026-10-05 → 2026年10月5日; other words stay."""
    parts = value.split("-")
    if not value or not all(part.isdecimal() for part in parts):
        return value
    units = zip(parts, "年月日", strict=False)
    return "".join(f"{int(part)}{unit}" for part, unit in units)
