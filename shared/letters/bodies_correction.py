"""What the sides write about wrong data (W-17): a report to the owner, and the owner's decision."""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contract import Contract
from shared.corrections.contract import CorrectedField


class CorrectionReported(Contract):
    """更正提请函: something that the other side owns is wrong."""

    type: Literal["CORRECTION_REPORTED"] = "CORRECTION_REPORTED"
    correction_id: UUID
    field: CorrectedField
    value: str
    text: str
    reported_on: date


class Correction(Contract):
    """信息更正函: the owner has put it right, or not; both sides hold the same from here on."""

    type: Literal["CORRECTION"] = "CORRECTION"
    correction_id: UUID
    field: CorrectedField
    applied: bool
    value: str
    text: str
    decided_on: date


CORRECTION_LETTER_LABELS = {"CORRECTION_REPORTED": "更正提请函", "CORRECTION": "信息更正函"}
