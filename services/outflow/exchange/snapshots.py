"""What the workflows of the exchange follow at home, told in the act's own transaction."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.outflow.exchange.contract import HomeExchangeState, Pending, SummonsState
from services.outflow.exchange.domain import TO_READ, next_report, opening_day
from services.outflow.exchange.tables import (
    ChangeRow,
    ExchangeRow,
    FeedbackReceivedRow,
    SummonsRow,
    YearlyReportRow,
)
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.exchange import SummonsStatus
from shared.organisation_directory.queries import policy_for
from shared.outbox import tell


def exchange_state(act: Act, case: CaseRow, exchange: ExchangeRow) -> HomeExchangeState:
    feedback, changes, reports = (rows_of(act, t, case.id) for t in (FeedbackReceivedRow, ChangeRow, YearlyReportRow))
    month_day = str(policy_for(act.session, case.home_path, act.today).term("member.yearly_report.opens").value)
    year = next_report({r.year for r in reports}, exchange.began_on, month_day)
    return HomeExchangeState(
        case_id=case.id,
        version=exchange.version,
        clock=act.clock,
        home_branch=case.home_branch,
        over=exchange.over,
        paused=exchange.paused,
        rests=exchange.rests,
        feedback=tuple(Pending(key=feedback_key(f), since=f.to_read_since) for f in feedback if f.status in TO_READ),
        changes=tuple(Pending(key=f"{c.id}", since=c.received_on) for c in changes if waits(c)),
        follow=tuple(_to_follow(changes)),
        reports=tuple(Pending(key=f"{r.year}", since=r.asked_on) for r in reports if r.received_on is None),
        next_report=year,
        report_opens_on=opening_day(year, month_day),
    )


def feedback_key(feedback: FeedbackReceivedRow) -> str:
    return f"{feedback.id}.{feedback.rounds}"


def waits(change: ChangeRow) -> bool:
    return change.from_host and change.acknowledged_on is None


def _to_follow(changes: Iterable[ChangeRow]) -> Iterable[Pending]:
    for change in changes:
        if change.follow_since is not None and change.followed_on is None:
            yield Pending(key=f"{change.id}", since=change.follow_since)


def rows_of(act: Act, table: type[Any], case_id: UUID) -> list[Any]:
    """Oldest first."""
    return list(act.session.scalars(select(table).where(table.case_id == case_id).order_by(table.id)))


def publish_exchange(act: Act, case: CaseRow, exchange: ExchangeRow) -> None:
    """One version more; the workflow starts with the first."""
    exchange.version += 1
    act.session.flush()
    state = exchange_state(act, case, exchange)
    tell(
        act.session,
        workflow="HomeExchange",
        workflow_id=state.workflow_id,
        signal="follow",
        message=state,
        start=state,
    )


def summons_state(act: Act, case: CaseRow, exchange: ExchangeRow, summons: SummonsRow) -> SummonsState:
    return SummonsState(
        summons_id=summons.id,
        case_id=case.id,
        version=summons.version,
        clock=act.clock,
        home_branch=case.home_branch,
        called_on=summons.called_on,
        event_on=summons.event_on,
        status=SummonsStatus(summons.status),
        paused=exchange.paused,
        rests=exchange.rests,
        ended=summons.ended,
    )


def publish_summons(act: Act, case: CaseRow, exchange: ExchangeRow, summons: SummonsRow) -> None:
    summons.version += 1
    act.session.flush()
    state = summons_state(act, case, exchange, summons)
    tell(
        act.session,
        workflow="Summons",
        workflow_id=state.workflow_id,
        signal="follow",
        message=state,
        start=state,
    )


def open_summonses(act: Act, case_id: UUID) -> list[SummonsRow]:
    query = select(SummonsRow).where(
        SummonsRow.case_id == case_id, SummonsRow.status == SummonsStatus.CALLED, SummonsRow.ended.is_(False)
    )
    return list(act.session.scalars(query.order_by(SummonsRow.id)))
