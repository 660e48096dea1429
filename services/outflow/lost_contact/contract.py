"""Public words of W-07: what people tell, what the case page shows, what the workflow follows."""

from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import Field

from services.outflow.acts import Line, Name, Text
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class _Labelled(StrEnum):
    """A code with the words of the papers."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class LostStatus(_Labelled):
    """W-07. CLEARED: reached before a search had begun."""

    SUSPECTED = "SUSPECTED", "疑似失联，待查找"
    SEARCHING = "SEARCHING", "查找中"
    CLEARED = "CLEARED", "已恢复联系"
    FOUND = "FOUND", "已找到，待查明原因"
    CORRECTING = "CORRECTING", "限期改正中"
    CONFIRMED = "CONFIRMED", "已认定失去联系"
    SUSPENDED = "SUSPENDED", "已停止党籍"
    SETTLED = "SETTLED", "已恢复管理"
    RESTORED = "RESTORED", "已恢复党籍"
    REVOKED = "REVOKED", "已取消预备党员资格"
    NOT_KEPT = "NOT_KEPT", "不再保留预备党员资格"
    REMOVED = "REMOVED", "已除名"
    LAPSED = "LAPSED", "按自行脱党除名"
    ENDED = "ENDED", "个案已终止"


class SearchMethod(_Labelled):
    PHONE = "PHONE", "电话"
    MESSAGE = "MESSAGE", "信息（短信、微信等）"
    FAMILY = "FAMILY", "本人登记的家属"
    EMPLOYER = "EMPLOYER", "用人单位"
    HOST = "HOST", "流入地党组织"
    REGISTER = "REGISTER", "户籍、居住登记"


class Finding(_Labelled):
    """Why contact was lost (C-14)."""

    F1 = "F1", "客观原因"
    F2 = "F2", "本人疏忽，未履行报告义务"
    F3 = "F3", "已不具备党员条件"
    F4 = "F4", "已出国（境）定居"


class Measure(_Labelled):
    """What the branch meeting resolves and the committee approves."""

    CORRECT = "CORRECT", "限期改正"
    SUSPEND = "SUSPEND", "停止党籍"
    REVOKE = "REVOKE", "取消预备党员资格"
    NOT_KEEP = "NOT_KEEP", "不再保留预备党员资格"
    REMOVE = "REMOVE", "除名"
    RESTORE = "RESTORE", "恢复党籍"
    LAPSE = "LAPSE", "按自行脱党除名"


class Stage(_Labelled):
    """Where the measure stands: the meeting has resolved and the committee decides, or the filing is outstanding."""

    COMMITTEE = "COMMITTEE", "党委审批"
    FILING = "FILING", "报县级组织部门备案"


class LogSearch(Contract):
    """One try to find the member. `found`: reached in person, two-way."""

    method: SearchMethod = Field(examples=["PHONE"])
    searched_on: date = Field(examples=["2027-03-08"])
    found: bool = Field(default=False, examples=[False])
    text: Text = Field(examples=["拨打本人电话，已停机。"])


class ReportDeadChannel(Contract):
    """A message came back, a number no longer exists (rulebook 5.1)."""

    channel: str = Field(description="code from the policy pack's list of channels", examples=["phone"])
    noticed_on: date = Field(examples=["2026-11-20"])
    text: Line = Field(examples=["手机号码已注销，短信退回。"])


class RecordFamilyContact(Contract):
    """Only as the member himself has recorded it; kept sealed."""

    name: Name = Field(examples=["汪父"])
    relation: Name = Field(examples=["父亲"])
    phone: str = Field(max_length=30, examples=["13900000000"])
    agreed_on: date = Field(description="day on which the member gave it", examples=["2026-09-01"])


class ConfirmLost(Contract):
    """The branch confirms the loss; a resolution of the branch meeting follows."""

    confirmed_on: date = Field(examples=["2027-04-10"])
    settled_abroad: bool = Field(default=False, description="known to have settled abroad", examples=[False])
    text: Text = Field(examples=["经多次多途径查找，仍无法取得联系。"])


class RevealFamilyContact(Contract):
    """The look is logged."""

    reason: Line = Field(examples=["各种方式均联系不上，请家属转达"])


class FamilyContact(Contract):
    """As it is kept, sealed."""

    name: str
    relation: str
    phone: str


class RecordFinding(Contract):
    """`correct_by`: end of the term that F2 proposes, at most a year away."""

    finding: Finding = Field(examples=["F1"])
    text: Text = Field(examples=["因工地封闭管理、手机损坏，未能及时联系。"])
    correct_by: date | None = Field(default=None, examples=[None])


class ResolveMeasure(Contract):
    """The branch meeting's vote on the measure that is due; whether it passed is reckoned from the numbers."""

    measure: Measure = Field(examples=["SUSPEND"])
    held_on: date = Field(examples=["2027-04-20"])
    entitled: int = Field(ge=1, le=2000, description="members entitled to vote", examples=[12])
    present: int = Field(ge=0, le=2000, examples=[10])
    in_favour: int = Field(ge=0, le=2000, examples=[10])
    text: Text = Field(examples=["会议听取了查找情况，同意提请党委审批。"])


