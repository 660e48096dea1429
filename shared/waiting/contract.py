"""Public words of waiting for the other side of a case or an agreement (quality.md, People: 等对方办理)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode

URGE_CHARACTERS = 200
"""催办, of a task and of the other side alike, is a nudge and not a report."""


class Matter(StrEnum):
    """What is waited for: by home up to TRANSFER, by the host up to CHANGE_ACKNOWLEDGEMENT, then by either party of an
    agreement."""

    PLACEMENT = "PLACEMENT"
    DISPUTE_DECISION = "DISPUTE_DECISION"
    FEEDBACK = "FEEDBACK"
    FEEDBACK_ANSWER = "FEEDBACK_ANSWER"
    HOST_OPINION = "HOST_OPINION"
    RELEASE = "RELEASE"
    SUMMONS_REPLY = "SUMMONS_REPLY"
    TRANSFER = "TRANSFER"
    ARRIVAL = "ARRIVAL"
    QUERY_ANSWER = "QUERY_ANSWER"
    FEEDBACK_ACKNOWLEDGEMENT = "FEEDBACK_ACKNOWLEDGEMENT"
    CHANGE_ACKNOWLEDGEMENT = "CHANGE_ACKNOWLEDGEMENT"
    AGREEMENT_ANSWER = "AGREEMENT_ANSWER"
    AGREEMENT_SIGNATURE = "AGREEMENT_SIGNATURE"

    @property
    def label(self) -> str:
        return MATTER_LABELS[self]


MATTER_LABELS = {
    Matter.PLACEMENT: "接收决定",
    Matter.DISPUTE_DECISION: "对拒收的审查或协调决定",
    Matter.FEEDBACK: "季度反馈",
    Matter.FEEDBACK_ANSWER: "对反馈询问的答复",
    Matter.HOST_OPINION: "转正书面意见",
    Matter.RELEASE: "原流入地转出",
    Matter.SUMMONS_REPLY: "转达通知并答复",
    Matter.TRANSFER: "接收组织关系",
    Matter.ARRIVAL: "督促党员报到",
    Matter.QUERY_ANSWER: "对查询函的答复",
    Matter.FEEDBACK_ACKNOWLEDGEMENT: "阅知季度反馈",
    Matter.CHANGE_ACKNOWLEDGEMENT: "阅知变动通报",
    Matter.AGREEMENT_ANSWER: "对协议文本的答复",
    Matter.AGREEMENT_SIGNATURE: "签署共管协议",
}


class UrgePartner(Contract):
    """催办函: once a day for each case, or copy of an agreement, and matter."""

    matter: Matter = Field(examples=["PLACEMENT"])
    text: Annotated[str, StringConstraints(max_length=URGE_CHARACTERS, strip_whitespace=True)] = Field(
        default="", examples=["该同志已报到满二十天，请尽快答复。"]
    )


class PartnerUrge(Contract):
    """A 催办函 as either side keeps it. `by`: who sent it; the receiver is told the organisation only."""

    matter: Matter
    label: str = Field(examples=["接收决定"])
    direction: Literal["sent", "received"]
    organisation_name: str = Field(description="who urged")
    by: str
    text: str
    on: date
    at: AwareDatetime


class WaitingFor(Contract):
    """Something that the other side owes on one of my cases, or the other party on one of my agreements.

    `case_id`: of an agreement, our copy of it."""

    service: str = Field(examples=["outflow"])
    case_id: CaseId
    case_label: str = Field(description="number of the case or agreement, no personal data")
    subject: str = Field(description="the member's name; empty for an agreement")
    matter: Matter
    label: str = Field(examples=["季度反馈"])
    detail: str = Field(description="which of several: a quarter; else empty", examples=["2026Q4"])
    since: date
    due_on: date | None = Field(description="None where the other side alone knows its term")
    partner: OrganisationCode | None
    partner_name: str
    urged: PartnerUrge | None = Field(description="the newest 催办函 about it")

    def is_urged_on(self, day: date) -> bool:
        return self.urged is not None and self.urged.on == day


class WaitingPage(Contract):
    items: list[WaitingFor]
    next: str | None = Field(description="pass as `after` to go on; None at the end")


class WaitingFilter(Contract):
    matter: Matter | None = None
    case_id: UUID | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")
