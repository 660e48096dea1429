"""What people and workflows tell the home side: the body of each act."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.outflow.statuses import HostAnswer, Standing
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode, RegionCode

Name = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class Person(Contract):
    """What the home branch knows of a member; the ID number and telephone are sealed at once."""

    name: Name = Field(examples=["汪海"])
    id_number: str = Field(pattern=r"^\d{17}[\dX]$", description="18 digits, checked", examples=["320000199001011234"])
    sex: str = Field(default="", max_length=4, examples=["男"])
    ethnicity: str = Field(default="", max_length=20, examples=["汉族"])
    phone: str = Field(default="", max_length=30, examples=["13800000000"])
    standing: Standing = Field(examples=["FULL"])
    joined: str = Field(
        default="", pattern=r"^(\d{4}-\d{2}(-\d{2})?)?$", description="ISO date or year-month", examples=["2012-06"]
    )
    education: str = Field(default="", max_length=30, examples=["大专"])


class Departure(Contract):
    """The facts that classification asks for (rulebook 5.0)."""

    leaves_on: date = Field(examples=["2026-10-08"])
    expected_return: date | None = Field(
        default=None, description="none: open-ended, counted as more than six months", examples=["2027-10-08"]
    )
    reason: str = Field(description="code from the policy pack's list of reasons", examples=["work"])
    place_fixed: bool = Field(default=True, description="a fixed place; False with often_back: stays with home")
    often_back: bool = False
    transferable: bool = Field(default=False, description="the host organisation can take the affiliation")
    abroad: bool = False
    graduated_on: date | None = Field(default=None, description="graduate whose affiliation stays at the school")
    companions: int = Field(default=1, ge=1, le=500, description="members who go to the same place, himself included")
    host_region: RegionCode = Field(examples=["341181"])
    host_region_name: str = Field(default="", max_length=60, examples=["安徽省滁州市天长市"])
    host_committee: OrganisationCode | None = Field(default=None, examples=["341181001"])
    host_name: str = Field(default="", max_length=120, description="as written, for hosts that are not on the platform")


class DeclareDeparture(Contract):
    home_branch: OrganisationCode = Field(examples=["32100300101"])
    person: Person
    departure: Departure


class BriefMember(Contract):
    """D-35."""

    held_on: date = Field(examples=["2026-09-28"])
    briefed_by: Name = Field(examples=["周超"])
    topics: Text = Field(examples=["组织纪律、联系方式、按时报到"])


class RequestCertificate(Contract):
    """D-36; the county-or-higher department is asked for a number."""

    photo_attached: bool = Field(default=True, examples=[True])


class RecordCertificateNumber(Contract):
    certificate_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000001"])
    number: str = Field(pattern=r"^[0-9A-Z-]{6,40}$", examples=["321003-2026-000001"])
    numbered_on: date = Field(examples=["2026-09-29"])


class SealCertificate(Contract):
    sealed_on: date = Field(examples=["2026-09-30"])


class IssueCertificate(Contract):
    """Handed over; the member has signed for it (D-73)."""

    issued_on: date = Field(examples=["2026-09-30"])
    signed_by_member: bool = Field(examples=[True])


class ReportArrival(Contract):
    """The home branch records, on the member's word, that he has reported at the host (D-150)."""

    reported_on: date = Field(examples=["2026-10-10"])


class AnswerQuery(Contract):
    confirmed: bool = Field(
        description="True: what the host asked about is right; False: home denies it", examples=[True]
    )
    text: Text = Field(examples=["经核对，该同志系我支部党员，活动证由我支部发放。"])


class RecordContact(Contract):
    """One contact or attempt (D-38). It counts only when two-way: `reached`."""

    contacted_on: date = Field(examples=["2026-11-16"])
    channel: str = Field(description="code from the policy pack's list of channels", examples=["phone"])
    outgoing: bool = True
    reached: bool = Field(examples=[True])
    thinking: Note = Field(default="", examples=["思想稳定，按时参加组织生活。"])
    work: Note = ""
    life: Note = ""
    told: Note = Field(default="", description="important matters told, events called to")
    follow_up: Note = ""


class ObjectToRefusal(Contract):
    text: Text = Field(examples=["该同志持有效活动证，已当面报到，请按规定接收。"])


class NameHost(Contract):
    """Another (or the first) host for a case that no host has accepted yet."""

    host_region: RegionCode = Field(examples=["341181"])
    host_region_name: str = Field(default="", max_length=60)
    host_committee: OrganisationCode | None = Field(default=None, examples=["341181002"])
    host_name: str = Field(default="", max_length=120)
    text: Line = Field(examples=["党员已转往另一乡镇工作。"])


class RecordHostAnswer(Contract):
    """What a host that is not on the platform answered by paper or telephone."""

    answer: HostAnswer = Field(examples=["ENROLLED"])
    answered_on: date = Field(examples=["2026-10-20"])
    host_branch_name: str = Field(default="", max_length=120)
    text: Note = ""


class SendPaperNotice(Contract):
    """The printed outflow notice went off by post or by hand."""

    sent_on: date = Field(examples=["2026-10-09"])


class ProposeCoordination(Contract):
    """The home department's view in joint coordination (W-10)."""

    outcome: str = Field(pattern=r"^(UPHELD|OVERRULED|REDIRECTED)$", examples=["OVERRULED"])
    text: Text = Field(examples=["人数多不是拒收的正当理由，建议接收。"])


class CancelDeparture(Contract):
    reason: Line = Field(examples=["本人决定不外出。"])


class RevealField(Contract):
    """Open one sealed value; the look is logged and visible to the member."""

    field: str = Field(pattern=r"^(id_number|phone)$", examples=["phone"])
    reason: Line = Field(examples=["联系不上，核对电话"])


class CaseRef(Contract):
    case_id: CaseId = Field(examples=["01992f6e-7c00-7000-8000-000000000002"])
