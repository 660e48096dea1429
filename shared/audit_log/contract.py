"""Public words of the audit log."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode


class AuditOf(StrEnum):
    """LOOKS: those that show a person in full."""

    ALL = "ALL"
    LOOKS = "LOOKS"


class AuditFilter(Contract):
    """`about`: a case, a placement's case, an agreement or an account. Days are business days, both inclusive."""

    of: AuditOf = AuditOf.ALL
    about: UUID | None = None
    from_on: date | None = None
    to_on: date | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: int | None = Field(default=None, ge=1, description="`next` of the page before")


class AuditEntry(Contract):
    """One act or look. No personal data: of what was said only the reason that the one who looked has given."""

    entry_id: int
    at: AwareDatetime = Field(description="business time")
    act: str = Field(examples=["reveal_field"])
    account: str = Field(description="tells two people at one post apart")
    role: str = Field(examples=["branch_secretary"])
    organisation: OrganisationCode
    organisation_name: str
    stands_in: bool = Field(description="in the post of somebody who is absent")
    about: UUID | None
    is_look: bool
    outcome: str = Field(examples=["done"])
    field: str = Field(description="which value, where one was shown", examples=["phone"])
    reason: str


class AuditPage(Contract):
    """Newest first."""

    items: list[AuditEntry]
    next: int | None
