"""Public words of W-06: the acts, what people see, and the snapshot that the workflow follows."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.outflow.conversion.acts import (
    AdjournConversionMeeting,
    AnnounceConversion,
    CloseConversionNotice,
    ConsultOnConversion,
    DecideConversion,
    HoldConversionMeeting,
    OpenOverdueConversion,
    PublishConversionNotice,
    RecordAdmission,
    RecordApplication,
    RecordNoticeObjection,
    RecordPaperOpinion,
    ReportResolution,
    RequestOpinion,
    ResolveNoticeObjection,
    ReviewConversion,
    WaiveOpinion,
)
from services.outflow.conversion.stages import (
    OVER,
    Attendance,
    Decision,
    OpinionStep,
    OverdueReason,
    Proposal,
    Stage,
)
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.letters.bodies_conversion import OpinionValue
from shared.tasks.contract import Pause

# One public door: stages and the bodies of acts are written beside it.
__all__ = [
    "OVER",
    "AdjournConversionMeeting",
    "AnnounceConversion",
    "Attendance",
    "CloseConversionNotice",
    "ConsultOnConversion",
    "ConversionState",
    "ConversionView",
    "DecideConversion",
    "Decision",
    "HoldConversionMeeting",
    "OpenOverdueConversion",
    "OpinionStep",
    "OpinionView",
    "OverdueReason",
    "Proposal",
    "PublishConversionNotice",
    "RecordAdmission",
    "RecordApplication",
    "RecordNoticeObjection",
    "RecordPaperOpinion",
    "ReportResolution",
    "RequestOpinion",
    "ResolveNoticeObjection",
    "ReviewConversion",
    "RunningConversions",
    "Stage",
    "WaiveOpinion",
]  # fmt: skip


class OpinionView(Contract):
    """A host's written opinion as it was received; a superseded one stays readable."""

    attempt: int
    host_name: str
    opinion: OpinionValue
    reasons: str
    dated_on: date
    received_at: AwareDatetime
    superseded: bool
    contradicts: bool = Field(description="differs from the home side's own view; both go to the meeting")
    details: dict[str, Any] = Field(description="the other fields of rulebook 7.5")


class ObjectionView(Contract):
    number: int
    received_on: date
    text: str
    resolved: str


class MeetingView(Contract):
    held_on: date
    proposal: Proposal
    extension_months: int | None
    entitled: int
    present: int
    yes: int
    no: int
    abstained: int
    attendance: Attendance
    passed: bool
    chaired_by: str


class RuleSourceView(Contract):
    """Which version of the rules governs the conversion, and its articles."""

    version: str
    title: str
    articles: dict[str, int]
    source: str


class ConversionView(Contract):
    """W-06 as people see it."""

    case_id: CaseId
    stage: Stage
    opinion_step: OpinionStep
    round: int
    admitted_on: date | None
    probation_end: date | None
    extension_used: bool
    rule: RuleSourceView
    paused_since: date | None
    applied_on: date | None
    requested_on: date | None
    waivable_from: date | None
    waiver_reason: str
    group_opinion: str
    members_opinion: str
    masses_opinion: str
    home_view: Proposal | None
    home_view_text: str
    notice_from: date | None
    notice_until: date | None
    objections: list[ObjectionView]
    adjourned_until: date | None
    adjournment: str
    meetings: list[MeetingView]
    reported_on: date | None
    decision_due_on: date | None
    decision: Decision | None
    decision_text: str
    decided_on: date | None
    announced_on: date | None
    standing_since: date | None
    overdue_reason: OverdueReason | None
    overdue_text: str
    late: bool = Field(description="the meeting was not held by the day on which it was expected")
    opinions: list[OpinionView]
    may_hold_from: date | None
    next_act: str


class ConversionState(Contract):
    """What W-06's workflow follows: references and dates, no personal data. The highest version counts."""

    case_id: CaseId
    version: int
    clock: BusinessClock
    stage: Stage
    opinion_step: OpinionStep
    round: int
    home_branch: OrganisationCode
    home_committee: OrganisationCode
    opened_on: date
    probation_end: date | None
    prepare_on: date | None
    request_on: date | None
    apply_from: date | None
    request_open: bool
    applied: bool
    may_ask: bool = Field(description="there is a host whose opinion can be asked")
    opinion_since: date | None
    overdue_on: date | None
    waivable_from: date | None
    waiver_open: bool
    meeting_since: date | None
    resolved_on: date | None
    reported_on: date | None
    decided_on: date | None
    pauses: tuple[Pause, ...] = ()
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def workflow_id(self) -> str:
        return f"probation-conversion/{self.case_id}"

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def over(self) -> bool:
        return self.stage in OVER

    @property
    def paused(self) -> bool:
        return any(pause.end is None for pause in self.pauses)


class RunningConversions(Contract):
    items: list[ConversionState]
    next: CaseId | None
