"""Words of the exchange between the two branches, which both sides speak (W-05, D-39, D-57)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from shared.terms import Quarter


class FeedbackStatus(StrEnum):
    """W-05. A question makes one more round: QUESTIONED, ANSWERED, and CLOSED once home asks nothing more."""

    DUE = "DUE"
    SENT = "SENT"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    QUESTIONED = "QUESTIONED"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        return FEEDBACK_LABELS[self]


FEEDBACK_LABELS = {
    FeedbackStatus.DUE: "待反馈",
    FeedbackStatus.SENT: "已反馈，待流出地阅知",
    FeedbackStatus.ACKNOWLEDGED: "流出地已收悉",
    FeedbackStatus.QUESTIONED: "流出地有询问，待答复",
    FeedbackStatus.ANSWERED: "已答复，待流出地阅知",
    FeedbackStatus.CLOSED: "询问已答复，办结",
}


class ChangeKind(StrEnum):
    """D-57 and D-152: what has changed for him, or happened. A move to a third place is W-01's (MEMBER_MOVES)."""

    MOVED_WORK = "MOVED_WORK"
    MOVED_RESIDENCE = "MOVED_RESIDENCE"
    CONTACT_CHANGED = "CONTACT_CHANGED"
    RETURNED = "RETURNED"
    SERIOUS = "SERIOUS"

    @property
    def label(self) -> str:
        return CHANGE_LABELS[self]

    @property
    def calls_for_more(self) -> bool:
        """Home opens the return itself (5.1: return without reporting)."""
        return self is ChangeKind.RETURNED


CHANGE_LABELS = {
    ChangeKind.MOVED_WORK: "工作单位或地点变动",
    ChangeKind.MOVED_RESIDENCE: "居住地变动",
    ChangeKind.CONTACT_CHANGED: "联系方式变动",
    ChangeKind.RETURNED: "已返回流出地，未报告",
    ChangeKind.SERIOUS: "发生重大情况",
}


FOUND_OUT = frozenset({ChangeKind.RETURNED, ChangeKind.SERIOUS})
"""What an organisation finds out about him; nobody reports it of himself."""


class SummonsKind(StrEnum):
    """D-39. What touches the vote is exercised at home and nowhere else (D-154)."""

    ELECTION = "ELECTION"
    CONVERSION_MEETING = "CONVERSION_MEETING"
    BRANCH_MEETING = "BRANCH_MEETING"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return SUMMONS_LABELS[self]

    @property
    def votes_at_home(self) -> bool:
        return self in (SummonsKind.ELECTION, SummonsKind.CONVERSION_MEETING)


SUMMONS_LABELS = {
    SummonsKind.ELECTION: "选举",
    SummonsKind.CONVERSION_MEETING: "转正大会",
    SummonsKind.BRANCH_MEETING: "支部大会或其他重要会议",
    SummonsKind.OTHER: "其他重大事项",
}
VOTES_AT_HOME = "选举权、被选举权和表决权在流出地党组织行使，流入地党组织不安排其投票。"


class SummonsStatus(StrEnum):
    CALLED = "CALLED"
    REPLIED = "REPLIED"
    PAST = "PAST"

    @property
    def label(self) -> str:
        return {"CALLED": "待答复", "REPLIED": "已答复", "PAST": "活动日期已过，未答复"}[self]


def next_quarter(begun: Iterable[str], counts_from: date, grace_days: int) -> Quarter:
    """The first quarter that has not begun. Who came in its last days is first written about in the next."""
    first = Quarter.of(counts_from)
    if counts_from >= first.day_from_end(grace_days):
        first = first.next()
    return max([first, *(Quarter(quarter).next() for quarter in begun)])
