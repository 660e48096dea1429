"""Public words of the exchange at home: acts, views and the snapshots that its workflows follow."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.exchange import ChangeKind, FeedbackStatus, SummonsKind, SummonsStatus
from shared.help_requests.contract import HelpRequestState, HelpRequestView
from shared.identifiers import CaseId, OrganisationCode
from shared.letters.bodies_exchange import ContactData, Topics
from shared.policy.task_kinds import TaskKind

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]
Place = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


class AcknowledgeFeedback(Contract):
    """Home has read it and asks nothing (more)."""

    feedback_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])


class QuestionFeedback(Contract):
    feedback_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])
    text: Text = Field(examples=["10月两次活动缺席的原因是什么？"])


class SendHomeNotice(Contract):
    """D-34, D-64: home's own notice with the four topics."""

    placement: Text = Field(examples=["该同志组织关系仍在我支部，联系人周超。"])
    participation: Text = Field(examples=["第三季度以视频方式参加支部大会1次。"])
    conduct: Text = Field(examples=["思想稳定，无违纪情况。"])
    conversion: Note = Field(default="", examples=["正式党员，不涉及。"])


class RecordPaperFeedback(SendHomeNotice):
    """D-52 of a host off the platform: its feedback as it came on paper. Cannot be changed afterwards."""

    quarter: str = Field(pattern=r"^\d{4}Q[1-4]$", examples=["2026Q4"])
    sender: Place = Field(description="who wrote and sealed it", examples=["深圳市南山区某社区党支部"])
    written_on: date = Field(examples=["2026-11-18"])
    received_on: date = Field(examples=["2026-11-22"])


class RecordChange(Contract):
    """D-152: the member reports to his home branch what has changed; the host is told."""

    kind: ChangeKind = Field(examples=["CONTACT_CHANGED"])
    happened_on: date = Field(examples=["2026-09-01"])
    learned_on: date = Field(examples=["2026-09-01"])
    text: Text = Field(examples=["换了手机号码。"])
    phone: Annotated[str, StringConstraints(max_length=30)] = Field(default="", examples=["13900000000"])
    residence: Short = ""
    employer: Short = ""


class AcknowledgeChange(Contract):
    change_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])


class RecordYearlyReport(Contract):
    """D-151: thinking, work and participation, as the member reported them."""

    received_on: date = Field(examples=["2026-12-01"])
    channel: str = Field(description="code from the policy pack's list of channels", examples=["letter"])
    thinking: Text = Field(examples=["认真学习，思想稳定。"])
    work: Text = Field(examples=["在电子厂任班组长。"])
    participation: Text = Field(examples=["参加流入地党支部活动10次。"])


class CallMember(Contract):
    """D-39."""

    kind: SummonsKind = Field(examples=["ELECTION"])
    event_on: date = Field(examples=["2026-12-20"])
    place: Place = Field(examples=["双桥村党群服务中心"])
    text: Text = Field(examples=["支部换届选举，请按时参加。"])


class RecordSummonsReply(Contract):
    summons_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])
    comes: bool = Field(examples=[True])
    reason: Note = Field(default="", examples=[""])


class FeedbackView(Contract):
    feedback_id: UUID
    sender: str = Field(description="who sent it on paper; empty: it came by the platform")
    attempt: int
    quarter: str
    status: FeedbackStatus
    topics: Topics
    sent_on: date
    received_on: date
    question: str
    answer: str
    closed_on: date | None


class HomeNoticeView(Contract):
    notice_id: UUID
    sent_on: date
    topics: Topics


class ChangeView(Contract):
    change_id: UUID
    kind: ChangeKind
    from_host: bool
    happened_on: date
    learned_on: date
    told_by_member: bool
    text: str
    received_on: date
    acknowledged_on: date | None
    follow_since: date | None
    followed_on: date | None


class YearlyReportView(Contract):
    year: int
    asked_on: date | None
    received_on: date | None
    channel: str
    thinking: str
    work: str
    participation: str


class SummonsView(Contract):
    summons_id: UUID
    kind: SummonsKind
    event_on: date
    place: str
    text: str
    called_on: date
    status: SummonsStatus
    comes: bool | None
    reason: str
    replied_on: date | None


class HomeExchange(Contract):
    """What the case page shows; newest first."""

    feedback: list[FeedbackView]
    paper_due: list[str] = Field(description="quarters of which a host off the platform has sent nothing yet")
    notices: list[HomeNoticeView]
    notice_due: list[str] = Field(description="quarters of which home has told the host nothing yet")
    changes: list[ChangeView]
    reports: list[YearlyReportView]
    summonses: list[SummonsView]
    requests: list[HelpRequestView]
    contact: ContactData = Field(description="where he lives and works, as last reported; the telephone is masked")


class Pending(Contract):
    """Something that is owed: `key` names it inside the case."""

    key: str
    since: date


class HomeExchangeState(Contract):
    """What home owes to host and member besides contact (W-05, D-151). No personal data; the highest version counts."""

    case_id: CaseId
    version: int
    clock: BusinessClock
    home_branch: OrganisationCode
    over: bool
    paused: bool = Field(description="lost, suspended, or on his way home")
    rests: int = Field(description="how often it has been paused; tasks after a rest are new ones")
    feedback: tuple[Pending, ...] = Field(description="sent or answered by the host, not yet acknowledged")
    changes: tuple[Pending, ...]
    follow: tuple[Pending, ...] = Field(description="returns that home has to open itself")
    reports: tuple[Pending, ...] = Field(description="years of which the member's report is asked")
    next_report: int
    report_opens_on: date
    notices: tuple[Pending, ...] = Field(description="quarters of which home has told the host nothing yet (D-34)")
    papers: tuple[Pending, ...] = Field(description="quarters of which a host off the platform has sent nothing yet")
    next_quarter: str
    quarter_opens_on: date | None = Field(description="None while no host has him")
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def workflow_id(self) -> str:
        return f"home-exchange/{self.case_id}"

    def pending(self) -> dict[TaskKind, tuple[Pending, ...]]:
        """What is owed, by the task that asks for it; nothing while the exchange rests or is over."""
        if self.over or self.paused:
            return {}
        return {
            TaskKind.ACKNOWLEDGE_FEEDBACK: self.feedback,
            TaskKind.ACKNOWLEDGE_CHANGE: self.changes,
            TaskKind.FOLLOW_CHANGE: self.follow,
            TaskKind.ASK_YEARLY_REPORT: self.reports,
            TaskKind.SEND_HOME_NOTICE: self.notices,
            TaskKind.OBTAIN_FEEDBACK: self.papers,
        }

    def occurrence(self, key: str) -> str:
        return key + (f".{self.rests}" if self.rests else "")


class SummonsState(Contract):
    """What the workflow of one summons follows (D-39)."""

    summons_id: UUID
    case_id: CaseId
    version: int
    clock: BusinessClock
    home_branch: OrganisationCode
    called_on: date
    event_on: date
    status: SummonsStatus
    paused: bool
    rests: int
    ended: bool = Field(description="the case is over")
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.summons_id

    @property
    def over(self) -> bool:
        return self.ended or self.status is not SummonsStatus.CALLED

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def workflow_id(self) -> str:
        return f"summons/{self.summons_id}"

    @property
    def occurrence(self) -> str:
        return f"{self.summons_id}" + (f".{self.rests}" if self.rests else "")


class RunningHomeExchange(Contract):
    state: HomeExchangeState
    summonses: list[SummonsState]
    requests: list[HelpRequestState]


class RunningHomeExchanges(Contract):
    items: list[RunningHomeExchange]
    next: CaseId | None
