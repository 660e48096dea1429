"""Public words of looks at personal data."""

from pydantic import AwareDatetime, Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode
from shared.posts import Role


class LookFilter(Contract):
    limit: int = Field(default=50, ge=1, le=200)
    after: int | None = Field(default=None, ge=1, description="`next` of the page before")


class Look(Contract):
    """Somebody has seen or printed what names the person in full. The account is told by its post, not by name."""

    act: str = Field(examples=["reveal_field"])
    field: str = Field(default="", description="which value, where one was shown", examples=["phone"])
    reason: str = Field(default="", description="as the one who looked has given it")
    role: Role
    organisation: OrganisationCode
    organisation_name: str
    stands_in: bool = Field(default=False, description="in the post of somebody who is absent")
    at: AwareDatetime


class Looks(Contract):
    """Newest first."""

    items: list[Look]
    next: int | None
