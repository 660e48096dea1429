"""W-05, D-39, D-151 and W-19 at home in figures (rulebook 8)."""

from sqlalchemy import ColumnElement

from services.outflow.exchange.tables import (
    ChangeRow,
    FeedbackReceivedRow,
    HelpRequestRow,
    SummonsRow,
    YearlyReportRow,
)
from services.outflow.listing import listing_of_cases
from shared.exchange import CHANGE_LABELS, FEEDBACK_LABELS, SUMMONS_LABELS, FeedbackStatus, SummonsStatus
from shared.figures import Counted, every, is_in, labels_of
from shared.help_requests.contract import REQUEST_LABELS, RequestStatus

FEEDBACK, CHANGE = FeedbackReceivedRow.__table__.c, ChangeRow.__table__.c
SUMMONS, REQUEST, YEARLY = SummonsRow.__table__.c, HelpRequestRow.__table__.c, YearlyReportRow.__table__.c
SUMMONS_STATUS_LABELS = {str(one): one.label for one in SummonsStatus}
REQUEST_STATUS_LABELS = {str(one): one.label for one in RequestStatus}

FEEDBACKS = listing_of_cases(
    FeedbackReceivedRow.__table__, state=FEEDBACK.status, words=labels_of(FEEDBACK_LABELS), on=FEEDBACK.received_on
)
CHANGES = listing_of_cases(
    ChangeRow.__table__, state=CHANGE.kind, words=labels_of(CHANGE_LABELS), on=CHANGE.received_on
)
SUMMONSES = listing_of_cases(
    SummonsRow.__table__, state=SUMMONS.status, words=SUMMONS_STATUS_LABELS, on=SUMMONS.event_on
)
REQUESTS = listing_of_cases(
    HelpRequestRow.__table__, state=REQUEST.status, words=REQUEST_STATUS_LABELS, on=REQUEST.asked_on
)
REPORTS = listing_of_cases(YearlyReportRow.__table__, state=YEARLY.year, words={}, on=YEARLY.received_on)


def _reported(_: object) -> ColumnElement[bool]:
    return YEARLY.received_on.is_not(None)


def _not_reported(_: object) -> ColumnElement[bool]:
    return YEARLY.received_on.is_(None)


COUNTED: tuple[Counted, ...] = (
    Counted(FEEDBACKS, "feedback-received", "收到的流入地反馈（按季度）", every(FEEDBACK.id), FEEDBACK.quarter),
    Counted(
        FEEDBACKS,
        "feedback-unread",
        "收到而未阅知、未办结的反馈（按季度）",
        is_in(FEEDBACK.status, FeedbackStatus.SENT, FeedbackStatus.QUESTIONED, FeedbackStatus.ANSWERED),
        FEEDBACK.quarter,
    ),
    Counted(
        CHANGES, "changes-heard", "流入地通报的情况", lambda _: CHANGE.from_host, CHANGE.kind, labels_of(CHANGE_LABELS)
    ),
    Counted(
        SUMMONSES, "summonses", "召回参加活动（按事项）", every(SUMMONS.id), SUMMONS.kind, labels_of(SUMMONS_LABELS)
    ),
    Counted(SUMMONSES, "summonses-answered", "召回的答复", every(SUMMONS.id), SUMMONS.status, SUMMONS_STATUS_LABELS),
    Counted(REPORTS, "yearly-reports", "已收到的年度汇报（按年度）", _reported, YEARLY.year),
    Counted(REPORTS, "yearly-reports-missing", "未收到的年度汇报（按年度）", _not_reported, YEARLY.year),
    Counted(
        REQUESTS, "requests", "党员求助、询问（按办理情况）", every(REQUEST.id), REQUEST.status, REQUEST_STATUS_LABELS
    ),
    Counted(
        REQUESTS,
        "requests-by-kind",
        "党员求助、询问（按事项）",
        every(REQUEST.id),
        REQUEST.kind,
        labels_of(REQUEST_LABELS),
    ),
)
