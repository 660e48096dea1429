"""What W-05's workflow follows at the host, told in the act's own transaction."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.inflow.exchange.contract import HostExchangeState, Pending
from services.inflow.exchange.domain import opens_on
from services.inflow.exchange.tables import ChangeRow, ExchangeRow, FeedbackRow, SummonsReceivedRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.exchange import FeedbackStatus, SummonsStatus, next_quarter
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.policy.spreading import spread_days
from shared.terms import Quarter


def exchange_state(act: Act, row: PlacementRow, exchange: ExchangeRow) -> HostExchangeState:
    feedback = feedback_of(act, row.id)
    quarter = upcoming(act, row, exchange, feedback)
    changes = changes_of(act, row.id)
    return HostExchangeState(
        placement_id=row.id,
        case_id=row.case_id,
        attempt=row.attempt,
        version=exchange.version,
        clock=act.clock,
        host_committee=row.host_committee,
        host_branch=row.host_branch or row.host_committee,
        over=exchange.over,
        paused=exchange.paused,
        rests=exchange.rests,
        resumed_on=exchange.resumed_on,
        next_quarter=quarter,
        opens_on=opening_of(act, row, exchange, quarter),
        due=tuple(Pending(key=f.quarter, since=f.opened_on) for f in feedback if f.status == FeedbackStatus.DUE),
        questions=tuple(_question(f) for f in feedback if f.status == FeedbackStatus.QUESTIONED),
        untold=tuple(Pending(key=f"{c.id}", since=c.learned_on) for c in changes if c.told_on is None),
        unseen=tuple(Pending(key=f"{c.id}", since=c.told_on) for c in changes if c.told_on and waits_for_parent(c)),
        summonses=tuple(_summons(s) for s in summonses_of(act, row.id) if s.status == SummonsStatus.CALLED),
    )


def waits_for_parent(change: ChangeRow) -> bool:
    return change.told_on is not None and change.seen_by_parent_on is None and not change.from_home


def counts_from(exchange: ExchangeRow) -> date:
    return max(exchange.began_on, exchange.resumed_on or exchange.began_on)


def upcoming(act: Act, row: PlacementRow, exchange: ExchangeRow, feedback: list[FeedbackRow]) -> Quarter:
    grace = policy_for(act.session, row.host_path, act.today).term("feedback.first_due_grace").amount
    return next_quarter((f.quarter for f in feedback), counts_from(exchange), grace)


def opening_of(act: Act, row: PlacementRow, exchange: ExchangeRow, quarter: Quarter) -> date:
    days = spread_days(policy_for(act.session, row.host_path, act.today))
    return opens_on(quarter, counts_from(exchange), row.case_id, days)


def _question(feedback: FeedbackRow) -> Pending:
    assert feedback.questioned_on is not None
    return Pending(key=question_key(feedback), since=feedback.questioned_on)


def question_key(feedback: FeedbackRow) -> str:
    return f"{feedback.quarter}.{feedback.questions}"


def _summons(summons: SummonsReceivedRow) -> Pending:
    return Pending(key=f"{summons.id}", since=summons.received_on, lapses_on=summons.event_on)


def feedback_of(act: Act, placement_id: UUID) -> list[FeedbackRow]:
    query = select(FeedbackRow).where(FeedbackRow.placement_id == placement_id).order_by(FeedbackRow.quarter)
    return list(act.session.scalars(query))


def changes_of(act: Act, placement_id: UUID) -> list[ChangeRow]:
    query = select(ChangeRow).where(ChangeRow.placement_id == placement_id).order_by(ChangeRow.id)
    return list(act.session.scalars(query))


def summonses_of(act: Act, placement_id: UUID) -> list[SummonsReceivedRow]:
    query = select(SummonsReceivedRow).where(SummonsReceivedRow.placement_id == placement_id)
    return list(act.session.scalars(query.order_by(SummonsReceivedRow.event_on)))


def publish_exchange(act: Act, row: PlacementRow, exchange: ExchangeRow) -> None:
    """One version more; the workflow starts with the first."""
    exchange.version += 1
    act.session.flush()
    state = exchange_state(act, row, exchange)
    follow(act.session, "HostFeedback", state)
