"""Letters of the yearly survey (D-30, D-59; W-08), between departments: an offer, the lists, the result.

No letter names a person: members stand in it by an index that only the two parties of one exchange can compute
(docs/decisions/0008).
"""

from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode

CHUNK = 5_000
"""Rows of a list in one letter."""


class ListRole(StrEnum):
    """Which list: of members who have left (home), or of members who have come (host)."""

    HOME = "home"
    HOST = "host"

    @property
    def other(self) -> "ListRole":
        return ListRole.HOST if self is ListRole.HOME else ListRole.HOME


class DifferenceKind(StrEnum):
    ONLY_HOME = "ONLY_HOME"
    ONLY_HOST = "ONLY_HOST"
    DIFFERS = "DIFFERS"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = {
    DifferenceKind.ONLY_HOME: "只在流出名单",
    DifferenceKind.ONLY_HOST: "只在流入名单",
    DifferenceKind.DIFFERS: "两边都有，内容不同",
}


class ListedFields(Contract):
    """What is compared (rulebook W-08)."""

    certificate: str = ""
    standing: str = ""
    committee: str = ""
    branch: str = ""
    status: str = ""


class ListedMember(Contract):
    """One row of a list. `region`: where the other side should know him, as this side believes."""

    index: str = Field(min_length=64, max_length=64)
    fields: ListedFields
    region: str = ""


class SurveyOffer(Contract):
    """排查核对邀请: the campaign's department asks a region to compare lists, and offers its half of the key."""

    type: Literal["SURVEY_OFFER"] = "SURVEY_OFFER"
    year: int
    freeze_on: date
    department: OrganisationCode
    department_name: str
    department_path: str
    department_region: RegionCode
    public_key: str = Field(description="X25519, base64, made for this exchange alone")


class SurveyList(Contract):
    """排查名单: one chunk of the answering region's list of one role, with its half of the key."""

    type: Literal["SURVEY_LIST"] = "SURVEY_LIST"
    role: ListRole
    chunk: int = Field(ge=1)
    chunks: int = Field(ge=1)
    public_key: str
    members: tuple[ListedMember, ...] = Field(max_length=CHUNK)


class FoundDifference(Contract):
    """`role` is the writer's; `writer` are its own fields, None where it does not know the member."""

    difference_id: UUID
    role: ListRole
    kind: DifferenceKind
    index: str
    fields: tuple[str, ...]
    writer: ListedFields | None
    region: str = ""


class SurveyResult(Contract):
    """排查核对结果: what was found different; the last chunk ends the comparison."""

    type: Literal["SURVEY_RESULT"] = "SURVEY_RESULT"
    matched: int
    chunk: int = Field(ge=1)
    chunks: int = Field(ge=1)
    differences: tuple[FoundDifference, ...] = Field(max_length=CHUNK)


class DifferenceHandled(Contract):
    """排查差异办理情况: what one side did about its half of a difference."""

    type: Literal["DIFFERENCE_HANDLED"] = "DIFFERENCE_HANDLED"
    difference_id: UUID
    outcome: str
    process: str | None
    handled_on: date


SURVEY_LABELS = {
    "SURVEY_OFFER": "排查核对邀请",
    "SURVEY_LIST": "排查名单（加密索引）",
    "SURVEY_RESULT": "排查核对结果",
    "DIFFERENCE_HANDLED": "排查差异办理情况",
}
