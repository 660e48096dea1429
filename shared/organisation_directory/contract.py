"""Public words of the directory: what the registry publishes and every service keeps a copy of."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode
from shared.organisations import Organisation
from shared.policy.book import PolicyAssignment


class ListedOrganisation(Organisation):
    """An organisation with whether anybody holds a post there (an empty one cannot be raised to)."""

    staffed: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """A workbook may leave these out; what is published may not."""
        if None in (self.valid_from, self.contact, self.phone, self.office, self.hours):
            raise ValueError("目录中的组织缺少起用日期，或联系方式为空值（没有的填空文本）")
        return self


class Region(Contract):
    """Who serves an L1 region: addresses for letters, and the public key (PEM) that proves its letters."""

    region_code: RegionCode = Field(examples=["340000"])
    operator: str = Field(examples=["安徽省委组织部信息中心"])
    outflow_url: str = Field(examples=["https://outflow.example.cn"])
    inflow_url: str = Field(examples=["https://inflow.example.cn"])
    registry_url: str = Field(examples=["https://registry.example.cn"])
    public_key: str = Field(examples=["-----BEGIN PUBLIC KEY-----\n…"])
    ours: bool = Field(examples=[True])


class Succession(Contract):
    """W-16: `successor` has taken `predecessor`'s place; the old code stays readable for the history."""

    predecessor: OrganisationCode
    successor: OrganisationCode
    since: date
    main: bool = Field(description="what is not assigned otherwise goes there")


class Directory(Contract):
    """The whole directory; a higher version replaces a lower one, a lower one is ignored."""

    version: int = Field(examples=[7])
    organisations: list[ListedOrganisation]
    regions: list[Region]
    policies: list[PolicyAssignment] = []
    successions: list[Succession] = []

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        organisations = [one.code for one in self.organisations]
        regions = [one.region_code for one in self.regions]
        policies = [(one.path, one.valid_from) for one in self.policies]
        if any(len(set(keys)) != len(keys) for keys in (organisations, regions, policies)):
            raise ValueError("目录中同一组织、地区或规则指定出现了两次")
        return self


class DirectoryReceipt(Contract):
    version: int = Field(examples=[7])


class Superior(Contract):
    """To whom a rung goes, and why there."""

    code: OrganisationCode
    name: str
    path: str
    reason: str
