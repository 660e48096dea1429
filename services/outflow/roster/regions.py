"""「安徽省滁州市天长市」 to 341181, by the regions whose organisation departments are on the platform."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

from services.outflow.roster.organisation_names import (
    names_another_region,
    region_of_department,
    region_text,
    short_region,
)
from shared.organisations import OrganisationKind

REGION_ENDINGS: Final = ("省", "市", "区", "县", "州", "盟", "旗", "自治", "地区")
COUNTY: Final = OrganisationKind.COUNTY_DEPARTMENT


class RegionMatch(NamedTuple):
    """`code` is None when the text is blank, ambiguous (`several` then names the candidates) or not on the platform."""

    code: str | None = None
    name: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    kind: OrganisationKind
    ancestors: tuple[str, ...]
    full_name: str

    def taken_from(self, text: str) -> str | None:
        """What is left of the text behind this region's name, None when it does not begin with it."""
        if text.startswith(self.name):
            return text[len(self.name) :]
        short = short_region(self.name)
        rest = text[len(short) :]
        # 「吉林」 in front of 「省」 is the province, not the city of the same name.
        return rest if text.startswith(short) and not rest.startswith(REGION_ENDINGS) else None


class Regions:
    def __init__(self, regions: Sequence[Region]) -> None:
        self.by_code = {region.code: region for region in regions}

    @classmethod
    def of(cls, organisations: Iterable[Any]) -> Self:
        """From organisations with their ancestors' codes; only departments name a region."""
        departments = {o.code: (o, name) for o in organisations if (name := region_of_department(o.name))}
        return cls(
            [
                _region(organisation, name, [departments[c] for c in organisation.ancestors if c in departments])
                for organisation, name in departments.values()
            ]
        )

    def contains(self, outer: str, inner: str) -> bool:
        region = self.by_code.get(inner)
        return outer == inner or (region is not None and outer in region.ancestors)

    def find(self, text: str | None) -> RegionMatch:
        words = region_text(text or "")
        if not words:
            return RegionMatch()
        found = {region.code: region for region in self._deepest(words, list(self.by_code.values()))}
        if len(found) == 1:
            (region,) = found.values()
            return RegionMatch(region.code, region.full_name)
        return RegionMatch(several=tuple(region.full_name for region in found.values()))

    def _deepest(self, text: str, regions: Sequence[Region]) -> list[Region]:
        """Takes names from the front, outer regions before inner ones; levels may be left out."""
        found: list[Region] = []
        for region in regions:
            rest = region.taken_from(text)
            if rest is None:
                continue
            inner = [r for r in self.by_code.values() if region.code in r.ancestors]
            deeper = self._deepest(rest, inner) if rest else []
            if deeper:
                found += deeper
            elif not rest or region.kind is COUNTY or not names_another_region(rest):
                found.append(region)
        return found


def _region(organisation: Any, name: str, ancestors: Sequence[tuple[Any, str]]) -> Region:
    return Region(
        code=organisation.region_code,
        name=name,
        kind=organisation.kind,
        ancestors=tuple(ancestor.region_code for ancestor, _ in ancestors),
        full_name="".join([*(outer for _, outer in ancestors), name]),
    )
