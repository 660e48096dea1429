"""The two sides of the lists: which choices each offers, which columns it has, and whom it asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.console.sign_in.visitor import Visitor
from services.console.wording import pick, section
from services.inflow import lists as host
from services.inflow.contract import PlacementPage, PlacementStatus, PlacementSummary
from services.outflow import lists as home
from services.outflow.contract import CasePage, CaseStatus, CaseSummary, Category
from shared.identifiers import province_of
from shared.working_lists.contract import ListKind

Item = CaseSummary | PlacementSummary
Page = CasePage | PlacementPage
Said = str | date | None


@dataclass(frozen=True)
class Column:
    """`said`: what stands in the cell; days stay days for the workbook."""

    label: str
    said: Callable[[Any, Visitor], Said]


@dataclass(frozen=True)
class Side:
    """`usual`: the columns shown unless others are chosen; number and member stand before them always."""

    kind: ListKind
    statuses: type[StrEnum]
    situations: type[StrEnum]
    days: type[StrEnum]
    orders: type[StrEnum]
    categories: Mapping[str, str]
    columns: Mapping[str, Column]
    usual: Sequence[str]
    region: str
    number: Callable[[Any], str]

    @property
    def name(self) -> str:
        return self.kind.value

    @property
    def label(self) -> str:
        return self.kind.label

    def ask(self, visitor: Visitor, text: str, wanted: dict[str, Any]) -> Page:
        """A name goes by POST."""
        services = visitor.services
        if self.kind is ListKind.HOME:
            return services.outflow.search_cases(text, **wanted) if text else services.outflow.list_cases(**wanted)
        return services.inflow.search_placements(text, **wanted) if text else services.inflow.list_placements(**wanted)


def _day(name: str, label: str) -> tuple[str, Column]:
    return name, Column(label, lambda one, _: getattr(one, name))


def _host_of(one: CaseSummary, visitor: Visitor) -> str:
    found = one.host_name or visitor.organisations.name(one.host_committee) or _province(one.host_region)
    return found or "尚未指定"


def _province(region: str) -> str:
    return pick("provinces", province_of(region))


HOME = Side(
    kind=ListKind.HOME,
    statuses=CaseStatus,
    situations=home.CaseSituation,
    days=home.CaseDay,
    orders=home.CaseOrder,
    categories={one.value: section("category").get(one.value, one.value) for one in Category},
    columns=dict(
        [
            ("status", Column("状态", lambda one, _: one.status.label)),
            ("category", Column("流动类别", lambda one, _: pick("category", one.category) if one.category else "")),
            ("branch", Column("流出党支部", lambda one, _: one.home_branch_name)),
            ("committee", Column("流出地党委", lambda one, visitor: visitor.organisations.name(one.home_committee))),
            ("host", Column("流入地", _host_of)),
            ("region", Column("流入省份", lambda one, _: _province(one.host_region))),
            _day("declared_on", "申报日期"),
            _day("leaves_on", "拟离开日期"),
            _day("departed_on", "流出时间"),
            _day("reported_on", "报到日期"),
            _day("active_on", "接收日期"),
            _day("expected_return", "预计返回"),
        ]
    ),
    usual=("status", "branch", "host", "departed_on"),
    region="host_region",
    number=lambda one: str(one.number),
)
HOST = Side(
    kind=ListKind.HOST,
    statuses=PlacementStatus,
    situations=host.PlacementSituation,
    days=host.PlacementDay,
    orders=host.PlacementOrder,
    categories={},
    columns=dict(
        [
            ("status", Column("状态", lambda one, _: one.status.label)),
            ("home", Column("流出地党委", lambda one, _: one.home_committee_name)),
            ("region", Column("流出省份", lambda one, _: _province(one.home_region))),
            ("host", Column("流入地", lambda one, _: one.host_branch_name or one.host_committee_name)),
            ("committee", Column("流入地党委", lambda one, _: one.host_committee_name)),
            ("certificate", Column("活动证编号", lambda one, _: one.certificate_number)),
            _day("notified_on", "收到通知"),
            _day("reported_on", "报到时间"),
            _day("placed_on", "编入支部"),
            _day("enrolled_on", "入册日期"),
        ]
    ),
    usual=("status", "home", "host", "reported_on"),
    region="home_region",
    number=lambda one: str(one.case_number),
)
SIDES = {side.name: side for side in (HOME, HOST)}
