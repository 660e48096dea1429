"""Public words about the standing of a number."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.certificate_numbers import LONGEST, SHORTEST, CertificateNumberText
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class NumberStanding(StrEnum):
    """UNKNOWN: never allotted by a department of this deployment."""

    GOOD = "GOOD"
    VOID = "VOID"
    UNKNOWN = "UNKNOWN"


class RegisterOldNumber(Contract):
    """Old data: a certificate that was issued before this system brings its number along (D-73)."""

    certificate_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000001"])
    case_id: CaseId = Field(examples=["01992f6e-7c00-7000-8000-000000000002"])
    case_number: str = Field(examples=["321003-2026-000012"])
    department: OrganisationCode = Field(examples=["321003"])
    home_branch: OrganisationCode = Field(examples=["32100300101"])
    number: CertificateNumberText = Field(examples=["苏流第000123号"])
    issued_on: date = Field(examples=["2024-03-01"])


class OldNumberRegistered(Contract):
    """`registered`: False when the number stands for another certificate already; nothing was changed then."""

    certificate_id: UUID
    number: str
    registered: bool


class VoidNumber(Contract):
    """W-02: from now on the number fails everywhere; it is never given again."""

    reason: str = Field(pattern=r"^[A-Z_]{3,30}$", examples=["LOST"])
    voided_on: date = Field(examples=["2026-11-15"])


class NumberVoided(Contract):
    """`void`: False when the request had no number yet and was taken back instead."""

    certificate_id: UUID
    void: bool
    letters: tuple[UUID, ...] = Field(default=(), description="to the registries of other operators, not yet there")


class CheckNumber(Contract):
    number: str = Field(min_length=SHORTEST, max_length=LONGEST, examples=["321003-2026-000001"])


class NumberChecked(Contract):
    """Says nothing about the holder."""

    number: str
    standing: NumberStanding
    voided_on: date | None = None
    reason: str | None = None
    text: str = Field(description="what to do, in Chinese")
