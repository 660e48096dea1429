"""What the home branch owes to host and member besides contact (W-05, D-57, D-151), and when a report is asked for."""

from collections.abc import Mapping
from datetime import date

from services.outflow.exchange.contract import HomeExchangeState
from shared.posts import Role
from workflows.duty import Duty


def owed(exchange: HomeExchangeState) -> list[Duty]:
    return [
        Duty(
            kind=kind,
            case_id=exchange.case_id,
            occurrence=exchange.occurrence(one.key),
            service="outflow",
            holder=exchange.home_branch,
            role=Role.BRANCH_SECRETARY,
            since=one.since,
        )
        for kind, pending in exchange.pending().items()
        for one in pending
    ]


def openings(exchange: HomeExchangeState) -> Mapping[str, date]:
    """The next year's report, on its opening day or when the exchange goes on after it."""
    if exchange.paused:
        return {}
    return {f"{exchange.next_report}.{exchange.rests}": exchange.report_opens_on}
