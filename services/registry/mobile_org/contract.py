"""Public words of mobile-member organisations (W-15, D-33, D-46)."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.case_event import CaseEvent
from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode
from shared.letters.contract import LetterSummary
from shared.tasks.contract import TaskDetail

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class MobileOrgKind(StrEnum):
    """A branch needs three full members; fewer form a group, or a branch together with others."""

    BRANCH = "BRANCH"
    JOINT_BRANCH = "JOINT_BRANCH"
    GROUP = "GROUP"

    @property
    def label(self) -> str:
        return {"BRANCH": "流动党员党支部", "JOINT_BRANCH": "流动党员联合党支部", "GROUP": "流动党员党小组"}[self]


class MobileOrgStatus(StrEnum):
    """W-15, and NOT_FOUNDED for a proposal that came to nothing."""

    PROPOSED = "PROPOSED"
    HOST_CONSULTED = "HOST_CONSULTED"
    APPROVED = "APPROVED"
    ACTIVE = "ACTIVE"
    DISSOLVED = "DISSOLVED"
    MERGED = "MERGED"
    NOT_FOUNDED = "NOT_FOUNDED"

    @property
    def label(self) -> str:
        return MOBILE_STATUS_LABELS[self]


MOBILE_STATUS_LABELS = {
    MobileOrgStatus.PROPOSED: "已提出，征求流入地党委意见",
    MobileOrgStatus.HOST_CONSULTED: "流入地已答复，待审批",
    MobileOrgStatus.APPROVED: "已批准，待成立",
    MobileOrgStatus.ACTIVE: "运行中",
    MobileOrgStatus.DISSOLVED: "已撤销",
    MobileOrgStatus.MERGED: "已并入其他组织",
    MobileOrgStatus.NOT_FOUNDED: "不予成立",
}
ENDED = frozenset({MobileOrgStatus.DISSOLVED, MobileOrgStatus.MERGED, MobileOrgStatus.NOT_FOUNDED})


class ProposeMobileOrg(Contract):
    """D-33: where members gather. `own` leads, the host committee supports."""

    own: OrganisationCode = Field(examples=["321003001"])
    host: OrganisationCode = Field(examples=["341181001"])
    host_region: RegionCode | None = Field(default=None, description="for a host of another operator")
    host_name: str = Field(default="", max_length=120)
    name: Title = Field(examples=["蒋王街道驻天长流动党员党支部"])
    kind: MobileOrgKind = Field(examples=["BRANCH"])
    full_members: int = Field(ge=0, le=5000, examples=[5])
    probationary_members: int = Field(default=0, ge=0, le=5000)
    joined_with: list[Title] = Field(default_factory=list, description="the others of a joint branch")
    place: Title = Field(examples=["天长市秦栏镇工业园"])
    text: Note = ""


class AnswerMobileOrg(Contract):
    """D-46: premises and other support."""

    supports: bool = Field(examples=[True])
    premises: Note = Field(default="", examples=["秦栏镇党群服务中心二楼会议室，每月一次。"])
    text: Note = ""


class ApproveMobileOrg(Contract):
    """By the home department: who proposes does not approve. `code`: of the new organisation, made when left out."""

    approved: bool = Field(examples=[True])
    code: OrganisationCode | None = Field(default=None, examples=["321003001L1"])
    text: Note = ""


class ActivateMobileOrg(Contract):
    founded_on: date = Field(examples=["2026-12-01"])


class DissolveMobileOrg(Contract):
    text: Text = Field(examples=["党员已陆续返回。"])


class MobileOrg(Contract):
    """One committee's copy."""

    copy_id: UUID
    mobile_org_id: UUID
    version: int
    status: MobileOrgStatus
    leads: bool = Field(description="this copy is the leading (home) committee's")
    own: OrganisationCode
    own_name: str
    partner: OrganisationCode
    partner_name: str
    leading_parent: OrganisationCode
    supporting_parent: OrganisationCode
    name: str
    kind: MobileOrgKind
    full_members: int
    probationary_members: int
    joined_with: tuple[str, ...]
    place: str
    supports: bool | None
    premises: str
    organisation: OrganisationCode | None
    proposed_on: date
    consulted_on: date | None
    approved_on: date | None
    active_on: date | None
    ended_on: date | None
    next_act: str


class MobileOrgFile(Contract):
    mobile_org: MobileOrg
    events: list[CaseEvent]
    tasks: list[TaskDetail]
    letters: list[LetterSummary]


class MobileOrgPage(Contract):
    items: list[MobileOrg]


class MobileOrgState(Contract):
    """What W-15's workflow follows: one committee's copy."""

    subject: UUID
    version: int
    clock: BusinessClock
    letters: tuple[UUID, ...]
    status: MobileOrgStatus
    leads: bool
    own: OrganisationCode
    department: OrganisationCode
    proposed_on: date
    consulted_on: date | None

    @property
    def owner(self) -> OrganisationCode:
        return self.own

    @property
    def workflow_id(self) -> str:
        return f"mobile-org/{self.subject}"

    @property
    def over(self) -> bool:
        """Once at work it owes nothing that this process asks for."""
        return self.status in ENDED or self.status is MobileOrgStatus.ACTIVE


class RunningMobileOrgs(Contract):
    items: list[MobileOrgState]
