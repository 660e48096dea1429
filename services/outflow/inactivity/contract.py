"""Public words of the record of Art 31(6)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from services.outflow.acts import Text
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class InactivityStatus(StrEnum):
    REPORTED = "REPORTED"
    GOOD_REASON = "GOOD_REASON"
    AT_COMMITTEE = "AT_COMMITTEE"
    RETURNED = "RETURNED"
    LAPSED = "LAPSED"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        return INACTIVITY_LABELS[self]


INACTIVITY_LABELS = {
    InactivityStatus.REPORTED: "待支部研究",
    InactivityStatus.GOOD_REASON: "有正当理由，不作处理",
    InactivityStatus.AT_COMMITTEE: "待党委审批",
    InactivityStatus.RETURNED: "党委不同意，退回",
    InactivityStatus.LAPSED: "按自行脱党除名",
    InactivityStatus.ENDED: "个案已终止",
}
OPEN = frozenset({InactivityStatus.REPORTED, InactivityStatus.AT_COMMITTEE})


class ReportInactivity(Contract):
    """Six months running without one of the three; he can be reached, which is why this is not W-07."""

    since: date = Field(description="last time he took part, paid or worked", examples=["2026-05-01"])
    no_participation: bool = Field(default=False, examples=[True])
    no_dues: bool = Field(default=False, examples=[True])
    no_work: bool = Field(default=False, examples=[False])
    text: Text = Field(examples=["六个月未参加组织生活，未交党费，多次提醒无效。"])


class ConsiderInactivity(Contract):
    """The branch meeting has heard him. A good reason ends the record; without one the committee decides."""

    good_reason: bool = Field(examples=[True])
    heard_on: date = Field(description="day on which the member was heard", examples=["2026-12-01"])
    text: Text = Field(examples=["住院治疗，有医院证明。"])


class DecideInactivity(Contract):
    approved: bool = Field(examples=[True])
    decided_on: date = Field(examples=["2026-12-20"])
    text: Text = Field(examples=["同意按自行脱党除名。"])


class Inactivity(Contract):
    """What the case page shows: the newest record."""

    status: InactivityStatus
    since: date
    no_participation: bool
    no_dues: bool
    no_work: bool
    reported_on: date
    heard_on: date | None
    decided_on: date | None
    decided_by: str


class InactivityState(Contract):
    """What the workflow follows: references and dates. The highest version counts."""

    process_id: UUID
    case_id: CaseId
    version: int
    clock: BusinessClock
    status: InactivityStatus
    home_branch: OrganisationCode
    home_committee: OrganisationCode
    stage_since: date
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.process_id

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def workflow_id(self) -> str:
        return f"inactivity/{self.process_id}"

    @property
    def over(self) -> bool:
        return self.status not in OPEN


class RunningInactivities(Contract):
    items: list[InactivityState]
    next: UUID | None
