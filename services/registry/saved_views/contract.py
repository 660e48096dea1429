"""Public words of saved views."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from shared.contract import Contract
from shared.identifiers import OrganisationCode
from shared.working_lists.contract import ListKind, ViewFilters

ViewName = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]


class ChangeView(Contract):
    """Replaces name and filters; the list and the owner stay."""

    name: ViewName = Field(examples=["流出未报到满十五天"])
    list: ListKind = Field(description="as it was saved", examples=["home"])
    filters: ViewFilters = Field(
        examples=[{"status": ["DEPARTED"], "day": "departed_on", "when": "before", "days": 15}]
    )

    @model_validator(mode="after")
    def _known_to_the_list(self) -> Self:
        if foreign := self.filters.foreign_to(self.list):
            raise ValueError(f"{self.list.label}没有这些筛选项：{'、'.join(foreign)}")
        return self


class SaveView(ChangeView):
    """`shared_with`: an organisation at which one holds a post; none: for oneself."""

    shared_with: OrganisationCode | None = None


class SavedView(Contract):
    view_id: UUID
    name: str
    list: ListKind
    filters: ViewFilters
    shared_with: OrganisationCode | None
    shared_with_name: str
    author_name: str
    may_change: bool


class SavedViews(Contract):
    items: list[SavedView]


class Removed(Contract):
    view_id: UUID
