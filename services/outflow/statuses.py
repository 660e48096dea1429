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
    CLOSED_CANCELLED = "CLOSED_CANCELLED"

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
    CaseStatus.CLOSED_CANCELLED: "已撤销",
}

CLOSED = frozenset(
    {
        CaseStatus.REDIRECTED_TRANSFER,
        CaseStatus.REDIRECTED_LETTER,
        CaseStatus.STAYS_HOME,
        CaseStatus.CLOSED_CANCELLED,
    }
)


class Category(StrEnum):
    """Outcome of classification for those who get a certificate (rulebook 5.0)."""

    SHORT = "SHORT"
    LONG = "LONG"
    ABROAD = "ABROAD"
    GRADUATE = "GRADUATE"


class CertificateStatus(StrEnum):
    """W-02 as far as the issue to the member and first use."""

    REQUESTED = "REQUESTED"
    NUMBERED = "NUMBERED"
    SEALED = "SEALED"
    ISSUED = "ISSUED"
    IN_USE = "IN_USE"
    VOID = "VOID"


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