class DecideMeasure(Contract):
    """The committee's decision on the branch's resolution; returned, it goes back to the branch meeting."""

    measure: Measure = Field(examples=["SUSPEND"])
    approved: bool = Field(examples=[True])
    decided_on: date = Field(examples=["2027-05-08"])
    text: Text = Field(examples=["党委会研究，同意党支部意见。"])


class FileMeasure(Contract):
    """备案 with the county department: for the record, not for approval."""

    measure: Measure = Field(examples=["SUSPEND"])
    filed_on: date = Field(examples=["2027-05-12"])
    filing_number: str = Field(min_length=1, max_length=40, examples=["扬邗组备〔2027〕3号"])


class ReviewCorrectionOrder(Contract):
    corrected: bool = Field(examples=[True])
    text: Text = Field(examples=["期内按时参加组织生活、交纳党费。"])


class ApplyForRestoration(Contract):
    """The member is in contact again and has applied in writing within two years of the suspension."""

    applied_on: date = Field(examples=["2028-03-01"])
    text: Text = Field(examples=["本人书面说明失联原因，申请恢复党籍。"])


class Search(Contract):
    method: SearchMethod
    searched_on: date
    found: bool
    text: str
    recorded_by: str


class MeasureStep(Contract):
    """A measure as it was resolved, with what became of it."""

    measure: Measure
    held_on: date
    entitled: int
    present: int
    in_favour: int
    passed: bool
    resolved_by: str
    approved: bool | None
    decided_on: date | None
    decided_by: str
    filed_on: date | None
    filing_number: str
    withdrawn: bool


class LostContact(Contract):
    """What the case page shows of W-07: the newest loss."""

    process_id: UUID
    case_id: CaseId
    status: LostStatus
    since: date
    last_proof_on: date
    confirm_on: date = Field(description="from this day the loss may be confirmed")
    missing: list[str] = Field(description="what a confirmation still needs, in Chinese")
    searches: list[Search]
    dead_channels: list[str]
    family_recorded: bool
    finding: Finding | None
    correct_until: date | None
    suspended_on: date | None
    lapse_on: date | None
    applied_on: date | None
    measure_due: Measure | None
    stage: Stage | None
    measures: list[MeasureStep]
    next_act: str


class LostState(Contract):
    """What W-07's workflow follows: references and dates. The highest version counts."""

    process_id: UUID
    case_id: CaseId
    version: int
    clock: BusinessClock
    status: LostStatus
    home_branch: OrganisationCode
    home_committee: OrganisationCode
    since: date
    confirm_on: date
    confirm_since: date | None = None
    found_on: date | None = None
    measure_due: Measure | None = None
    measure_since: date | None = None
    stage: Stage | None = None
    stage_since: date | None = None
    meetings: int = 0
    correct_until: date | None = None
    correction_since: date | None = None
    lapse_on: date | None = None
    lapse_since: date | None = None
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.process_id

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def workflow_id(self) -> str:
        return f"lost-contact/{self.process_id}"

    @property
    def over(self) -> bool:
        return self.status in OVER


OVER = frozenset(
    {
        LostStatus.CLEARED,
        LostStatus.SETTLED,
        LostStatus.RESTORED,
        LostStatus.REVOKED,
        LostStatus.NOT_KEPT,
        LostStatus.REMOVED,
        LostStatus.LAPSED,
        LostStatus.ENDED,
    }
)


class RunningLostContacts(Contract):
    items: list[LostState]
    next: UUID | None
