"""Public words of the host's opinion: the acts, what people see, and the snapshot that the workflow follows."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.letters.bodies_conversion import HostOpinion, OpinionValue

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class WatchStatus(StrEnum):
    """DUE: the opinion is being prepared or owed; FILED: sent, and only superseded by a new one."""

    WATCHING = "WATCHING"
    DUE = "DUE"
    FILED = "FILED"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        return WATCH_LABELS[self]


WATCH_LABELS = {
    WatchStatus.WATCHING: "教育考察中",
    WatchStatus.DUE: "应准备书面意见",
    WatchStatus.FILED: "书面意见已发出",
    WatchStatus.ENDED: "已结束",
}


class RecordObservation(Contract):
    """D-56: how the probationary member is doing."""

    observed_on: date = Field(examples=["2026-10-20"])
    text: Text = Field(examples=["参加支部学习积极，主动参加志愿服务。"])


class DraftOpinion(Contract):
    """Before the end of probation; nothing of it crosses the border."""

    opinion: OpinionValue | None = Field(default=None, examples=["CONVERT_ON_TIME"])
    text: Note = Field(default="", examples=["按时参加组织生活12次，表现良好，拟建议按期转正。"])


class FileOpinion(Contract):
    """D-58, rulebook 7.5. Dated on or after the end of probation; what is known already is filled in."""

    participation_count: int = Field(ge=0, le=1000, examples=[12])
    participation: Text = Field(examples=["支部党员大会4次、党课4次、主题党日4次"])
    dues: Text = Field(examples=["按月在我支部交纳，无拖欠"])
    thinking: Text = Field(examples=["理想信念坚定，思想稳定"])
    work: Text = Field(examples=["工作踏实，同事评价好"])
    exemplary: Note = Field(default="", examples=["参加社区志愿服务6次"])
    rewards_penalties: Note = Field(default="", examples=["无"])
    problems: Note = Field(default="", examples=["理论学习还需加强"])
    group_and_members: Text = Field(examples=["党小组和5名党员均认为可以按期转正"])
    opinion: OpinionValue = Field(examples=["CONVERT_ON_TIME"])
    reasons: Text = Field(examples=["考察期内表现良好，建议按期转正"])
    branch_decided_on: date = Field(examples=["2026-12-02"])
    secretary: Line = Field(examples=["邓磊"])
    sealed: bool = Field(description="signed by the secretary and sealed", examples=[True])
    dated_on: date = Field(examples=["2026-12-03"])
    attachments: tuple[Line, ...] = Field(default=(), max_length=20, description="names of enclosed papers")
    supersedes: UUID | None = Field(default=None, description="the sent opinion that this one replaces")


class FiledOpinion(Contract):
    """An opinion as it was sent; it never changes."""

    opinion_id: UUID
    letter: HostOpinion
    sent_at: AwareDatetime
    superseded: bool


class Observation(Contract):
    observed_on: date
    text: str
    recorded_by: str


class OpinionWatchView(Contract):
    case_id: CaseId
    attempt: int
    status: WatchStatus
    probation_start: date | None
    probation_end: date | None
    requested_on: date | None
    request_text: str
    draft: DraftOpinion | None
    observations: list[Observation]
    opinions: list[FiledOpinion]
    next_act: str


class OpinionState(Contract):
    """What the workflow follows: references and dates, no personal data. The highest version counts."""

    case_id: CaseId
    attempt: int
    version: int
    clock: BusinessClock
    status: WatchStatus
    round: int
    host_committee: OrganisationCode
    host_branch: OrganisationCode | None
    probation_end: date | None
    prepare_on: date | None
    since: date | None
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def owner(self) -> OrganisationCode:
        return self.host_committee

    @property
    def workflow_id(self) -> str:
        return f"host-opinion/{self.case_id}/{self.attempt}"

    @property
    def occurrence(self) -> str:
        return f"{self.attempt}.{self.round}"

    @property
    def over(self) -> bool:
        """Nothing to wait for: a later request or an extension begins it again."""
        idle = self.status is WatchStatus.WATCHING and self.probation_end is None
        return idle or self.status in (WatchStatus.FILED, WatchStatus.ENDED)


class RunningOpinions(Contract):
    items: list[OpinionState]
    next: str | None
