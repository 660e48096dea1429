"""An organisation as every service knows it: kind, place in the tree, contact, and since when."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from pydantic import Field

from shared.contract import Contract


class OrganisationKind(StrEnum):
    """Rulebook 1.2."""

    PROVINCIAL_DEPARTMENT = "PROVINCIAL_DEPARTMENT"
    CITY_DEPARTMENT = "CITY_DEPARTMENT"
    COUNTY_DEPARTMENT = "COUNTY_DEPARTMENT"
    WORK_COMMITTEE = "WORK_COMMITTEE"
    LEADING_GROUP = "LEADING_GROUP"
    GRASSROOTS_COMMITTEE = "GRASSROOTS_COMMITTEE"
    GENERAL_BRANCH = "GENERAL_BRANCH"
    BRANCH = "BRANCH"
    GROUP = "GROUP"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]

    @property
    def is_department(self) -> bool:
        return self in DEPARTMENTS


KIND_LABELS: Final[dict[OrganisationKind, str]] = {
    OrganisationKind.PROVINCIAL_DEPARTMENT: "省委组织部",
    OrganisationKind.CITY_DEPARTMENT: "市委组织部",
    OrganisationKind.COUNTY_DEPARTMENT: "县委组织部",
    OrganisationKind.WORK_COMMITTEE: "工委",
    OrganisationKind.LEADING_GROUP: "党组",
    OrganisationKind.GRASSROOTS_COMMITTEE: "基层党委",
    OrganisationKind.GENERAL_BRANCH: "党总支",
    OrganisationKind.BRANCH: "党支部",
    OrganisationKind.GROUP: "党小组",
}
DEPARTMENTS: Final = frozenset({
    OrganisationKind.PROVINCIAL_DEPARTMENT, OrganisationKind.CITY_DEPARTMENT, OrganisationKind.COUNTY_DEPARTMENT,
})  # fmt: skip


PATH: Final = r"^([A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*)?$"
"""What PostgreSQL takes for an `ltree`."""


class Organisation(Contract):
    code: str = Field(examples=["32100300101"], pattern=r"^[A-Za-z0-9_]{1,64}$")
    name: str = Field(examples=["蒋王街道双桥村党支部"])
    kind: OrganisationKind = Field(examples=["BRANCH"])
    parent_code: str | None = Field(default=None, examples=["321003001"])
    region_code: str = Field(description="GB/T 2260 county, city or province", examples=["321003"])
    path: str = Field(
        description="`ltree` text: codes from the root down to this one, joined by dots",
        examples=["320000.321000.321003.321003001.32100300101"],
        pattern=PATH,
    )
    contact: str | None = None
    phone: str | None = None
    office: str | None = Field(default=None, description="address of the service office (S001-B 二(二)1)")
    hours: str | None = Field(default=None, examples=["周一至周五 8:30-17:30"])
    valid_from: date | None = None
    valid_to: date | None = Field(default=None, description="last day; null while it exists")


class OrganisationCycle(ValueError):
    """`code` is its own ancestor."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def organisation_path(code: str, parents: Mapping[str, str | None]) -> str:
    """`parents` maps each known code to its parent's; an unknown parent ends the path. Raises `OrganisationCycle`."""
    chain = [code]
    while parent := parents.get(chain[-1]):
        if parent in chain:
            raise OrganisationCycle(code)
        chain.append(parent)
    return ".".join(reversed(chain))
