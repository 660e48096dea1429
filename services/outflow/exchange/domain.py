"""What home does with feedback, changes, yearly reports and summonses, without a database (W-05, D-39, D-151)."""

from collections.abc import Collection
from datetime import date

from services.outflow.statuses import CaseStatus
from shared.errors import Conflict, Invalid
from shared.exchange import FeedbackStatus

S = FeedbackStatus
RESTS_IN = frozenset({CaseStatus.LOST, CaseStatus.SUSPENDED, CaseStatus.RETURNING})
"""Nobody is asked for anything: membership rests, or he is on his way home (5.1: open timers of W-05 end)."""

TO_READ = frozenset({S.SENT, S.ANSWERED})
"""Feedback that home has to acknowledge or ask about."""


class NotAway(Conflict):
    message = "该党员现在不在外出期间，不能办理；请核对个案状态。"


class ReportChannelUnknown(Invalid):
    message = "汇报方式不在规定的选项里，请重新选择。"


class EventInThePast(Invalid):
    message = "活动日期已经过去，请核对日期。"


class HostWritesItself(Conflict):
    message = "流入地党组织在平台上，由其自行反馈；请等待来函，需要时可催办。"


class FeedbackNotDue(Conflict):
    message = "这个季度没有待登记的书面反馈，请核对季度。"


class ReceivedBeforeWritten(Invalid):
    message = "收到日期早于落款日期，请核对。"


class ContactDataMissing(Invalid):
    message = "请填写变动后的电话、住址或工作单位。"


def after_acknowledgement(status: FeedbackStatus) -> FeedbackStatus:
    """Without a question W-05 ends ACKNOWLEDGED, with one CLOSED."""
    return S.CLOSED if status is S.ANSWERED else S.ACKNOWLEDGED


def opening_day(year: int, month_day: str) -> date:
    """`11-01` in a year."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, day)


def next_report(known: Collection[int], began_on: date, month_day: str) -> int:
    """The first year whose report is neither asked nor there. Who left after a year's opening day owes that year
    nothing."""
    first = began_on.year if began_on <= opening_day(began_on.year, month_day) else began_on.year + 1
    return next(year for year in range(first, first + len(known) + 1) if year not in known)
