"""W-12 for one entry, as a table: who answers it and what it becomes; and what makes an entry complete."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.inflow.contract import PlacementStatus
from services.inflow.entries.contract import EntryKind, EntryStatus, RecordEntry
from shared.errors import Invalid

E, S = EntryStatus, PlacementStatus

ENTRY_STEPS: Mapping[str, tuple[frozenset[EntryStatus], EntryStatus | None]] = {
    "confirm_entry": (frozenset({E.ENTERED, E.UNCONFIRMED}), E.CONFIRMED),
    "object_to_entry": (frozenset({E.ENTERED, E.UNCONFIRMED}), E.OBJECTED),
    "review_entry": (frozenset({E.OBJECTED}), None),
    "correct_entry": (frozenset({E.ENTERED, E.UNCONFIRMED, E.CONFIRMED, E.STANDS}), E.CORRECTED),
}
"""Verb → from which status, to which. A review ends in CORRECTED or STANDS, as the branch committee decides."""

ENDED_BY: Mapping[EntryStatus, frozenset[str]] = {
    E.CONFIRMED: frozenset({"confirm_entry"}),
    E.OBJECTED: frozenset({"object_to_entry"}),
    E.STANDS: frozenset({"review_entry"}),
    E.CORRECTED: frozenset({"review_entry", "correct_entry"}),
}
"""Whose taker a loser is told."""

HERE = frozenset({S.ENROLLED})
WAS_HERE = frozenset({S.ENROLLED, S.RELEASED})
ARRIVED = frozenset({S.RECEIVED, S.NEEDS_INFO, S.SUSPECT, S.VERIFIED, S.PLACED, S.ENROLLED})

MAY_BE_TAKEN_IN: Mapping[str, frozenset[PlacementStatus]] = {
    "record_entry": HERE,
    "confirm_entry": WAS_HERE,
    "object_to_entry": WAS_HERE,
    "review_entry": WAS_HERE,
    "correct_entry": WAS_HERE,
    "report_certificate_lost": ARRIVED,
    "check_booklet": HERE,
    "take_up_booklet": ARRIVED,
    "answer_false_entries": WAS_HERE,
}


class DuesIncomplete(Invalid):
    message = "党费记载须写明月份和金额，请补充。"


class NotDues(Invalid):
    message = "只有党费记载填写月份和金额；请清空这两项，或把类型改为党费。"


def check_entry(body: RecordEntry) -> None:
    """Raises DuesIncomplete, NotDues."""
    if body.kind is EntryKind.DUES:
        missing = [name for name, value in (("month", body.month), ("amount", body.amount)) if not value]
        if missing:
            raise DuesIncomplete(fields=[{"field": name, "message": DuesIncomplete.message} for name in missing])
    elif body.month or body.amount is not None:
        raise NotDues(fields=[{"field": "month", "message": NotDues.message}])


def first_role_day(enrolled_on: date, opens: str, grace_days: int) -> date:
    """The opening of the year's role entry; one who came in the last days of a year owes it from the next."""
    year = enrolled_on.year
    if enrolled_on > date(year + 1, 1, 1) - timedelta(days=grace_days):
        year += 1
    return in_year(year, opens)


def in_year(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
