"""Public words of what is to be told. No names: kinds of tasks, case numbers, organisation codes, counts."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode
from shared.policy.ladder import RungAction
from shared.posts import Role


class DueCount(Contract):
    """Open tasks of one holder and role, as the first page counts them."""

    organisation: OrganisationCode = Field(examples=["32100300101"])
    role: Role = Field(examples=["branch_secretary"])
    overdue: int = Field(ge=0, examples=[1])
    today: int = Field(ge=0, examples=[0])
    soon: int = Field(ge=0, examples=[2])


class DueCounts(Contract):
    day: date = Field(examples=["2026-09-01"])
    rows: list[DueCount] = Field(examples=[[]])


class RungToTell(Contract):
    """A reminder or rise that has fired. `roles`: whom at `organisation` it concerns."""

    rung_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000006"])
    task_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000003"])
    action: RungAction = Field(examples=["REMIND"])
    organisation: OrganisationCode = Field(examples=["32100300101"])
    roles: tuple[Role, ...] = Field(examples=[["branch_secretary"]])
    label: str = Field(max_length=60, examples=["季度联系"])
    case_label: str = Field(max_length=60, examples=["321003-2026-000012"])
    due_on: date = Field(examples=["2026-12-31"])
    fired_at: AwareDatetime = Field(examples=["2026-12-01T08:00:00+08:00"])


class RungsToTell(Contract):
    """In the order in which they were recorded, at most a page."""

    items: list[RungToTell]
