"""Public words of working lists and of the views saved of them."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode

MOST_DAYS = 3660
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]{1,40}$")]


SearchText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=60,
        description="part of the name, pinyin, initials, last four of the ID number, telephone, case or certificate "
        "number; several words narrow it",
        examples=["汪海"],
    ),
]


class ListKind(StrEnum):
    HOME = "home"
    HOST = "host"

    @property
    def label(self) -> str:
        return {"home": "流出个案", "host": "流入个案"}[self]


class Reach(StrEnum):
    """Which organisations, from the chosen one on."""

    OWN = "own"
    CHILDREN = "children"
    SUBTREE = "subtree"

    @property
    def label(self) -> str:
        return {"own": "仅本组织", "children": "仅直接下级", "subtree": "本组织及全部下级"}[self]


class When(StrEnum):
    """How a day lies to today; both ends count (rulebook 6: 以上、以内 include the number)."""

    BEFORE = "before"
    SINCE = "since"
    WITHIN = "within"

    @property
    def label(self) -> str:
        return {"before": "已满……天", "since": "最近……天内", "within": "今后……天内"}[self]


SITUATION_DAY = "situation"
"""The day of which the chosen situation speaks, such as the end of probation."""


class ListFilter(Contract):
    """`day`, `when` and `days` come together; a page mark belongs to the order in which it was given."""

    organisation: OrganisationCode | None = None
    reach: Reach = Reach.SUBTREE
    when: When | None = None
    days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, max_length=80, description="`next` of the page before")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        day, situation = getattr(self, "day", None), getattr(self, "situation", None)
        check_days(day, self.when, self.days, situation)
        return self


class ViewFilters(Contract):
    """The filters, the order and the columns of a saved view; which of them a list knows stands in `FIELDS`."""

    status: list[Code] = Field(default=[], max_length=30, examples=[["DEPARTED"]])
    category: Code | None = Field(default=None, examples=["LONG"])
    region: RegionCode | None = Field(default=None, description="of the other side", examples=["341181"])
    organisation: OrganisationCode | None = None
    reach: Reach = Reach.SUBTREE
    situation: Slug | None = None
    day: Slug | None = Field(default=None, examples=["departed_on"])
    when: When | None = Field(default=None, examples=["before"])
    days: int | None = Field(default=None, ge=0, le=MOST_DAYS, examples=[15])
    order: Slug | None = None
    columns: list[Slug] = Field(default=[], max_length=20)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        check_days(self.day, self.when, self.days, self.situation)
        return self

    def foreign_to(self, kind: ListKind) -> list[str]:
        """Filters that the list does not know."""
        return sorted(self.model_dump(exclude_defaults=True).keys() - FIELDS[kind])


FIELDS = {
    ListKind.HOME: frozenset(ViewFilters.model_fields),
    ListKind.HOST: frozenset(ViewFilters.model_fields) - {"category"},
}


def check_days(day: str | None, when: When | None, days: int | None, situation: str | None) -> None:
    """Raises ValueError in words."""
    if len({value is None for value in (day, when, days)}) != 1:
        raise ValueError("按日期筛选须同时选择日期、先后并填写天数")
    if day == SITUATION_DAY and situation is None:
        raise ValueError("选择“该情形的日期”须先选择情形")
