"""W-05 at the host as tables and sentences without a database. Read it beside rulebook 5, W-05."""

from datetime import date
from uuid import UUID

from shared.errors import Conflict, Invalid
from shared.exchange import FeedbackStatus
from shared.policy.spreading import spread_opening
from shared.terms import Quarter

S = FeedbackStatus

FEEDBACK_STEPS: dict[str, frozenset[FeedbackStatus]] = {
    "send_feedback": frozenset({S.DUE}),
    "answer_feedback": frozenset({S.QUESTIONED}),
    "letter_feedback_question": frozenset({S.SENT, S.ANSWERED}),
    "letter_feedback_acknowledged": frozenset({S.SENT, S.ANSWERED}),
}


class FeedbackNotDue(Conflict):
    message = "这个季度现在不需要反馈，请核对季度。"


class NoticeUnknown(Invalid):
    message = "回执要对应一条已登记的通知，请选择通知。"


class NotProbationary(Invalid):
    message = "教育考察记录只用于预备党员；正式党员请登记为关心帮助。"


class CareChannelUnknown(Invalid):
    message = "联系方式不在规定的选项里，请重新选择。"


class ContactDataMissing(Invalid):
    message = "请填写变动后的电话、住址或工作单位。"


def after_acknowledgement(status: FeedbackStatus) -> FeedbackStatus:
    """Without a question W-05 ends ACKNOWLEDGED, with one CLOSED."""
    return S.CLOSED if status is S.ANSWERED else S.ACKNOWLEDGED


def opens_on(quarter: Quarter, counts_from: date, case_id: UUID, days: int) -> date:
    """Spread over the first days of the quarter (`period.spread_days`); at once for who is enrolled within it."""
    return spread_opening(quarter.first, counts_from, case_id, days)
