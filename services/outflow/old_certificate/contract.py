"""Public words of old certificates: the act, what people see, and the snapshot that the workflow follows."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from services.outflow.acts import Note
from services.outflow.certificate_life.contract import VoidedNumber
from shared.business_clock import BusinessClock
from shared.certificate_numbers import CertificateNumberText
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class OldCertificateStatus(StrEnum):
    """CONFLICT: another certificate holds the number. ENDED: the booklet ended before the number was settled."""

    REGISTERING = "REGISTERING"
    CONFLICT = "CONFLICT"
    REGISTERED = "REGISTERED"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        return OLD_CERTIFICATE_LABELS[self]


OLD_CERTIFICATE_LABELS = {
    OldCertificateStatus.REGISTERING: "正在登记编号",
    OldCertificateStatus.CONFLICT: "编号已被占用，待核对",
    OldCertificateStatus.REGISTERED: "编号已登记",
    OldCertificateStatus.ENDED: "已作废或换发",
}
OPEN = frozenset({OldCertificateStatus.REGISTERING, OldCertificateStatus.CONFLICT})


class CorrectOldNumber(Contract):
    """The committee has looked at the booklet: this is the number that stands on it."""

    number: CertificateNumberText = Field(examples=["苏流第000124号"])
    text: Note = Field(default="", examples=["已核对证件原件，名册录错一位。"])


class RecordOldNumber(Contract):
    """What the registry said to the number it was asked to take over."""

    number: str = Field(min_length=1, max_length=80, examples=["苏流第000123号"])
    registered: bool = Field(examples=[True])


class OldCertificateView(Contract):
    """What the case page shows."""

    status: OldCertificateStatus
    number: str = Field(description="as the roster has it")
    issued_on: date
    imported_on: date
    conflict_since: date | None


class OldCertificateState(Contract):
    """What the workflow follows: references and dates. The highest version counts."""

    case_id: CaseId
    certificate_id: UUID
    version: int
    clock: BusinessClock
    case_number: str
    status: OldCertificateStatus
    number: str
    issued_on: date
    conflicts: int
    conflict_since: date | None
    home_branch: OrganisationCode
    home_committee: OrganisationCode
    home_department: OrganisationCode
    voided: VoidedNumber | None = Field(description="void here before the registry knew the number")
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def workflow_id(self) -> str:
        return f"old-certificate/{self.certificate_id}"

    @property
    def over(self) -> bool:
        return self.status not in OPEN


class RunningOldCertificates(Contract):
    items: list[OldCertificateState]
    next: UUID | None
