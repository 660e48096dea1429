"""What committees and departments write to each other: agreements (W-09), mobile-member organisations (W-15),
and which organisation has taken another's place (W-16)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode

Clause = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Remark = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class AgreementLevel(StrEnum):
    COMMITTEE = "COMMITTEE"
    DEPARTMENT = "DEPARTMENT"

    @property
    def label(self) -> str:
        return {"COMMITTEE": "基层党委之间", "DEPARTMENT": "组织部门之间"}[self]


class AgreementTerms(Contract):
    """The text of an agreement (rulebook 7.6). Duties, targets, methods and safeguards must be written, S001-B 三1."""

    scope: Clause = Field(description="which organisations it covers", examples=["两地所属基层党组织"])
    duties_home: Clause = Field(description="责任: of the home party", examples=["提供外出党员名册，每季度联系一次。"])
    duties_host: Clause = Field(description="责任: of the host party", examples=["及时接收编组，纳入日常管理。"])
    targets: Clause = Field(description="目标", examples=["外出党员全部纳入管理。"])
    methods: Clause = Field(description="方式", examples=["变动3日内互相通报，共同开展活动，互认学习培训。"])
    safeguards: Clause = Field(description="保障", examples=["提供活动场所和经费，各明确一名联系人。"])
    consultation: Remark = Field(default="", description="what is agreed on consultations beyond the period")
    data: Remark = Field(default="", description="data exchanged and how it is protected")
    renewal: Remark = ""
    ending: Remark = ""
    begins_on: date = Field(examples=["2026-12-01"])
    ends_on: date | None = Field(default=None, description="last day; without it the policy's term", examples=[None])


class Parties(Contract):
    """Home is the side from which members go out, host the side to which they come."""

    home: OrganisationCode
    home_name: str
    home_region: RegionCode
    host: OrganisationCode
    host_name: str
    host_region: RegionCode


class AgreementOffer(Contract):
    """协议商请函: the first text of an agreement; `renews` names the agreement that it follows."""

    type: Literal["AGREEMENT_OFFER"] = "AGREEMENT_OFFER"
    agreement_number: str
    level: AgreementLevel
    parties: Parties
    terms: AgreementTerms
    renews: UUID | None = None


class AgreementCounter(Contract):
    """协议修改函: another text; signatures under the former one do not count any more."""

    type: Literal["AGREEMENT_COUNTER"] = "AGREEMENT_COUNTER"
    round: int = Field(ge=2)
    terms: AgreementTerms
    text: str = ""


class AgreementSigned(Contract):
    """协议签署函: the sender has signed and sealed the text of this round."""

    type: Literal["AGREEMENT_SIGNED"] = "AGREEMENT_SIGNED"
    round: int = Field(ge=1)
    signatory: str
    signed_on: date


class AgreementTerminated(Contract):
    """协议终止函: before signing the talks end at once, afterwards the agreement on the day named."""

    type: Literal["AGREEMENT_TERMINATED"] = "AGREEMENT_TERMINATED"
    ends_on: date
    text: str


class ConsultationMinutes(Contract):
    """会商纪要 (S001-B 三1: 定期会商)."""

    type: Literal["CONSULTATION_MINUTES"] = "CONSULTATION_MINUTES"
    period: str
    held_on: date
    minutes: str


class PartySucceeded(Contract):
    """承继通报: the sender's place in the agreement or mobile organisation is taken by another (W-16)."""

    type: Literal["PARTY_SUCCEEDED"] = "PARTY_SUCCEEDED"
    successor: OrganisationCode
    successor_name: str


class SupportRequested(Contract):
    """商请支持函: the home committee wants to found an organisation for its members there (D-33, D-46)."""

    type: Literal["SUPPORT_REQUESTED"] = "SUPPORT_REQUESTED"
    name: str
    kind: str
    full_members: int
    probationary_members: int
    place: str
    home_name: str
    text: str


class SupportAnswered(Contract):
    """支持答复函: premises and other support, or why not (D-46)."""

    type: Literal["SUPPORT_ANSWERED"] = "SUPPORT_ANSWERED"
    supports: bool
    premises: str
    text: str


class MobileOrgProgress(Contract):
    """流动党员党组织进展通报: founded, at work, dissolved or merged."""

    type: Literal["MOBILE_ORG_PROGRESS"] = "MOBILE_ORG_PROGRESS"
    status: str
    organisation: OrganisationCode | None
    on: date


class OrganisationSucceeded(Contract):
    """机构变动通报: in this case another organisation now stands in the sender's place (W-16)."""

    type: Literal["ORGANISATION_SUCCEEDED"] = "ORGANISATION_SUCCEEDED"
    branch: OrganisationCode | None
    branch_name: str
    committee: OrganisationCode
    committee_name: str
    path: str
    effective_on: date


BETWEEN_LABELS = {
    "AGREEMENT_OFFER": "共管协议商请函",
    "AGREEMENT_COUNTER": "共管协议修改函",
    "AGREEMENT_SIGNED": "共管协议签署函",
    "AGREEMENT_TERMINATED": "共管协议终止函",
    "CONSULTATION_MINUTES": "会商纪要",
    "PARTY_SUCCEEDED": "承继通报",
    "SUPPORT_REQUESTED": "流动党员党组织商请支持函",
    "SUPPORT_ANSWERED": "支持答复函",
    "MOBILE_ORG_PROGRESS": "流动党员党组织进展通报",
    "ORGANISATION_SUCCEEDED": "机构变动通报",
}
