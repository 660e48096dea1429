"""Public words of the exchange at the host: acts, views and the snapshot that W-05's workflow follows."""

from datetime import date
from enum import StrEnum
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
QUARTER = r"^\d{4}Q[1-4]$"


class CareKind(StrEnum):
    """Append-only records of the host branch. RECEIPT answers a NOTICE; OBSERVATION is of probationary members."""

    NOTICE = "NOTICE"
    RECEIPT = "RECEIPT"
    CARE = "CARE"
    OBSERVATION = "OBSERVATION"

    @property
    def label(self) -> str:
        return {
            "NOTICE": "通知参加组织生活和重要活动",
            "RECEIPT": "党员回执",
            "CARE": "关心帮助",
            "OBSERVATION": "预备党员教育考察",
        }[self]


class SendFeedback(Contract):
    """D-52, D-64: the four topics for one quarter."""

    quarter: str = Field(pattern=QUARTER, examples=["2026Q4"])
    placement: Text = Field(examples=["编入第一党小组，联系人侯洋。"])
    participation: Text = Field(examples=["参加组织生活3次，党费交至9月。"])
    conduct: Text = Field(examples=["思想稳定，工作踏实。"])
    conversion: Note = Field(default="", examples=["正式党员，不涉及。"])


class AnswerFeedback(Contract):
    feedback_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])
    text: Text = Field(examples=["10月因出差缺席一次，已补课。"])


class NoteChange(Contract):
    """D-57, D-152: what the branch has heard; the notice to parent and home is due from `learned_on`."""

    kind: ChangeKind = Field(examples=["MOVED_RESIDENCE"])
    happened_on: date = Field(examples=["2026-09-01"])
    learned_on: date = Field(examples=["2026-09-01"])
    told_by_member: bool = Field(default=False, examples=[True])
    text: Text = Field(examples=["搬到秦栏镇朱塘村。"])
    phone: Annotated[str, StringConstraints(max_length=30)] = ""
    residence: Short = ""
    employer: Short = ""


class TellChange(Contract):
    change_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])


class AcknowledgeChange(Contract):
    """The host committee has seen what its branch reports (D-57: tell the parent)."""

    change_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])


class RecordCare(Contract):
    """D-53, D-55, D-56."""

    kind: CareKind = Field(examples=["CARE"])
    on: date = Field(examples=["2026-09-01"])
    channel: str = Field(description="code from the policy pack's list of channels", examples=["visit"])
    text: Text = Field(examples=["走访住处，了解工作和生活情况。"])
    answers: int | None = Field(default=None, description="entry_id of the NOTICE that a RECEIPT answers")


class RecordSummonsReply(Contract):
    """What the member says to home's summons, as the host branch heard it."""

    summons_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])
    comes: bool = Field(examples=[False])
    reason: Note = Field(default="", examples=["厂里停产检修，无法请假。"])


class FeedbackView(Contract):
    feedback_id: UUID
    quarter: str
    status: FeedbackStatus
    overdue: bool
    topics: Topics | None
    sent_on: date | None
    question: str
    answer: str
    closed_on: date | None


class ChangeView(Contract):
    change_id: UUID
    kind: ChangeKind
    from_home: bool
    happened_on: date
    learned_on: date
    told_by_member: bool
    text: str
    told_on: date | None
    seen_by_parent_on: date | None
    acknowledged_on: date | None


class SummonsView(Contract):
    summons_id: UUID
    kind: SummonsKind
    event_on: date
    place: str
    text: str
    status: SummonsStatus
    comes: bool | None
    reason: str


class HomeNoticeView(Contract):
    notice_id: UUID
    sent_on: date
    topics: Topics


class CareEntry(Contract):
    entry_id: int
    kind: CareKind
    on: date
    channel: str
    text: str
    answers: int | None
    recorded_by: str


class HostExchange(Contract):
    """What the case page shows; newest first."""

    feedback: list[FeedbackView]
    changes: list[ChangeView]
    summonses: list[SummonsView]
    notices: list[HomeNoticeView]
    care: list[CareEntry]
    requests: list[HelpRequestView]
    contact: ContactData = Field(description="where he lives and works, as last reported; the telephone is masked")


class Pending(Contract):
    """Something that is owed: `key` names it inside the placement, `lapses_on` its last day."""

    key: str
    since: date
    lapses_on: date | None = None


class HostExchangeState(Contract):
    """What W-05's workflow follows at the host. No personal data; the highest version counts."""

    placement_id: UUID
    case_id: CaseId
    attempt: int
    version: int
    clock: BusinessClock
    host_committee: OrganisationCode
    host_branch: OrganisationCode
    over: bool
    paused: bool = Field(description="membership suspended, or on his way home")
    rests: int = Field(description="how often it has been paused; tasks after a rest are new ones")
    resumed_on: date | None
    next_quarter: str
    opens_on: date
    due: tuple[Pending, ...] = Field(description="quarters of which no feedback has been sent")
    questions: tuple[Pending, ...]
    untold: tuple[Pending, ...] = Field(description="changes that neither parent nor home have been told")
    unseen: tuple[Pending, ...] = Field(description="changes that the committee has not seen")
    summonses: tuple[Pending, ...]
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.placement_id

    @property
    def owner(self) -> OrganisationCode:
        return self.host_branch

    @property
    def workflow_id(self) -> str:
        return f"host-feedback/{self.case_id}/{self.attempt}"

    def pending(self) -> dict[TaskKind, tuple[Pending, ...]]:
        """What is owed, by the task that asks for it; nothing while the exchange rests or is over."""
        if self.over or self.paused:
            return {}
        return {
            TaskKind.SEND_FEEDBACK: self.due,
            TaskKind.ANSWER_FEEDBACK: self.questions,
            TaskKind.TELL_CHANGE: self.untold,
            TaskKind.ACKNOWLEDGE_CHANGE: self.unseen,
            TaskKind.RELAY_SUMMONS: self.summonses,
        }

    def occurrence(self, key: str) -> str:
        return f"{self.attempt}.{key}" + (f".{self.rests}" if self.rests else "")


class RunningHostExchange(Contract):
    state: HostExchangeState
    requests: list[HelpRequestState]


class RunningHostExchanges(Contract):
    items: list[RunningHostExchange]
    next: UUID | None
