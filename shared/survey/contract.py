"""Words of the branches' and committees' part of the survey, the same for those who have left and those who came."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import OrganisationCode, OrganisationPath, RegionCode, Year
from shared.letters.bodies_survey import ListedFields, ListRole

Text = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
IdNumber = Annotated[str, StringConstraints(pattern=r"^(\d{17}[\dXx]|\d{15})$")]


class Whereabouts(StrEnum):
    """What a branch says of a member (rulebook W-08)."""

    AT_HOME = "AT_HOME"
    OUT = "OUT"
    IN = "IN"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        return WHEREABOUTS_LABELS[self]


WHEREABOUTS_LABELS = {
    Whereabouts.AT_HOME: "在本支部",
    Whereabouts.OUT: "已外出",
    Whereabouts.IN: "流入在册",
    Whereabouts.UNKNOWN: "去向不明",
}
MAY_BE_SAID = {
    ListRole.HOME: (Whereabouts.AT_HOME, Whereabouts.OUT, Whereabouts.UNKNOWN),
    ListRole.HOST: (Whereabouts.IN, Whereabouts.OUT, Whereabouts.UNKNOWN),
}


class ReturnLevel(StrEnum):
    BRANCH = "BRANCH"
    COMMITTEE = "COMMITTEE"
    DEPARTMENT = "DEPARTMENT"


class ReturnStatus(StrEnum):
    """WAITING: a committee whose branches have not all returned. ENDED: the campaign closed without it."""

    WAITING = "WAITING"
    OWED = "OWED"
    RETURNED = "RETURNED"
    CHECKED = "CHECKED"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]


STATUS_LABELS = {
    ReturnStatus.WAITING: "待支部报回",
    ReturnStatus.OWED: "待办",
    ReturnStatus.RETURNED: "已报回",
    ReturnStatus.CHECKED: "已审核",
    ReturnStatus.ENDED: "排查已办结，未报回",
}
OVER = frozenset({ReturnStatus.RETURNED, ReturnStatus.CHECKED, ReturnStatus.ENDED})


class BeginSurvey(Contract):
    """A campaign reaches the branches of a department's subtree."""

    campaign_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000007"])
    department: OrganisationCode = Field(examples=["321003"])
    path: OrganisationPath = Field(examples=["320000.321000.321003"])
    year: Year = Field(examples=[2026])
    freeze_on: date = Field(examples=["2026-11-20"])
    opened_on: date = Field(examples=["2026-10-09"])


class SurveyBegun(Contract):
    """How many were asked; the same on every repeat."""

    branches: int
    committees: int


class CampaignRef(Contract):
    campaign_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000007"])


class ConfirmedMember(Contract):
    subject: UUID
    whereabouts: Whereabouts


class FoundMember(Contract):
    """Somebody whom the records do not know: out without a declaration (home), here without a notice (host)."""

    name: Name
    id_number: IdNumber
    standing: Annotated[str, StringConstraints(pattern="^(FULL|PROBATIONARY)$")] = "FULL"
    region: RegionCode = Field(description="where he went (home), where he came from (host): GB/T 2260")
    place: Text = ""


class ReturnSurvey(Contract):
    """D-30: the branch confirms every member it knows of. Without `finished` it is kept and may go on later."""

    members: list[ConfirmedMember] = Field(default=[], max_length=500)
    found: list[FoundMember] = Field(default=[], max_length=50)
    finished: bool = True


class SendBackReturn(Contract):
    """W-08: the committee has found something that the branch must confirm again."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)] = Field(
        examples=["名册上另有两名党员，请逐人确认。"]
    )


class CheckSurvey(Contract):
    """`text` is obligatory when a branch has not returned: the committee goes on without it and says why."""

    text: Text = ""


class SurveyedMember(Contract):
    """One line of the branch's page. `leads_to`: the process that the answer calls for, None for none."""

    subject: UUID
    name: str
    id_number_masked: str
    standing: str
    registered: Whereabouts | None = Field(description="None: found by the branch, not in the records")
    place: str
    case_id: UUID | None
    case_number: str
    confirmed: Whereabouts | None
    leads_to: str | None


