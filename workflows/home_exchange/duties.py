"""What the home branch owes to host and member besides contact (W-05, D-34, D-57, D-151), and what opens by itself."""

from collections.abc import Mapping
from datetime import date

from services.outflow.exchange.contract import HomeExchangeState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

OF_A_QUARTER = (TaskKind.SEND_HOME_NOTICE, TaskKind.OBTAIN_FEEDBACK)


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
            period=one.key if kind in OF_A_QUARTER else None,
        )
        for kind, pending in exchange.pending().items()
        for one in pending
    ]


def openings(exchange: HomeExchangeState) -> Mapping[str, date]:
    """The next year's report and, while a host has him, the next quarter's notice; not while the exchange rests."""
    if exchange.paused:
        return {}
    opens = {f"report/{exchange.next_report}.{exchange.rests}": exchange.report_opens_on}
    if exchange.quarter_opens_on is not None:
        opens[f"quarter/{exchange.next_quarter}.{exchange.rests}"] = exchange.quarter_opens_on
    return opens
