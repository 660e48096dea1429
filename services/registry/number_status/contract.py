"""Public words about the standing of a number."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.contract import Contract


class NumberStanding(StrEnum):
    """UNKNOWN: never allotted by a department of this deployment."""

    GOOD = "GOOD"
    VOID = "VOID"
    UNKNOWN = "UNKNOWN"


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
    number: str = Field(min_length=6, max_length=40, examples=["321003-2026-000001"])


class NumberChecked(Contract):
    """Says nothing about the holder."""

    number: str
    standing: NumberStanding
    voided_on: date | None = None
    reason: str | None = None
    text: str = Field(description="what to do, in Chinese")
