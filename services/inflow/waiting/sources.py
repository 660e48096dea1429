"""Each thing that home may owe us, as one select over the facts of the placement and its processes."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Text, and_, cast, exists, func, union_all

from services.inflow.domain.placement import ASKED_HOME
from services.inflow.exchange.tables import ChangeRow, ExchangeRow, FeedbackRow
from services.inflow.statuses import PlacementStatus
from services.inflow.tables import PlacementRow
from shared.exchange import ChangeKind, FeedbackStatus
from shared.waiting.contract import Matter
from shared.waiting.pages import owed

PLACEMENT = PlacementRow.__table__.c
TO_READ = (FeedbackStatus.SENT, FeedbackStatus.ANSWERED)


def sources(mine: ColumnElement[bool]) -> CompoundSelect[Any]:
    """`mine`: which placements the reader sees."""
    case_id, subject = PLACEMENT.case_id, PLACEMENT.id
    expected = PLACEMENT.status == PlacementStatus.EXPECTED
    asked = and_(PLACEMENT.status.in_(ASKED_HOME), PLACEMENT.question.is_not(None), PLACEMENT.answer.is_(None))
    asked_on = func.coalesce(PLACEMENT.pauses[-1]["start"].astext, cast(PLACEMENT.reported_on, Text))
    return union_all(
        owed(Matter.ARRIVAL, case_id, PLACEMENT.notified_on, mine, expected, subject=subject),
        owed(Matter.QUERY_ANSWER, case_id, asked_on, mine, asked, subject=subject),
        *_of_the_exchange(mine),
    )


def _of_the_exchange(mine: ColumnElement[bool]) -> list[Any]:
    feedback, change = FeedbackRow, ChangeRow
    going_on = exists().where(ExchangeRow.placement_id == PLACEMENT.id, ExchangeRow.over.is_(False))
    unread = (feedback.placement_id == PLACEMENT.id, feedback.status.in_(TO_READ))
    untaken = (
        change.placement_id == PLACEMENT.id,
        change.from_home.is_(False),
        change.told_on.is_not(None),
        change.acknowledged_on.is_(None),
    )
    case_id, subject = PLACEMENT.case_id, PLACEMENT.id
    return [
        owed(
            Matter.FEEDBACK_ACKNOWLEDGEMENT, case_id, feedback.sent_on, mine, going_on, *unread, subject=subject,
            detail=feedback.quarter,
        ),
        owed(
            Matter.CHANGE_ACKNOWLEDGEMENT, case_id, change.told_on, mine, going_on, *untaken, subject=subject,
            detail=change.kind,
        ),
    ]  # fmt: skip


def detail_words(matter: Matter, detail: str) -> str:
    return ChangeKind(detail).label if matter is Matter.CHANGE_ACKNOWLEDGEMENT else detail
