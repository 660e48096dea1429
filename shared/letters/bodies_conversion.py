"""What the two sides write about a probationary member: the request, the host's written opinion, the result (W-06)."""

from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.contract import Contract


class OpinionValue(StrEnum):
    """Advice, never a decision. INSUFFICIENT_BASIS: the time at the host was too short."""

    CONVERT_ON_TIME = "CONVERT_ON_TIME"
    EXTEND = "EXTEND"
    NOT_SUITABLE = "NOT_SUITABLE"
    INSUFFICIENT_BASIS = "INSUFFICIENT_BASIS"

    @property
    def label(self) -> str:
        return OPINION_LABELS[self]


OPINION_LABELS = {
    OpinionValue.CONVERT_ON_TIME: "建议按期转正",
    OpinionValue.EXTEND: "建议延长预备期",
    OpinionValue.NOT_SUITABLE: "不宜转正",
    OpinionValue.INSUFFICIENT_BASIS: "在本地时间较短，依据不足",
}


class ConversionOutcome(StrEnum):
    CONVERTED = "CONVERTED"
    EXTENDED = "EXTENDED"
    REVOKED = "REVOKED"

    @property
    def label(self) -> str:
        return {"CONVERTED": "按期转正", "EXTENDED": "延长预备期", "REVOKED": "取消预备党员资格"}[self]


class OpinionRequest(Contract):
    """征求意见函 (D-41): home actively asks what the host thinks; a newer one corrects the dates of an older one."""

    type: Literal["OPINION_REQUEST"] = "OPINION_REQUEST"
    probation_start: date
    probation_end: date
    asked_on: date
    text: str = ""

    def paragraphs(self) -> list[str]:
        """For a host that is not on the platform: what is printed."""
        asked = [
            f"该预备党员的预备期自{_zh(self.probation_start)}起，至{_zh(self.probation_end)}期满。",
            "请在预备期满后及时出具书面意见（按期转正、延长预备期、不宜转正或依据不足），由支部书记签名、盖章后寄回。",
        ]
        return [*asked, self.text] if self.text else asked


class HostOpinion(Contract):
    """反馈意见 (D-58, rulebook 7.5). Immutable once sent; `supersedes` names the one that it replaces."""

    type: Literal["HOST_OPINION"] = "HOST_OPINION"
    opinion_id: UUID
    supersedes: UUID | None = None
    member_name: str
    certificate_number: str
    home_branch_name: str
    host_branch_name: str
    host_committee_name: str
    stay_from: date
    stay_to: date
    probation_start: date
    probation_end: date
    participation_count: int = Field(ge=0)
    participation: str
    dues: str
    thinking: str
    work: str
    exemplary: str
    rewards_penalties: str
    problems: str
    group_and_members: str
    opinion: OpinionValue
    reasons: str
    branch_decided_on: date
    secretary: str
    dated_on: date
    attachments: tuple[str, ...] = ()


class ConversionResult(Contract):
    """转正结果通报 (D-64): what became of it; `probation_end` is the new end when the probation was extended."""

    type: Literal["CONVERSION_RESULT"] = "CONVERSION_RESULT"
    outcome: ConversionOutcome
    approved_on: date
    probation_end: date
    standing_since: date | None = None

    def paragraphs(self) -> list[str]:
        since = f"，党龄自{_zh(self.standing_since)}算起" if self.standing_since else ""
        until = f"，预备期延长至{_zh(self.probation_end)}" if self.outcome is ConversionOutcome.EXTENDED else ""
        return [f"经支部大会讨论、党委{_zh(self.approved_on)}审批：{self.outcome.label}{until}{since}。"]


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


CONVERSION_LETTER_LABELS = {
    "OPINION_REQUEST": "征求意见函",
    "HOST_OPINION": "反馈意见",
    "CONVERSION_RESULT": "转正结果通报",
}
