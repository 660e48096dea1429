"""W-05, D-57 and W-19 at the host in figures (rulebook 8)."""

from sqlalchemy import ColumnElement, Text, and_, cast, exists

from services.inflow.exchange.tables import ChangeRow, FeedbackRow, HelpRequestRow, SummonsReceivedRow
from services.inflow.listing import PLACEMENTS, listing_of_placements
from shared.act import Act
from shared.exchange import CHANGE_LABELS, FEEDBACK_LABELS, SummonsStatus
from shared.figures import Counted, every, labels_of
from shared.help_requests.contract import REQUEST_LABELS, RequestStatus
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import TaskStatus
from shared.tasks.tables import TaskRow

FEEDBACK, CHANGE = FeedbackRow.__table__.c, ChangeRow.__table__.c
REQUEST, SUMMONS = HelpRequestRow.__table__.c, SummonsReceivedRow.__table__.c
CHANGES_IN_WORDS = labels_of(CHANGE_LABELS)
REQUEST_STATUS_LABELS = {str(one): one.label for one in RequestStatus}
SUMMONS_STATUS_LABELS = {str(one): one.label for one in SummonsStatus}

FEEDBACKS = listing_of_placements(
    FeedbackRow.__table__, state=FEEDBACK.status, words=labels_of(FEEDBACK_LABELS), on=FEEDBACK.sent_on
)
CHANGES = listing_of_placements(ChangeRow.__table__, state=CHANGE.kind, words=CHANGES_IN_WORDS, on=CHANGE.learned_on)
REQUESTS = listing_of_placements(
    HelpRequestRow.__table__,
    state=REQUEST.status,
    words=REQUEST_STATUS_LABELS,
    on=REQUEST.asked_on,
    belongs=and_(REQUEST.case_id == PLACEMENTS.case_id, REQUEST.attempt == PLACEMENTS.attempt),
)
SUMMONSES = listing_of_placements(
    SummonsReceivedRow.__table__, state=SUMMONS.status, words=SUMMONS_STATUS_LABELS, on=SUMMONS.event_on
)


def _given(_: Act) -> ColumnElement[bool]:
    return FEEDBACK.sent_on.is_not(None)


def _missing(_: Act) -> ColumnElement[bool]:
    return FEEDBACK.sent_on.is_(None) & FEEDBACK.overdue


def _ours(_: Act) -> ColumnElement[bool]:
    return ~CHANGE.from_home


def _late(act: Act) -> ColumnElement[bool]:
    """Its task (`feedback.event`, in working days) was closed late, or is open past its day."""
    late = TaskRow.late | ((TaskRow.status == TaskStatus.OPEN) & (TaskRow.due_on < act.today))
    return exists().where(
        TaskRow.case_id == PLACEMENTS.case_id,
        TaskRow.kind == TaskKind.TELL_CHANGE,
        TaskRow.occurrence.endswith(cast(CHANGE.id, Text)),
        late,
    )


def _told_in_time(act: Act) -> ColumnElement[bool]:
    return _ours(act) & CHANGE.told_on.is_not(None) & ~_late(act)


def _told_late(act: Act) -> ColumnElement[bool]:
    return _ours(act) & CHANGE.told_on.is_not(None) & _late(act)


def _untold(act: Act) -> ColumnElement[bool]:
    return _ours(act) & CHANGE.told_on.is_(None)


COUNTED: tuple[Counted, ...] = (
    Counted(FEEDBACKS, "feedback-given", "已反馈（按季度）", _given, FEEDBACK.quarter),
    Counted(FEEDBACKS, "feedback-missing", "超期未反馈（按季度）", _missing, FEEDBACK.quarter),
    Counted(
        FEEDBACKS,
        "feedback-by-status",
        "季度反馈（按状态）",
        every(FEEDBACK.id),
        FEEDBACK.status,
        labels_of(FEEDBACK_LABELS),
    ),
    Counted(CHANGES, "changes-in-time", "按期通报流出地的情况", _told_in_time, CHANGE.kind, CHANGES_IN_WORDS),
    Counted(CHANGES, "changes-late", "超期通报的情况", _told_late, CHANGE.kind, CHANGES_IN_WORDS),
    Counted(CHANGES, "changes-untold", "尚未通报的情况", _untold, CHANGE.kind, CHANGES_IN_WORDS),
    Counted(
        CHANGES, "changes-overdue", "超期仍未通报的情况", lambda act: _untold(act) & _late(act), of="changes-untold"
    ),
    Counted(
        SUMMONSES, "summonses", "流出地召回的转达（按状态）", every(SUMMONS.id), SUMMONS.status, SUMMONS_STATUS_LABELS
    ),
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
