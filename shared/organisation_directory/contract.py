"""Public words of the directory: what the registry publishes and every service keeps a copy of."""

from pydantic import Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode
from shared.organisations import Organisation
from shared.policy.book import PolicyAssignment


class ListedOrganisation(Organisation):
    """An organisation with whether anybody holds a post there (an empty one cannot be raised to)."""

    staffed: bool = False


class Region(Contract):
    """Who serves an L1 region: addresses for letters, and the public key (PEM) that proves its letters."""

    region_code: RegionCode = Field(examples=["340000"])
    operator: str = Field(examples=["安徽省委组织部信息中心"])
    outflow_url: str = Field(examples=["https://outflow.example.cn"])
    inflow_url: str = Field(examples=["https://inflow.example.cn"])
    public_key: str = Field(examples=["-----BEGIN PUBLIC KEY-----\n…"])
    ours: bool = Field(examples=[True])


class Directory(Contract):
    """The whole directory; a higher version replaces a lower one, a lower one is ignored."""

    version: int = Field(examples=[7])
    organisations: list[ListedOrganisation]
    regions: list[Region]
    policies: list[PolicyAssignment] = []


class DirectoryReceipt(Contract):
    version: int = Field(examples=[7])


class Superior(Contract):
    """To whom a rung goes, and why there."""

    code: OrganisationCode
    name: str
    path: str
    reason: str
