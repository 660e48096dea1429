"""Public words of the yearly survey at its department (D-59, D-60; W-08)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from services.registry.survey.states import CampaignState, DifferenceState, ExchangeState
from services.registry.survey.statuses import DifferenceStatus, ExchangeStatus, PriorityGroup, Process, SurveyStatus
from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode
from shared.letters.bodies_survey import DifferenceKind, ListedFields, ListRole
from shared.survey.contract import DistributionRow, ListSurveyRows, OwnListedRow

# One public door: statuses and what workflows follow are written beside it.
__all__ = [
    "AddRows",
    "AnalyseSurvey",
    "CampaignRef",
    "CampaignState",
    "CarryDifference",
    "CloseSurvey",
    "Difference",
    "DifferencePage",
    "DifferenceState",
    "DifferenceStatus",
    "ExchangeKey",
    "ExchangeRef",
    "ExchangeState",
    "ExchangeStatus",
    "OpenSurvey",
    "PlanSurvey",
    "PriorityGroup",
    "Process",
    "RecordDistribution",
    "RecordSpread",
    "RecordViews",
    "ReportSurvey",
    "ResolveDifference",
    "RunningSurveyDifferences",
    "RunningSurveyExchanges",
    "RunningSurveys",
    "StartReconciling",
    "Survey",
    "SurveyExchange",
    "SurveyFilter",
    "SurveyPage",
    "SurveyProgress",
    "SurveyReport",
    "SurveyStatus",
    "Views",
    "ViewsPage",
]  # fmt: skip

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]


class PlanSurvey(Contract):
    department: OrganisationCode = Field(examples=["321003"])
    year: int = Field(ge=2000, le=2100, examples=[2026])


class OpenSurvey(Contract):
    """From the freeze date on, movements no longer count for this year's lists."""

    freeze_on: date = Field(examples=["2026-11-20"])


class StartReconciling(Contract):
    """`text` is obligatory while a committee has not checked: the department goes on without it and says why."""

    text: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = Field(default="", examples=[""])


class AnalyseSurvey(Contract):
    """`without`: why the analysis does not wait for regions that have not answered."""

    text: Text = Field(description="what the numbers say", examples=["流入党员集中在开发区，务工人员占六成。"])
    without: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = ""


class ReportSurvey(Contract):
    """D-59: 采取措施."""

    measures: Text = Field(examples=["与对方组织部门建立季度会商。"])


class CloseSurvey(Contract):
    """Nothing to say beside the act itself."""


class ResolveDifference(Contract):
    text: Text = Field(examples=["经核对，该党员已于九月返回，已更新名册。"])


class CarryDifference(Contract):
    """The difference goes on as a case of its own process; `case_number` where that has one already."""

    process: Process = Field(examples=["W-01"])
    text: Text = Field(examples=["已通知党支部登记流出。"])
    case_number: Annotated[str, StringConstraints(max_length=60)] = ""


class SurveyProgress(Contract):
    """Of one side, from the committees that have checked."""

    role: ListRole
    branches: int
    committees: int
    checked: int
    returned: int
    members: int
    found: int
    differing: int


class SurveyExchange(Contract):
    """Comparison with one region."""

    exchange_id: UUID
    region: RegionCode
    status: ExchangeStatus
    matched: int
    differences: dict[DifferenceKind, int]
    open: int


class Survey(Contract):
    campaign_id: UUID
    department: OrganisationCode
    department_name: str
    year: int
    status: SurveyStatus
    planned_on: date | None = Field(description="None: due this year, and nobody has planned it yet")
    freeze_on: date | None
    opened_on: date | None
    in_window: bool = Field(description="opened between survey.window.opens and survey.window.closes")
    report_by: date
    reported_on: date | None
    closed_on: date | None
    satisfies_the_year: bool = Field(description="closed in its own calendar year (S001-B 二(一)1, 二(三))")
    going_on_without: str
    analysis: str
    measures: str
    progress: list[SurveyProgress]
    exchanges: list[SurveyExchange]
    open_differences: int


class SurveyPage(Contract):
    items: list[Survey]
    next: str | None


class SurveyFilter(Contract):
    campaign_id: UUID | None = None
    year: int | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


class Difference(Contract):
    """One half of a pair: this side's task. `ours` and `theirs` are None where a side does not know the member."""

    difference_id: UUID
    side: int = Field(description="1: the campaign's department; 2: the other region")
    exchange_id: UUID
    region: str = Field(description="the other side's region")
    role: ListRole
    kind: DifferenceKind
    fields: tuple[str, ...]
    ours: ListedFields | None
    theirs: ListedFields | None
    case_id: UUID | None
    holder: OrganisationCode
    holder_name: str
    status: DifferenceStatus
    process: Process | None
    suggested: Process
    case_number: str
    text: str
    handled_on: date | None
    handled_there: str | None = Field(description="what the other side has said of its half")


class DifferencePage(Contract):
    items: list[Difference]
    next: str | None


class SurveyReport(Contract):
    """D-59: numbers and distribution, as of the moment of gathering, and the differences with what was done."""

    survey: Survey
    as_of: AwareDatetime | None
    outflow: list[DistributionRow]
    inflow: list[DistributionRow]
    match_rate: float | None = Field(description="matched of all rows in either list; None before the comparison")


class RecordViews(Contract):
    """D-60: an exchange of information and views between departments of both sides."""

    department: OrganisationCode = Field(examples=["321003"])
    partner: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(examples=["天长市委组织部"])
    partner_region: RegionCode = Field(examples=["341181"])
    held_on: date = Field(examples=["2026-11-20"])
    groups: list[PriorityGroup] = Field(min_length=1, max_length=3, examples=[["MIGRANT_WORKER"]])
    text: Text = Field(examples=["交流务工党员管理情况。"])
    measures: Annotated[str, StringConstraints(max_length=4000)] = ""


class Views(Contract):
    views_id: UUID
    department: OrganisationCode
    partner: str
    partner_region: RegionCode
    held_on: date
    groups: list[PriorityGroup]
    text: str
    measures: str
    recorded_by: str


class ViewsPage(Contract):
    items: list[Views]


class RecordSpread(Contract):
    """A workflow tells how many branches and committees of a side were asked."""

    role: ListRole = Field(examples=["home"])
    branches: int = Field(examples=[12])
    committees: int = Field(examples=[2])


class CampaignRef(Contract):
    campaign_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000007"])


class RecordDistribution(Contract):
    outflow: list[DistributionRow]
    inflow: list[DistributionRow]


class ExchangeKey(Contract):
    """What a workflow's activity needs to gather our lists: by role, what to ask and with which key."""

    asks: dict[ListRole, ListSurveyRows]


class AddRows(Contract):
    role: ListRole = Field(examples=["home"])
    first: bool = Field(description="the page replaces what an interrupted attempt left behind", examples=[True])
    rows: list[OwnListedRow]


class ExchangeRef(Contract):
    exchange_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000008"])
    side: int = Field(examples=[1])


class RunningSurveys(Contract):
    """For reconciliation of workflows, a page at a time; so are the next two."""

    items: list[CampaignState]
    next: str | None


class RunningSurveyExchanges(Contract):
    items: list[ExchangeState]
    next: str | None


class RunningSurveyDifferences(Contract):
    items: list[DifferenceState]
    next: str | None
