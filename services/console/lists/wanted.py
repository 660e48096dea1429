"""What somebody wants to see of the lists: read from an address or a form, said again as either. A name never stands
in an address."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError

from services.console.lists.sides import HOME, HOST, SIDES, Side
from shared.working_lists.contract import Reach, ViewFilters, When

FEW, MANY = 20, 50
Pairs = Iterable[tuple[str, str]]
SEVERAL = ("status", "columns")
DAYS_WRONG = "按日期筛选须同时选择日期、先后，并填写 0 至 3660 的天数；“该情形的日期”须先选择情形。"


@dataclass(frozen=True)
class Wanted:
    """`view`: key of a view whose filters these are. `problem`: what was left out because it could not be meant."""

    side: str = ""
    committee: str = ""
    text: str = ""
    after: str = ""
    view: str = ""
    filters: ViewFilters = field(default_factory=ViewFilters)
    problem: str = ""

    @classmethod
    def of(cls, pairs: Pairs) -> "Wanted":
        given = _gathered(pairs)
        plain = {name: given[name][0] for name in ("committee", "text", "after", "view") if name in given}
        side = _side(given)
        filters, problem = _filters(given, SIDES.get(side))
        return cls(side=side, filters=filters, problem=problem, **plain)

    @property
    def one_side(self) -> Side | None:
        return SIDES.get(self.side)

    @property
    def limit(self) -> int:
        return MANY if self.side else FEW

    def only(self, side: str, after: str | None = None) -> "Wanted":
        return replace(self, side=side, after=after or "")

    @property
    def address(self) -> str:
        pairs = [("view", self.view), ("after", self.after)] if self.view else self.pairs
        shown = [(name, value) for name, value in pairs if value and name != "text"]
        return "/cases" + (f"?{urlencode(shown)}" if shown else "")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As the fields of a form."""
        own = [("side", self.side), *filter_pairs(self.filters)]
        return [*own, ("committee", self.committee), ("text", self.text), ("after", self.after)]

    def asked(self, side: Side) -> dict[str, Any]:
        """Of the service: only what its list knows."""
        filters = self.filters
        statuses = [status for status in filters.status if status in _values(side.statuses)]
        wanted = filters.model_dump(include={"category", "situation", "day", "when", "days", "order", "organisation"})
        wanted |= {"status": statuses or None, side.region: filters.region, "committee": self.committee or None}
        if filters.organisation:
            wanted["reach"] = filters.reach.value
        if not side.categories:
            del wanted["category"]
        return wanted | {"after": self.after or None, "limit": self.limit}


def filter_pairs(filters: ViewFilters) -> Iterator[tuple[str, str]]:
    for name, value in filters.model_dump(mode="json", exclude_defaults=True).items():
        yield from ((name, str(one)) for one in (value if isinstance(value, list) else [value]))


def _gathered(pairs: Pairs) -> dict[str, list[str]]:
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if value.strip():
            given[name].append(value.strip())
    return dict(given)


def _values(choices: type[StrEnum]) -> frozenset[str]:
    return frozenset(one.value for one in choices)


def _side(given: dict[str, list[str]]) -> str:
    """A status belongs to one side; choosing it chooses the side."""
    chosen, (home, host) = set(given.get("status", [])), (_values(HOME.statuses), _values(HOST.statuses))
    if chosen & (host - home):
        return HOST.name
    if chosen & (home - host):
        return HOME.name
    side = given.get("side", [""])[0]
    return side if side in SIDES else ""


def _filters(given: dict[str, list[str]], side: Side | None) -> tuple[ViewFilters, str]:
    """Choices that the list does not offer are left out, as an old bookmark may have them."""
    known = _known(given, side)
    try:
        return ViewFilters.model_validate(known), ""
    except ValidationError:
        without_days = {name: value for name, value in known.items() if name not in ("day", "when", "days")}
        return ViewFilters.model_validate(without_days), DAYS_WRONG


def _known(given: dict[str, list[str]], side: Side | None) -> dict[str, Any]:
    statuses = _values(side.statuses) if side else _values(HOME.statuses) & _values(HOST.statuses)
    offered: dict[str, Iterable[str]] = {"status": statuses}
    if side:
        offered |= {
            "situation": _values(side.situations), "day": _values(side.days), "order": _values(side.orders),
            "category": side.categories, "columns": side.columns, "when": _values(When), "reach": _values(Reach),
        }  # fmt: skip
    known: dict[str, Any] = {}
    for name, choices in offered.items():
        chosen = [value for value in given.get(name, []) if value in choices]
        if chosen:
            known[name] = chosen if name in SEVERAL else chosen[0]
    if side:
        known |= {name: given[name][0] for name, fits in FREE.items() if name in given and fits(given[name][0])}
    return known


def _is_region(text: str) -> bool:
    return len(text) == 6 and text.isascii() and text.isdigit()


def _is_code(text: str) -> bool:
    return 2 <= len(text) <= 24 and text.isascii() and text.isalnum()


FREE: dict[str, Callable[[str], bool]] = {"region": _is_region, "organisation": _is_code, "days": bool}
