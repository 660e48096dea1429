"""What the workflows of the exchange follow at home, told in the act's own transaction."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.outflow.exchange.contract import HomeExchangeState, Pending, SummonsState
from services.outflow.exchange.domain import TO_READ, next_report, opening_day
from services.outflow.exchange.tables import (
    ChangeRow,
    ExchangeQuarterRow,
    ExchangeRow,
    FeedbackReceivedRow,
    SummonsRow,
    YearlyReportRow,
)
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.exchange import SummonsStatus, next_quarter
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.policy.spreading import spread_days, spread_opening
from shared.terms import Quarter


def exchange_state(act: Act, case: CaseRow, exchange: ExchangeRow) -> HomeExchangeState:
    read = (FeedbackReceivedRow, ChangeRow, YearlyReportRow, ExchangeQuarterRow)
    feedback, changes, reports, asked = (rows_of(act, table, case.id) for table in read)
    pack = policy_for(act.session, case.home_path, act.today)
    month_day = str(pack.term("member.yearly_report.opens").value)
    year, days = next_report({r.year for r in reports}, exchange.began_on, month_day), spread_days(pack)
    grace = pack.term("notice.first_due_grace").amount
    quarter = next_quarter((row.quarter for row in asked), counts_from(exchange), grace)
    quarters = _counting(asked, exchange)
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
        report_opens_on=spread_opening(opening_day(year, month_day), exchange.began_on, case.id, days),
        notices=tuple(untold(quarters)),
        papers=tuple(unheard(quarters)),
        next_quarter=quarter,
        quarter_opens_on=_opens_on(case, exchange, quarter, days) if exchange.host_since else None,
    )


def _opens_on(case: CaseRow, exchange: ExchangeRow, quarter: Quarter, days: int) -> date:
    return spread_opening(quarter.first, counts_from(exchange), case.id, days)


def counts_from(exchange: ExchangeRow) -> date:
    """Since when this host is to be told, and heard."""
    return max(exchange.host_since or exchange.began_on, exchange.resumed_on or exchange.began_on)


def open_quarters(act: Act, case: CaseRow, exchange: ExchangeRow) -> list[ExchangeQuarterRow]:
    return _counting(rows_of(act, ExchangeQuarterRow, case.id), exchange)


def _counting(rows: Iterable[ExchangeQuarterRow], exchange: ExchangeRow) -> list[ExchangeQuarterRow]:
    """None while he is between hosts, none that a rest has outlived."""
    if exchange.host_since is None:
        return []
    first = Quarter.of(counts_from(exchange))
    return [row for row in rows if Quarter(row.quarter) >= first]


def untold(quarters: Iterable[ExchangeQuarterRow]) -> Iterator[Pending]:
    for row in quarters:
        if row.told_on is None:
            yield Pending(key=row.quarter, since=row.opened_on)


def unheard(quarters: Iterable[ExchangeQuarterRow]) -> Iterator[Pending]:
    for row in quarters:
        if row.on_paper and row.heard_on is None:
            yield Pending(key=row.quarter, since=row.opened_on)


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
    follow(act.session, "HomeExchange", state)


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
    follow(act.session, "Summons", state)


def open_summonses(act: Act, case_id: UUID) -> list[SummonsRow]:
    query = select(SummonsRow).where(
        SummonsRow.case_id == case_id, SummonsRow.status == SummonsStatus.CALLED, SummonsRow.ended.is_(False)
    )
    return list(act.session.scalars(query.order_by(SummonsRow.id)))
