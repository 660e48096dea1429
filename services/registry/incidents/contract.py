"""Public words of incidents. Nothing here names a person: ids, types, organisation codes and moments of real time."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import OrganisationCode

Key = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Reason = Annotated[str, StringConstraints(min_length=4, max_length=500, strip_whitespace=True)]


class IncidentKind(StrEnum):
    """What is stuck: a letter on its way, a message to its process, a step, a process, one too few or too many."""

    LETTER_UNDELIVERED = "LETTER_UNDELIVERED"
    MESSAGE_UNSENT = "MESSAGE_UNSENT"
    ACTIVITY_FAILING = "ACTIVITY_FAILING"
    WORKFLOW_FAILING = "WORKFLOW_FAILING"
    PROCESS_MISSING = "PROCESS_MISSING"
    PROCESS_ORPHAN = "PROCESS_ORPHAN"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]

    @property
    def remedy(self) -> "RemedyKind":
        """The one thing that helps against it."""
        return REMEDIES[self]


class RemedyKind(StrEnum):
    """`RETRY`: at once instead of after the pause. `RESEND`: take the letter across again. `RECONCILE`: make the
    process what the service's own facts say: start it, start it afresh, or end it."""

    RETRY = "RETRY"
    RESEND = "RESEND"
    RECONCILE = "RECONCILE"

    @property
    def label(self) -> str:
        return REMEDY_LABELS[self]


KIND_LABELS = {
    IncidentKind.LETTER_UNDELIVERED: "函件未送达",
    IncidentKind.MESSAGE_UNSENT: "消息没有送到流程",
    IncidentKind.ACTIVITY_FAILING: "步骤反复失败",
    IncidentKind.WORKFLOW_FAILING: "流程程序出错",
    IncidentKind.PROCESS_MISSING: "缺少流程",
    IncidentKind.PROCESS_ORPHAN: "多余的流程",
}
REMEDY_LABELS = {
    RemedyKind.RETRY: "立即重试",
    RemedyKind.RESEND: "重新发送",
    RemedyKind.RECONCILE: "按数据库对账",
}
REMEDIES = {
    IncidentKind.LETTER_UNDELIVERED: RemedyKind.RESEND,
    IncidentKind.MESSAGE_UNSENT: RemedyKind.RECONCILE,
    IncidentKind.ACTIVITY_FAILING: RemedyKind.RETRY,
    IncidentKind.WORKFLOW_FAILING: RemedyKind.RECONCILE,
    IncidentKind.PROCESS_MISSING: RemedyKind.RECONCILE,
    IncidentKind.PROCESS_ORPHAN: RemedyKind.RECONCILE,
}


class Trouble(Contract):
    """What the worker saw. Same kind and key: the same incident, as long as it is open."""

    kind: IncidentKind = Field(examples=["ACTIVITY_FAILING"])
    key: Key = Field(
        description="what it is about: a letter, a step of a workflow, a workflow",
        examples=["mobility-case/01992f6e-7c00-7000-8000-000000000002#7"],
    )
    what: str = Field(max_length=120, description="type of letter, step or workflow", examples=["deliver_letter"])
    cause: str = Field(default="", max_length=120, description="type of the error", examples=["Outage"])
    attempts: int = Field(default=0, ge=0)
    since: AwareDatetime = Field(description="real time", examples=["2026-09-01T02:00:00Z"])
    service: str = Field(default="", max_length=20, examples=["outflow"])
    workflow_id: str = Field(default="", max_length=300)
    case_id: UUID | None = None
    owner: OrganisationCode | None = Field(default=None, description="whose process it is, where that is known")


class ReportTroubles(Contract):
    """All that one observer sees of the kinds it looked for; what it no longer sees is over."""

    observer: str = Field(min_length=1, max_length=60, examples=["worker-1/4711"])
    looked_for: tuple[IncidentKind, ...] = Field(examples=[["LETTER_UNDELIVERED"]])
    troubles: tuple[Trouble, ...] = Field(examples=[[]])


class TroublesNoted(Contract):
    open: int


class OrderRemedy(Contract):
    """An order with its reason; the worker carries it out."""

    reason: Reason = Field(examples=["对方服务已恢复，重新发送。"])


class Remedy(Contract):
    remedy_id: UUID
    kind: RemedyKind
    label: str
    reason: str
    ordered_by: str
    ordered_at: AwareDatetime
    carried_out_at: AwareDatetime | None
    outcome: str


class Incident(Contract):
    incident_id: UUID
    kind: IncidentKind
    label: str
    remedy: RemedyKind
    remedy_label: str
    what: str
    cause: str
    attempts: int
    since: AwareDatetime
    last_seen_at: AwareDatetime
    over_at: AwareDatetime | None
    service: str
    workflow_id: str
    case_id: UUID | None
    owner: OrganisationCode | None
    owner_name: str
    remedies: list[Remedy]


class IncidentPage(Contract):
    items: list[Incident]
    next: str | None = Field(description="pass as `after` to go on; None at the end")


class OrderedRemedy(Contract):
    """For the worker: what to do to which process."""

    remedy_id: UUID
    kind: RemedyKind
    incident: IncidentKind
    key: str
    service: str
    workflow_id: str
    case_id: UUID | None


class OrderedRemedies(Contract):
    items: list[OrderedRemedy]


class RemedyCarriedOut(Contract):
    outcome: str = Field(
        min_length=1, max_length=200, description="in words, for the person who ordered it", examples=["已重新发送。"]
    )
