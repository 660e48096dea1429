"""Each thing that a host may owe us, as one select over the facts of the case and its processes."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Text, and_, cast, exists, func, select, union_all

from services.outflow.conversion.stages import OpinionStep
from services.outflow.conversion.tables import ConversionRow
from services.outflow.exchange.tables import ExchangeQuarterRow, ExchangeRow, FeedbackReceivedRow, SummonsRow
from services.outflow.statuses import CaseStatus
from services.outflow.tables import CaseRow
from shared.exchange import FeedbackStatus, SummonsStatus
from shared.letters.tables import LetterSentRow
from shared.waiting.contract import Matter
from shared.waiting.pages import owed

CASE = CaseRow.__table__.c
RELEASING = Matter.RELEASE
"""The only one that the former host owes."""


def sources(mine: ColumnElement[bool]) -> CompoundSelect[Any]:
    """`mine`: which cases the reader sees."""
    at_host = and_(mine, CASE.is_open, CASE.host_on_platform, CASE.host_committee.is_not(None))
    return union_all(*_of_the_case(at_host, mine), *_of_the_exchange(at_host), _opinion(at_host))


def _of_the_case(at_host: ColumnElement[bool], mine: ColumnElement[bool]) -> list[Any]:
    placing = (CASE.status == CaseStatus.REPORTED, CASE.query_since.is_(None))
    disputed = (CASE.status == CaseStatus.REFUSED, CASE.may_object.is_(False), CASE.name_host_since.is_(None))
    leaving = (
        CASE.relocating_since.is_not(None),
        CASE.former_committee.is_not(None),
        CASE.former_attempt.is_not(None),
        CASE.released_on.is_(None),
    )
    transferring = CASE.transfer_sent_on.is_not(None)
    return [
        owed(Matter.PLACEMENT, CASE.id, CASE.reported_on, at_host, *placing, subject=CASE.id),
        owed(Matter.DISPUTE_DECISION, CASE.id, CASE.refused_on, at_host, *disputed, subject=CASE.id),
        owed(RELEASING, CASE.id, CASE.relocating_since, mine, CASE.is_open, *leaving, subject=CASE.id),
        owed(Matter.TRANSFER, CASE.id, CASE.transfer_sent_on, at_host, transferring, subject=CASE.id),
    ]


def _of_the_exchange(at_host: ColumnElement[bool]) -> list[Any]:
    quarter, feedback, summons = ExchangeQuarterRow, FeedbackReceivedRow, SummonsRow
    sent = exists().where(feedback.case_id == quarter.case_id, feedback.quarter == quarter.quarter)
    asked = (
        select(cast(func.timezone("Asia/Shanghai", func.max(LetterSentRow.written_at)), Text))
        .where(LetterSentRow.case_id == feedback.case_id, LetterSentRow.type == "FEEDBACK_QUESTION")
        .scalar_subquery()
    )
    going_on = (ExchangeRow.case_id == CASE.id, ExchangeRow.over.is_(False), ExchangeRow.paused.is_(False))
    exchanging = and_(at_host, exists().where(*going_on))
    unsent = (quarter.case_id == CASE.id, quarter.on_paper.is_(False), ~sent)
    questioned = (feedback.case_id == CASE.id, feedback.status == FeedbackStatus.QUESTIONED)
    called = (summons.case_id == CASE.id, summons.status == SummonsStatus.CALLED, summons.ended.is_(False))
    since_asked = func.coalesce(asked, cast(feedback.received_on, Text))
    return [
        owed(Matter.FEEDBACK, CASE.id, quarter.opened_on, exchanging, *unsent, subject=CASE.id, detail=quarter.quarter),
        owed(
            Matter.FEEDBACK_ANSWER, CASE.id, since_asked, exchanging, *questioned, subject=CASE.id,
            detail=feedback.quarter,
        ),
        owed(
            Matter.SUMMONS_REPLY, CASE.id, summons.called_on, exchanging, *called, subject=CASE.id,
            due_on=summons.event_on, detail=summons.kind,
        ),
    ]  # fmt: skip


def _opinion(at_host: ColumnElement[bool]) -> Any:
    row = ConversionRow
    asked = row.opinion_step.in_((OpinionStep.REQUESTED, OpinionStep.OVERDUE))
    since = func.coalesce(row.requested_on, row.opened_on)
    of_case = row.case_id == CASE.id
    return owed(Matter.HOST_OPINION, CASE.id, since, at_host, of_case, asked, subject=CASE.id, due_on=row.probation_end)
