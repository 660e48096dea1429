"""The list of cases as people ask for it: filters, situations, orders; and the words in which they are offered."""

from enum import StrEnum

from pydantic import Field

from services.outflow.statuses import CaseStatus, Category
from shared.identifiers import RegionCode
from shared.working_lists.contract import ListFilter, SearchText


class CaseSituation(StrEnum):
    """Each is a figure of the report (rulebook 8), whose condition and length it has."""

    UNREPORTED_BRANCH = "unreported-branch"
    UNREPORTED_DEPARTMENT = "unreported-department"
    CONTACT_OPEN = "contact-open"
    CONTACT_TWO_QUARTERS = "contact-two-quarters"
    LOST_OPEN = "lost-open"
    TO_SEAL = "certificates-to-seal"
    WITHOUT_CERTIFICATE = "without-certificate"
    CONVERSION = "conversion-by-stage"
    CONVERSION_OVERDUE = "conversion-overdue"
    OPINION_MISSING = "opinion-missing"
    OPINION_OVERDUE = "opinion-overdue"
    APPROVAL_TWO_MONTHS = "approval-two-months"
    REFUSED = "refused"
    FEEDBACK_UNREAD = "feedback-unread"

    @property
    def label(self) -> str:
        return SITUATION_LABELS[self]


SITUATION_LABELS = {
    CaseSituation.UNREPORTED_BRANCH: "离开已满督促期限未报到",
    CaseSituation.UNREPORTED_DEPARTMENT: "离开已久未报到（应报组织部门）",
    CaseSituation.CONTACT_OPEN: "本季度尚未联系到",
    CaseSituation.CONTACT_TWO_QUARTERS: "连续两季没有联系到",
    CaseSituation.LOST_OPEN: "失联正在办理",
    CaseSituation.TO_SEAL: "活动证待盖章",
    CaseSituation.WITHOUT_CERTIFICATE: "已流出而没有活动证",
    CaseSituation.CONVERSION: "预备党员转正在办（日期：预备期满）",
    CaseSituation.CONVERSION_OVERDUE: "预备期满尚未讨论转正",
    CaseSituation.OPINION_MISSING: "流入地转正意见未回",
    CaseSituation.OPINION_OVERDUE: "流入地转正意见超期",
    CaseSituation.APPROVAL_TWO_MONTHS: "转正报批超过两个月",
    CaseSituation.REFUSED: "被拒收或正在协调",
    CaseSituation.FEEDBACK_UNREAD: "流入地反馈未阅知",
}


class CaseDay(StrEnum):
    DECLARED = "declared_on"
    DEPARTED = "departed_on"
    REPORTED = "reported_on"
    ACTIVE = "active_on"
    RETURN = "expected_return"
    SITUATION = "situation"

    @property
    def label(self) -> str:
        return DAY_LABELS[self]


DAY_LABELS = {
    CaseDay.DECLARED: "申报日期",
    CaseDay.DEPARTED: "流出日期",
    CaseDay.REPORTED: "报到日期",
    CaseDay.ACTIVE: "接收日期",
    CaseDay.RETURN: "预计返回日期",
    CaseDay.SITUATION: "该情形的日期",
}


class CaseOrder(StrEnum):
    """Names stand sealed at the host and are in no order here either; what is due first is the order of tasks."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DEPARTED = "departed"

    @property
    def label(self) -> str:
        return {"newest": "最近申报在前", "oldest": "最早申报在前", "departed": "流出最早在前"}[self]


class CaseFilter(ListFilter):
    """`organisation` and `reach`: of the home side."""

    status: list[CaseStatus] = Field(default=[], max_length=len(CaseStatus))
    category: Category | None = None
    committee: str | None = Field(default=None, description="home committee")
    host_region: RegionCode | None = Field(default=None, description="GB/T 2260 code")
    situation: CaseSituation | None = None
    day: CaseDay | None = None
    order: CaseOrder = CaseOrder.NEWEST


class CaseSearch(CaseFilter):
    """Sent by POST, because a name must not stand in an address."""

    text: SearchText
