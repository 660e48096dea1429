"""Public words of W-17, which both sides use."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode

Owner = Literal["home", "host"]
Value = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class CorrectedField(StrEnum):
    """Home owns identity and membership, the host the contact data of the placement (W-17)."""

    label: str
    owner: Owner

    NAME = "NAME", "姓名", "home"
    SEX = "SEX", "性别", "home"
    ID_NUMBER = "ID_NUMBER", "身份证号", "home"
    JOINED = "JOINED", "入党时间", "home"
    STANDING = "STANDING", "党员类别", "home"
    PHONE = "PHONE", "本人电话", "home"
    HOST_CONTACT = "HOST_CONTACT", "流入地联系人及电话", "host"

    def __new__(cls, value: str, label: str = "", owner: Owner = "home") -> Self:
        field = str.__new__(cls, value)
        field._value_ = value
        field.label, field.owner = label, owner
        return field


class CorrectionStatus(StrEnum):
    """W-17. WITH_OWNER: reported to the other side, which owns the field and decides."""

    REPORTED = "REPORTED"
    EVIDENCE = "EVIDENCE"
    WITH_OWNER = "WITH_OWNER"
    APPLIED = "APPLIED"
    REJECTED = "REJECTED"

    @property
    def label(self) -> str:
        return CORRECTION_LABELS[self]


CORRECTION_LABELS = {
    CorrectionStatus.REPORTED: "已报来，待补依据",
    CorrectionStatus.EVIDENCE: "依据已备，待核定",
    CorrectionStatus.WITH_OWNER: "已报对方核定",
    CorrectionStatus.APPLIED: "已更正",
    CorrectionStatus.REJECTED: "不予更正",
}
DECIDED = frozenset({CorrectionStatus.APPLIED, CorrectionStatus.REJECTED})


class ReportCorrection(Contract):
    field: CorrectedField = Field(examples=["NAME"])
    value: Value = Field(description="what is right", examples=["汪海"])
    text: Words = Field(examples=["登记时写错，以身份证为准。"])


class AddEvidence(Contract):
    correction_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000009"])
    text: Words = Field(examples=["已核对居民身份证原件。"])


class DecideCorrection(Contract):
    correction_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000009"])
    applied: bool = Field(examples=[True])
    text: Words = Field(examples=["经核对属实，予以更正。"])


class CorrectionView(Contract):
    """One correction as the case page shows it; an ID number or telephone is masked."""

    correction_id: UUID
    case_id: CaseId
    field: CorrectedField
    owner: Owner
    status: CorrectionStatus
    reported_side: Owner
    reported_by: str
    reported_on: date
    before: str
    value: str
    reason: str
    evidence: str
    decided_by: str
    decided_on: date | None
    answer: str


class CorrectionState(Contract):
    """What W-17's workflow follows on the side that owns the field."""

    correction_id: UUID
    case_id: CaseId
    version: int
    clock: BusinessClock
    service: Literal["outflow", "inflow"]
    status: CorrectionStatus
    decider: OrganisationCode
    reported_on: date
    occurrence: str
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.correction_id

    @property
    def owner(self) -> OrganisationCode:
        return self.decider

    @property
    def workflow_id(self) -> str:
        return f"data-correction/{self.correction_id}"

    @property
    def over(self) -> bool:
        return self.status in DECIDED


class RunningCorrections(Contract):
    items: list[CorrectionState]
    next: UUID | None
