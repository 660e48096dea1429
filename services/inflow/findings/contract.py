"""Public words of findings (D-67, S001-B 四). Against organisations, never against the member."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class Measure(StrEnum):
    """S001-B 四: criticism first; in serious cases organisational measures."""

    CRITICISM = "CRITICISM"
    CIRCULAR = "CIRCULAR"
    ORGANISATIONAL_MEASURE = "ORGANISATIONAL_MEASURE"

    @property
    def label(self) -> str:
        return {"CRITICISM": "批评教育", "CIRCULAR": "通报", "ORGANISATIONAL_MEASURE": "组织处理（情节严重）"}[self]


class RecordMeasure(Contract):
    measure: Measure = Field(examples=["CRITICISM"])
    text: Text = Field(examples=["约谈党委负责人，责令书面检查。"])
    decided_on: date = Field(examples=["2026-11-20"])


class TakenMeasure(Contract):
    measure: Measure
    text: str
    decided_on: date
    decided_by: OrganisationCode
    decided_by_name: str


class Finding(Contract):
    finding_id: UUID
    case_id: CaseId
    case_number: str
    organisation: OrganisationCode
    organisation_name: str
    refusal_reason: str
    text: str
    decided_on: date
    decided_by: OrganisationCode
    decided_by_name: str
    measures: tuple[TakenMeasure, ...]


class FindingPage(Contract):
    items: list[Finding]
