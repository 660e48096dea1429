"""W-05 at the host as tables and sentences without a database. Read it beside rulebook 5, W-05."""

from collections.abc import Iterable
from datetime import date

from shared.errors import Conflict, Invalid
from shared.exchange import FeedbackStatus
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


def next_quarter(begun: Iterable[str], counts_from: date, grace_days: int) -> Quarter:
    """The first quarter that has not begun. Who came in its last days owes his first feedback in the next."""
    first = Quarter.of(counts_from)
    if counts_from >= first.day_from_end(grace_days):
        first = first.next()
    return max([first, *(Quarter(quarter).next() for quarter in begun)])


def opens_on(quarter: Quarter, counts_from: date) -> date:
    return max(quarter.first, counts_from)
