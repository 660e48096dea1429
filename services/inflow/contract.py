"""Public words of the host side: placements, acts, disputes and the snapshots that workflows follow."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from services.inflow.states import DisputeState as DisputeState
from services.inflow.states import PlacementState as PlacementState
from services.inflow.statuses import CASE_STATUS_SEEN_BY_HOST as CASE_STATUS_SEEN_BY_HOST
from services.inflow.statuses import OVER as OVER
from services.inflow.statuses import PLACEMENT_STATUS_LABELS as PLACEMENT_STATUS_LABELS
from services.inflow.statuses import DisputeStage as DisputeStage
from services.inflow.statuses import PlacementStatus as PlacementStatus
from shared.case_event import CaseEvent
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode, RegionCode
from shared.letters.contract import LetterSummary
from shared.tasks.contract import TaskDetail

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class Verification(StrEnum):
    VERIFIED = "VERIFIED"
    NEEDS_INFO = "NEEDS_INFO"
    SUSPECT = "SUSPECT"


class DisputeOutcome(StrEnum):
    UPHELD = "UPHELD"
    OVERRULED = "OVERRULED"
    REDIRECTED = "REDIRECTED"


class DisputeOrigin(StrEnum):
    """Why a dispute is open: no listed ground, home's objection, or the host's silence."""

    NO_LISTED_GROUND = "NO_LISTED_GROUND"
    OBJECTION = "OBJECTION"
    SILENCE = "SILENCE"


class ReportArrival(Contract):
    """The reception officer records that the member has come with his certificate (D-42, D-150)."""

    reported_on: date = Field(examples=["2026-11-30"])


class VerifyCertificate(Contract):
    """D-42, D-51. `question` is what home is asked when the result is not VERIFIED."""

    result: Verification = Field(examples=["VERIFIED"])
    certificate_number: str = Field(
        default="", max_length=40, description="as printed in the booklet", examples=["321003-2026-000001"]
    )
    identity_checked: bool = Field(default=False, examples=[True])
    question: str = Field(default="", max_length=2000, examples=[""])


class PlaceMember(Contract):
    """The committee places him in one of its branches; may be repeated until the branch has enrolled him."""

    host_branch: OrganisationCode = Field(examples=["34118100101"])
    placed_on: date = Field(examples=["2026-12-02"])


class EnrolMember(Contract):
    """The branch takes him into a group and on its roster (D-51)."""

    group: Line = Field(examples=["第一党小组"])
    contact_person: Line = Field(examples=["许建国"])
    contact_phone: Annotated[str, StringConstraints(max_length=30)] = Field(default="", examples=["0550-7012345"])
    enrolled_on: date = Field(examples=["2026-12-04"])


class RefuseMember(Contract):
    """Decided by the committee, not by the officer alone. G5 must name the right committee (a redirect)."""

    reason: str = Field(description="ground G1…G5, or another reason code of the policy pack", examples=["G3"])
    text: Text = Field(examples=["流出地党支部答复：查无此人党籍。"])
    decided_on: date = Field(examples=["2026-12-05"])
    resolution: Line = Field(description="committee minute or resolution", examples=["党委会议纪要〔2026〕12号"])
    to_committee: OrganisationCode | None = Field(default=None, examples=[None])


class DecideDispute(Contract):
    """The host's county department (joint: with the home department heard; provincial: the province) decides."""

    outcome: DisputeOutcome = Field(examples=["OVERRULED"])
    text: Text = Field(examples=["人数多不是拒收的正当理由，请依规接收。"])
    finding: str = Field(
        default="",
        max_length=2000,
        description="D-67: criticism recorded against the organisation",
        examples=["以人数多为由拒绝接收持证流动党员，予以批评。"],
    )
    to_committee: OrganisationCode | None = Field(default=None, examples=[None])


class AnswerLook(Contract):
    """The host's answer to 协查函."""

    found: bool = Field(examples=[True])
    text: Text = Field(examples=["党员现住秦栏镇朱塘村，已取得联系。"])


class RevealField(Contract):
    field: str = Field(pattern=r"^(id_number|phone)$", examples=["phone"])
    reason: Line = Field(examples=["核对持证人身份"])


class Revealed(Contract):
    value: str


class PersonView(Contract):
    name: str
    sex: str
    standing: str
    id_number_masked: str
    phone_masked: str


class PlacementSummary(Contract):
    case_id: CaseId
    attempt: int
    case_number: str
    member_name: str
    status: PlacementStatus
    case_status: str
    home_committee: OrganisationCode
    home_committee_name: str
    home_region: RegionCode
    host_committee: OrganisationCode
    host_committee_name: str
    host_branch: OrganisationCode | None
    host_branch_name: str
    certificate_number: str
    notified_on: date
    reported_on: date | None
    placed_on: date | None
    enrolled_on: date | None


class PlacementPage(Contract):
    items: list[PlacementSummary]
    next: str | None


class DisputeView(Contract):
    stage: DisputeStage
    origin: DisputeOrigin
    opened_on: date
    outcome: DisputeOutcome | None
    text: str
    finding: str
    proposal: str = Field(description="the home department's view, when it has written")
    decided_on: date | None


class Placement(Contract):
    """The host side of one mobility case; `attempt` tells successive hosts apart."""

    case_id: CaseId
    attempt: int
    case_number: str
    version: int
    status: PlacementStatus
    case_status: str
    person: PersonView
    certificate_number: str
    category: str
    reason: str
    home_branch: OrganisationCode
    home_branch_name: str
    home_committee: OrganisationCode
    home_committee_name: str
    home_contact: str
    home_phone: str
    host_committee: OrganisationCode
    host_committee_name: str
    host_department: OrganisationCode
    host_department_name: str
    host_branch: OrganisationCode | None
    host_branch_name: str
    group: str | None
    contact_person: str | None
    notified_on: date
    departed_on: date
    reported_on: date | None
    verified_on: date | None
    placed_on: date | None
    enrolled_on: date | None
    acceptance_overdue: bool
    question: str | None
    answer: str | None
    refusal_reason: str | None
    refusal_text: str | None
    refusal_listed: bool | None
    redirected_to: OrganisationCode | None = Field(default=None, description="the right committee (G5, W-10)")
    look_asked: str | None
    leaving_since: date | None = None
    leaving_why: str | None = Field(default=None, description="RELOCATION or RETURN")
    stay_told_on: date | None = Field(default=None, description="the host has told home that he does not go back")
    note_owed: bool = False
    released_on: date | None = None
    suspended_on: date | None = Field(default=None, description="membership suspended; feedback rests")
    transfer_since: date | None = None
    transfer_letter: str | None = None
    dispute: DisputeView | None
    duty_holder: OrganisationCode = Field(
        description="who holds the duty of contact (D-38): the home branch in every state"
    )
    next_act: str


class PlacementFile(Contract):
    placement: Placement
    events: list[CaseEvent]
    tasks: list[TaskDetail]
    letters: list[LetterSummary]


class RunningPlacement(Contract):
    state: PlacementState
    dispute: DisputeState | None


class RunningPlacements(Contract):
    items: list[RunningPlacement]
    next: str | None


class Overview(Contract):
    as_of: AwareDatetime
    by_status: dict[PlacementStatus, int]
