"""The home side's statuses, in the words of the rulebook's state machines (W-01, W-02, W-04)."""

from enum import StrEnum


class Standing(StrEnum):
    FULL = "FULL"
    PROBATIONARY = "PROBATIONARY"


class CaseStatus(StrEnum):
    """W-01. The home side's truth about one departure."""

    DECLARED = "DECLARED"
    ELIGIBLE = "ELIGIBLE"
    REDIRECTED_TRANSFER = "REDIRECTED_TRANSFER"
    REDIRECTED_LETTER = "REDIRECTED_LETTER"
    STAYS_HOME = "STAYS_HOME"
    DEPARTED = "DEPARTED"
    REPORT_OVERDUE = "REPORT_OVERDUE"
    REPORTED = "REPORTED"
    REFUSED = "REFUSED"
    ACTIVE = "ACTIVE"
    CONTACT_AT_RISK = "CONTACT_AT_RISK"
    RELOCATING = "RELOCATING"
    RETURNING = "RETURNING"
    LOST = "LOST"
    SUSPENDED = "SUSPENDED"
    CLOSED_CANCELLED = "CLOSED_CANCELLED"
    CLOSED_RETURNED = "CLOSED_RETURNED"
    CLOSED_TRANSFERRED = "CLOSED_TRANSFERRED"
    CLOSED_ENDED = "CLOSED_ENDED"

    @property
    def label(self) -> str:
        return CASE_STATUS_LABELS[self]


CASE_STATUS_LABELS = {
    CaseStatus.DECLARED: "已申报",
    CaseStatus.ELIGIBLE: "待发活动证",
    CaseStatus.REDIRECTED_TRANSFER: "应转组织关系",
    CaseStatus.REDIRECTED_LETTER: "开具党员证明信",
    CaseStatus.STAYS_HOME: "仍在本支部管理",
    CaseStatus.DEPARTED: "已流出，待报到",
    CaseStatus.REPORT_OVERDUE: "超期未报到",
    CaseStatus.REPORTED: "已报到，待接收",
    CaseStatus.REFUSED: "流入地拒收",
    CaseStatus.ACTIVE: "双向共管中",
    CaseStatus.CONTACT_AT_RISK: "有失联风险",
    CaseStatus.RELOCATING: "变更流入地中",
    CaseStatus.RETURNING: "返回中，待查验",
    CaseStatus.LOST: "已认定失去联系",
    CaseStatus.SUSPENDED: "已停止党籍",
    CaseStatus.CLOSED_CANCELLED: "已撤销",
    CaseStatus.CLOSED_RETURNED: "已返回",
    CaseStatus.CLOSED_TRANSFERRED: "已转出组织关系",
    CaseStatus.CLOSED_ENDED: "已终止",
}

CLOSED = frozenset(
    {
        CaseStatus.REDIRECTED_TRANSFER,
        CaseStatus.REDIRECTED_LETTER,
        CaseStatus.STAYS_HOME,
        CaseStatus.CLOSED_CANCELLED,
        CaseStatus.CLOSED_RETURNED,
        CaseStatus.CLOSED_TRANSFERRED,
        CaseStatus.CLOSED_ENDED,
    }
)


class EndReason(StrEnum):
    """Why a case ends with CLOSED_ENDED (rulebook 5.1)."""

    DEATH = "DEATH"
    EXPELLED = "EXPELLED"
    REMOVED = "REMOVED"
    LAPSED = "LAPSED"
    WITHDREW = "WITHDREW"
    REVOKED = "REVOKED"
    MERGED = "MERGED"

    @property
    def label(self) -> str:
        return END_REASON_LABELS[self]


END_REASON_LABELS = {
    EndReason.DEATH: "党员去世",
    EndReason.EXPELLED: "开除党籍",
    EndReason.REMOVED: "除名",
    EndReason.LAPSED: "自行脱党除名",
    EndReason.WITHDREW: "退党除名",
    EndReason.REVOKED: "取消预备党员资格",
    EndReason.MERGED: "重复登记，已并入另一个案",
}


class Category(StrEnum):
    """Outcome of classification for those who get a certificate (rulebook 5.0)."""

    SHORT = "SHORT"
    LONG = "LONG"
    ABROAD = "ABROAD"
    GRADUATE = "GRADUATE"


class CertificateStatus(StrEnum):
    """W-02. A replacement has a chain of its own until it is issued (`certificate_life`)."""

    REQUESTED = "REQUESTED"
    NUMBERED = "NUMBERED"
    SEALED = "SEALED"
    ISSUED = "ISSUED"
    IN_USE = "IN_USE"
    CHECK_OVERDUE = "CHECK_OVERDUE"
    LOST = "LOST"
    VOID = "VOID"
    REPLACED = "REPLACED"
    INSPECTED = "INSPECTED"
    CLOSED = "CLOSED"


class ContactStatus(StrEnum):
    """W-04, one per case and quarter."""

    OPEN = "OPEN"
    ATTEMPTED = "ATTEMPTED"
    DONE = "DONE"
    MISSED = "MISSED"
    DONE_LATE = "DONE_LATE"


class HostAnswer(StrEnum):
    REPORTED = "REPORTED"
    ENROLLED = "ENROLLED"
    REFUSED = "REFUSED"


def report_occurrence(former_attempt: int | None) -> str:
    """Which report at a host is asked for: the first one, or the one after he has left another host."""
    return "" if former_attempt is None else f"after-{former_attempt}"
