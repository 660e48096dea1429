"""W-06 in figures (rulebook 8): what is due, what waits for the host, approvals that take long."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement

from services.outflow.conversion.contract import OVER, OpinionStep, Stage
from services.outflow.conversion.stages import STAGE_LABELS
from services.outflow.conversion.tables import ConversionMeetingRow, ConversionRow
from services.outflow.listing import CASES, listing_of_cases
from shared.act import Act
from shared.figures import Counted, is_in, labels_of
from shared.reporting.queries import regions, term
from shared.terms import add_months

ROW = ConversionRow.__table__.c
MEETING = ConversionMeetingRow.__table__.c
ROWS = listing_of_cases(
    ConversionRow.__table__, state=ROW.stage, words=labels_of(STAGE_LABELS), on=ROW.probation_end, row_id=ROW.case_id
)
MEETINGS = listing_of_cases(
    ConversionMeetingRow.__table__,
    state=MEETING.proposal,
    words={"CONVERT": "按期转正未通过", "EXTEND": "延长预备期未通过", "REVOKE": "取消预备党员资格未通过"},
    on=MEETING.held_on,
)


def _open(_: Act) -> ColumnElement[bool]:
    return ROW.stage.not_in(OVER)


def _ends(first: Callable[[Act], date], last: Callable[[Act], date]) -> Callable[[Act], ColumnElement[bool]]:
    """Probation ends from the one day to the other; a conversion decided already is not due."""
    return lambda act: _open(act) & ROW.resolved_on.is_(None) & ROW.probation_end.between(first(act), last(act))


def _today(act: Act) -> date:
    return act.today


def _ahead(key: str) -> Callable[[Act], date]:
    return lambda act: act.today + timedelta(days=term(act, key))


def _overdue(act: Act) -> ColumnElement[bool]:
    """A late decision does not move the day from which standing counts, but it is late (C-17)."""
    return _open(act) & ROW.resolved_on.is_(None) & (ROW.probation_end < act.today)


def _waits_for_host(act: Act) -> ColumnElement[bool]:
    return _open(act) & ROW.opinion_step.in_((OpinionStep.REQUESTED, OpinionStep.OVERDUE))


def _at_committee_since(key: str) -> Callable[[Act], ColumnElement[bool]]:
    def condition(act: Act) -> ColumnElement[bool]:
        return (ROW.stage == Stage.AT_COMMITTEE) & (ROW.reported_on < add_months(act.today, -term(act, key)))

    return condition


def _postponed(act: Act) -> ColumnElement[bool]:
    return _open(act) & ROW.adjourned_until.is_not(None)


COUNTED: tuple[Counted, ...] = (
    Counted(ROWS, "conversion-by-stage", "预备党员转正（按环节）", _open, ROW.stage, labels_of(STAGE_LABELS)),
    Counted(ROWS, "conversion-due-60", "六十日内预备期满", _ends(_today, _ahead("conversion.prepare"))),
    Counted(ROWS, "conversion-due-30", "三十日内预备期满", _ends(_today, _ahead("conversion.request_opinion"))),
    Counted(ROWS, "conversion-due-0", "今日预备期满", _ends(_today, _today)),
    Counted(ROWS, "conversion-overdue", "预备期满、支部大会尚未讨论决定", _overdue),
    Counted(ROWS, "opinion-missing", "等待流入地书面意见（按流入地）", _waits_for_host, CASES.host_region, regions),
    Counted(
        ROWS,
        "opinion-overdue",
        "流入地书面意见超期",
        is_in(ROW.opinion_step, OpinionStep.OVERDUE),
        of="opinion-missing",
    ),
    Counted(ROWS, "approval-two-months", "报党委审批超过两个月", _at_committee_since("conversion.approval.warning")),
    Counted(ROWS, "approval-three-months", "报党委审批超过三个月", _at_committee_since("conversion.approval")),
    Counted(ROWS, "conversion-postponed", "支部大会推迟讨论", _postponed),
    Counted(ROWS, "conversion-extended", "已延长预备期", lambda act: _open(act) & ROW.extension_used),
    Counted(ROWS, "conversion-not-passed", "支部大会未通过、待再次讨论", is_in(ROW.stage, Stage.NOT_PASSED)),
    Counted(MEETINGS, "meetings-not-passed", "未通过的支部大会表决", lambda _: ~MEETING.passed),
)