class SurveyReturnSummary(Contract):
    return_id: UUID
    campaign_id: UUID
    organisation: OrganisationCode
    organisation_name: str
    committee: OrganisationCode
    level: ReturnLevel
    status: ReturnStatus
    since: date | None
    returned_at: AwareDatetime | None
    members: int
    confirmed: int
    found: int
    round: int = Field(description="1, and one more each time that the committee sent it back")


class ReturnVersion(Contract):
    """A return as it was given; those before stay as they were. `changed`: lines that say otherwise than before."""

    number: int
    round: int
    given_at: AwareDatetime
    given_by: str
    members: int
    found: int
    changed: int


class SurveyReturn(Contract):
    """`sent_back`: why the committee wants it again; empty once it is given."""

    summary: SurveyReturnSummary
    year: int
    freeze_on: date
    members: list[SurveyedMember]
    sent_back: str
    versions: list[ReturnVersion]


class SurveyReturnPage(Contract):
    items: list[SurveyReturnSummary]


class Count(Contract):
    whereabouts: Whereabouts = Field(examples=["OUT"])
    count: int = Field(examples=[3])


class SurveyTally(Contract):
    """What one committee's branches have said. `differing`: confirmed otherwise than the records have it."""

    campaign_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000007"])
    role: ListRole = Field(examples=["home"])
    committee: OrganisationCode = Field(examples=["321003001"])
    branches: int = Field(examples=[12])
    returned: int = Field(examples=[12])
    members: int = Field(examples=[40])
    found: int = Field(examples=[1])
    differing: int = Field(examples=[1])
    counts: tuple[Count, ...]
    checked_on: date | None = Field(examples=["2026-11-12"])
    text: str = Field(examples=[""])


class ReturnState(Contract):
    """What the small workflow of one branch or committee follows."""

    return_id: UUID
    campaign_id: UUID
    role: ListRole
    organisation: OrganisationCode
    level: ReturnLevel
    holder_is_department: bool
    version: int
    clock: BusinessClock
    status: ReturnStatus
    since: date
    round: int
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.return_id

    @property
    def over(self) -> bool:
        return self.status in OVER

    @property
    def occurrence(self) -> str:
        """A return that was sent back is asked for again, by a task of its own."""
        return str(self.round)

    @property
    def owner(self) -> OrganisationCode:
        return self.organisation

    @property
    def workflow_id(self) -> str:
        return f"survey-return/{self.campaign_id}/{self.role}/{self.organisation}"


class RunningReturns(Contract):
    items: list[ReturnState]
    next: UUID | None


class ListSurveyRows(Contract):
    """`within`: whose members. `partner_region`: beginning of the other side's region code; `partner_path`, where
    it is known, is sharper. `not_from`: members of that home stand in another list of the same exchange."""

    year: Year = Field(examples=[2026])
    freeze_on: date = Field(examples=["2026-11-20"])
    within: OrganisationPath = Field(examples=["320000.321000.321003"])
    partner_region: str = Field(pattern=r"^\d{0,6}$", examples=["34"])
    partner_path: OrganisationPath | None = None
    not_from: OrganisationPath | None = None
    key: str = Field(pattern=r"^[0-9a-f]{64}$", repr=False, examples=["ab" * 32])
    after: UUID | None = None


class OwnListedRow(Contract):
    """A row with what only its own side may know: the case, and where its organisation stands in the tree."""

    index: str = Field(examples=["0" * 64])
    fields: ListedFields
    region: str = Field(examples=["341181"])
    case_id: UUID | None = Field(examples=["01992f6e-7c00-7000-8000-000000000002"])
    path: OrganisationPath = Field(examples=["320000.321000.321003"])


class SurveyRows(Contract):
    items: list[OwnListedRow]
    next: UUID | None


class ReadDistribution(Contract):
    path: OrganisationPath = Field(examples=["320000.321000.321003"])
    freeze_on: date = Field(examples=["2026-11-20"])


class DistributionRow(Contract):
    home_region: str = Field(examples=["321003"])
    host_region: str = Field(examples=["341181"])
    category: str = Field(examples=["LONG"])
    standing: str = Field(examples=["FULL"])
    trade: str = Field(examples=["work"])
    age_band: str = Field(examples=["36至45岁"])
    count: int = Field(examples=[3])


class SurveyDistribution(Contract):
    items: list[DistributionRow]
