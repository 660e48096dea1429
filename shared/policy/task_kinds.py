"""What a person can be asked to do, in the words of the papers."""

from enum import StrEnum
from typing import Self


class TaskKind(StrEnum):
    """A task's kind; the policy pack holds one ladder of reminders and rises for each."""

    label: str

    BRIEF_MEMBER = "BRIEF_MEMBER", "行前教育"
    REQUEST_CERTIFICATE = "REQUEST_CERTIFICATE", "申领活动证"
    NUMBER_CERTIFICATE = "NUMBER_CERTIFICATE", "活动证编号"
    SEAL_CERTIFICATE = "SEAL_CERTIFICATE", "活动证盖章"
    ISSUE_CERTIFICATE = "ISSUE_CERTIFICATE", "发放活动证"
    NAME_HOST = "NAME_HOST", "指定流入地党组织"
    SEND_PAPER_NOTICE = "SEND_PAPER_NOTICE", "寄送流出通知(纸质)"
    REPORT_AT_HOST = "REPORT_AT_HOST", "督促党员报到"
    ANSWER_QUERY = "ANSWER_QUERY", "答复流入地查询"
    CONTACT_MEMBER = "CONTACT_MEMBER", "季度联系"
    CONSIDER_OBJECTION = "CONSIDER_OBJECTION", "研究是否对拒收提出异议"
    SEARCH_MEMBER = "SEARCH_MEMBER", "查找失去联系党员"
    COORDINATE_JOINTLY = "COORDINATE_JOINTLY", "两地组织部门联合协调"
    COORDINATE_PROVINCIALLY = "COORDINATE_PROVINCIALLY", "省级协调"
    VERIFY_CERTIFICATE = "VERIFY_CERTIFICATE", "查验活动证"
    PLACE_MEMBER = "PLACE_MEMBER", "编入党支部"
    ENROL_MEMBER = "ENROL_MEMBER", "编入党小组并入册"
    REVIEW_REFUSAL = "REVIEW_REFUSAL", "审查拒收"
    LOOK_FOR_MEMBER = "LOOK_FOR_MEMBER", "协助查找流动党员"

    def __new__(cls, value: str, label: str = "") -> Self:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.label = label
        return kind
