"""Who owes what to home in the exchange, and when a quarter of feedback begins. Read it beside rulebook 5, W-05."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.inflow.exchange.contract import HostExchangeState, Pending
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

K = TaskKind
SUMMONS_PAST = "summons-past"


def owed(exchange: HostExchangeState) -> list[Duty]:
    """The branch owes feedback (D-52), answers, notices of changes in three working days (D-57) and passes on what home
    calls the member to (D-39); its committee is the parent that is told."""
    return [_duty(exchange, kind, one) for kind, pending in exchange.pending().items() for one in pending]


def _duty(exchange: HostExchangeState, kind: TaskKind, one: Pending) -> Duty:
    holder, role = exchange.host_branch, Role.BRANCH_SECRETARY
    if kind is K.ACKNOWLEDGE_CHANGE:
        holder, role = exchange.host_committee, Role.COMMITTEE_OFFICER
    return Duty(
        kind=kind,
        case_id=exchange.case_id,
        occurrence=exchange.occurrence(one.key),
        service="inflow",
        holder=holder,
        role=role,
        since=max(one.since, exchange.resumed_on or one.since),
        period=one.key if kind is K.SEND_FEEDBACK else None,
    )


def openings(exchange: HostExchangeState) -> Mapping[str, date]:
    """The next quarter, unless the exchange rests; and the day after each event that the member is called to."""
    past = {
        f"{SUMMONS_PAST}.{one.key}": one.lapses_on + timedelta(days=1)
        for one in exchange.summonses
        if one.lapses_on is not None
    }
    if exchange.paused:
        return past
    return past | {f"{exchange.next_quarter}.{exchange.rests}": exchange.opens_on}
