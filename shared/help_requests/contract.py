"""Public words of W-19: OPEN → ASSIGNED → ANSWERED → CONFIRMED."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class RequestKind(StrEnum):
    """QUESTION: D-16. The others: with what the host committee helps (D-47, S001-B 二(二)1)."""

    QUESTION = "QUESTION"
    RIGHTS = "RIGHTS"
    TRAINING = "TRAINING"
    DIFFICULTY = "DIFFICULTY"

    @property
    def label(self) -> str:
        return REQUEST_LABELS[self]


REQUEST_LABELS = {
    RequestKind.QUESTION: "询问或质询",
    RequestKind.RIGHTS: "维护合法权益",
    RequestKind.TRAINING: "就业和技能培训",
    RequestKind.DIFFICULTY: "解决实际困难",
}


class RequestStatus(StrEnum):
    OPEN = "OPEN"
    ASSIGNED = "ASSIGNED"
    ANSWERED = "ANSWERED"
    CONFIRMED = "CONFIRMED"

    @property
    def label(self) -> str:
        return {
            "OPEN": "待办理",
            "ASSIGNED": "已交办",
            "ANSWERED": "已答复，待党员确认",
            "CONFIRMED": "党员已确认",
        }[self]


class OpenRequest(Contract):
    """What the member asks, as the branch that heard it writes it down."""

    kind: RequestKind = Field(examples=["QUESTION"])
    asked_on: date = Field(examples=["2026-09-01"])
    channel: str = Field(description="code from the policy pack's list of channels", examples=["phone"])
    text: Text = Field(examples=["询问党费交纳标准。"])


class AssignRequest(Contract):
    """Who answers: an organisation of the own line."""

    to: OrganisationCode = Field(examples=["341181001"])


class AnswerRequest(Contract):
    text: Text = Field(examples=["已按规定核定并告知本人。"])


class ConfirmRequest(Contract):
    """The member's word. Not satisfied: it is answered once more."""

    satisfied: bool = Field(examples=[True])
    text: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = Field(default="", examples=[""])


class HelpRequestView(Contract):
    request_id: UUID
    kind: RequestKind
    status: RequestStatus
    asked_on: date
    channel: str
    text: str
    holder: OrganisationCode
    answer: str
    answered_on: date | None
    confirmed_on: date | None
    remark: str = Field(description="what the member said to the answer")


class HelpRequestState(Contract):
    """What W-19's workflow follows. `round` counts answers that did not satisfy."""

    request_id: UUID
    case_id: CaseId
    attempt: int
    version: int
    clock: BusinessClock
    service: Literal["outflow", "inflow"]
    branch: OrganisationCode = Field(description="that heard the member and asks him whether it is settled")
    holder: OrganisationCode
    holder_is_branch: bool
    status: RequestStatus
    asked_on: date
    answered_on: date | None
    round: int
    ended: bool = Field(description="the case is over here")
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.request_id

    @property
    def over(self) -> bool:
        return self.ended or self.status is RequestStatus.CONFIRMED

    @property
    def owner(self) -> OrganisationCode:
        return self.branch

    @property
    def workflow_id(self) -> str:
        return f"help-request/{self.service}/{self.request_id}"

    @property
    def occurrence(self) -> str:
        return f"{self.attempt}.{self.request_id}.{self.round}"
