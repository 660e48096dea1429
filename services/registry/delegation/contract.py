"""Public words of delegation (rulebook 2: every act has a post that answers for it, absence included)."""

from datetime import date
from uuid import UUID

from pydantic import Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode
from shared.posts import Role


class DelegatePost(Contract):
    """One's own post, to a colleague, from a day to a day, both included."""

    role: Role = Field(examples=["branch_secretary"])
    organisation: OrganisationCode = Field(examples=["32100300101"])
    stand_in: UUID = Field(description="account of the colleague", examples=["01992f6e-7c00-7000-8000-000000000004"])
    valid_from: date = Field(examples=["2026-09-01"])
    valid_to: date = Field(examples=["2026-09-14"])


class Delegation(Contract):
    """`given`: of the reader's own post."""

    delegation_id: UUID
    role: Role
    role_label: str
    organisation: OrganisationCode
    organisation_name: str
    holder: str
    stand_in: str
    valid_from: date
    valid_to: date
    given: bool


class Delegations(Contract):
    items: list[Delegation]


class DelegationEnded(Contract):
    delegation_id: UUID
    last_day: date = Field(description="before the first day: it never began")


class Colleague(Contract):
    """Who may stand in for the reader's post at `organisation`."""

    account_id: UUID
    name: str
    posts: list[str] = Field(description="in words")
    organisation: OrganisationCode


class Colleagues(Contract):
    items: list[Colleague]
