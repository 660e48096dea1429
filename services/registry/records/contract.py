"""Public words of organisations' records (D-44, D-46, D-48…D-50, D-61, D-63, D-66, D-68)."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class RecordKind(StrEnum):
    """The duty stands beside each."""

    COMMENDATION_QUOTA = "COMMENDATION_QUOTA"
    RELIEF_QUOTA = "RELIEF_QUOTA"
    INVITATION = "INVITATION"
    PLAN_COVERAGE = "PLAN_COVERAGE"
    SUPPORT = "SUPPORT"
    PAIRING = "PAIRING"
    COORDINATION = "COORDINATION"
    SUPERVISION = "SUPERVISION"
    MODEL_CASE = "MODEL_CASE"

    @property
    def label(self) -> str:
        return RECORD_LABELS[self]

    @property
    def duty(self) -> str:
        return DUTIES[self]


RECORD_LABELS = {
    RecordKind.COMMENDATION_QUOTA: "表彰预留名额",
    RecordKind.RELIEF_QUOTA: "慰问帮扶预留名额",
    RecordKind.INVITATION: "邀请流动党员代表参加重大活动",
    RecordKind.PLAN_COVERAGE: "流动党员纳入教育管理计划",
    RecordKind.SUPPORT: "支持流动党员党组织",
    RecordKind.PAIRING: "结对共建",
    RecordKind.COORDINATION: "协调重要问题",
    RecordKind.SUPERVISION: "督促检查",
    RecordKind.MODEL_CASE: "典型做法",
}
DUTIES = {
    RecordKind.COMMENDATION_QUOTA: "D-48",
    RecordKind.RELIEF_QUOTA: "D-48",
    RecordKind.INVITATION: "D-49",
    RecordKind.PLAN_COVERAGE: "D-44",
    RecordKind.SUPPORT: "D-46",
    RecordKind.PAIRING: "D-63",
    RecordKind.COORDINATION: "D-61",
    RecordKind.SUPERVISION: "D-68",
    RecordKind.MODEL_CASE: "D-68",
}


class KeepRecord(Contract):
    """`title` names the round, event, plan or matter, never a person; who it is about stands in `text`, sealed."""

    own: OrganisationCode = Field(examples=["341181001"])
    kind: RecordKind = Field(examples=["COMMENDATION_QUOTA"])
    on: date = Field(examples=["2026-11-20"])
    title: Title = Field(examples=["2026年度优秀共产党员表彰"])
    planned: int | None = Field(
        default=None, ge=1, le=100_000, description="places reserved, representatives invited", examples=[3]
    )
    partner: OrganisationCode | None = Field(default=None, examples=["321003001"])
    partner_name: Line = ""
    text: Note = Field(default="", examples=["按流动党员人数的一成预留。"])


class ConcludeRecord(Contract):
    """`result`: places given, representatives who came."""

    on: date = Field(examples=["2026-12-20"])
    result: int | None = Field(default=None, ge=0, le=100_000, examples=[2])
    text: Note = ""


class OrgRecord(Contract):
    record_id: UUID
    kind: RecordKind
    duty: str
    own: OrganisationCode
    own_name: str
    on: date
    title: str
    planned: int | None
    partner: OrganisationCode | None
    partner_name: str
    text: str
    concluded_on: date | None
    result: int | None
    conclusion: str


class OrgRecordPage(Contract):
    items: list[OrgRecord]


class PublishOffice(Contract):
    """D-50: address, hours, hotline of the service office; everybody may read them."""

    own: OrganisationCode = Field(examples=["341181001"])
    office: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)] = Field(
        examples=["天长市秦栏镇振兴路1号党群服务中心"]
    )
    hours: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)] = Field(
        examples=["周一至周五 8:30-17:30"]
    )
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9 +()-]{3,30}$")] = Field(examples=["0550-7000000"])


class Office(Contract):
    organisation: OrganisationCode
    name: str
    region_code: RegionCode
    region_name: str
    office: str
    hours: str
    phone: str


class Offices(Contract):
    items: list[Office]


class AssessmentLine(Contract):
    kind: RecordKind
    label: str
    duty: str
    records: int
    concluded: int
    planned: int
    result: int


class Assessment(Contract):
    """D-66: what the yearly assessment of the secretary draws upon; counts of organisations' acts, no persons."""

    organisation: OrganisationCode
    organisation_name: str
    year: int
    records: list[AssessmentLine]
    agreements_in_force: int
    consultations_held: int
    mobile_orgs_active: int
    office_published: bool
