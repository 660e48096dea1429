"""Finding branches, host committees and regions by the names people write."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, Self

from services.outflow.roster.organisation_names import (
    has_ending,
    organisation_key,
    place_of_committee,
    region_of_department,
    short_place,
)
from services.outflow.roster.regions import Regions
from shared.organisations import OrganisationKind


class ListedOrganisation(Protocol):
    """What the directory needs of an organisation; the registry's rows and the shared model both have it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> OrganisationKind: ...
    @property
    def parent_code(self) -> str | None: ...
    @property
    def region_code(self) -> str: ...


MEMBER_KINDS: Final = (OrganisationKind.BRANCH, OrganisationKind.GENERAL_BRANCH)
COMMITTEE_KINDS: Final = (
    OrganisationKind.GRASSROOTS_COMMITTEE,
    OrganisationKind.WORK_COMMITTEE,
    OrganisationKind.LEADING_GROUP,
)
# Every different text is looked up once per import; a workbook holds at most some thousands.
REMEMBERED: Final = 8_192


@dataclass(frozen=True)
class Listed:
    """An organisation with what it is found by: key, places around it (「扬州市」「宝应县」「氾水镇」), ancestors."""

    code: str
    name: str
    kind: OrganisationKind
    parent_code: str | None
    region_code: str
    ancestors: tuple[str, ...]
    places: tuple[str, ...]
    key: str
    core: str


class OrganisationDirectory:
    """All organisations on the platform, seen from `own_code` (None: from above all of them)."""

    def __init__(self, listed: Sequence[Listed], regions: Regions, own_code: str | None) -> None:
        self.by_code = {organisation.code: organisation for organisation in listed}
        self.own_code = own_code
        self.regions = regions
        self._by_core: dict[str, list[Listed]] = defaultdict(list)
        self._by_key: dict[str, list[Listed]] = defaultdict(list)
        for organisation in listed:
            self._by_core[organisation.core].append(organisation)
            self._by_key[organisation.key].append(organisation)
        self.named = lru_cache(REMEMBERED)(self._named)
        self.region = lru_cache(REMEMBERED)(regions.find)

    @classmethod
    def of(cls, organisations: Iterable[ListedOrganisation], *, own_code: str | None = None) -> Self:
        """Raises `KeyError` when `own_code` is not among them."""
        by_code = {organisation.code: organisation for organisation in organisations}
        if own_code is not None and own_code not in by_code:
            raise KeyError(own_code)
        listed = [_listed(organisation, by_code) for organisation in by_code.values()]
        return cls(listed, Regions.of(listed), own_code)

    @property
    def own_branch(self) -> str | None:
        own = self.by_code.get(self.own_code or "")
        return own.code if own and own.kind in MEMBER_KINDS else None

    def is_own(self, organisation: Listed) -> bool:
        return self.own_code is None or self.own_code in (organisation.code, *organisation.ancestors)

    def branches(self, text: str) -> list[Listed]:
        """Branches meant by a name or code: own ones by full name, then own ones for short, then anybody's."""
        # In a column of branches 「双桥村」 is the branch of 双桥村.
        whole = text if text in self.by_code or has_ending(organisation_key(text)) else f"{text}党支部"
        exact, alike = (_of_kinds(found, MEMBER_KINDS) for found in self.named(whole))
        own = [organisation for organisation in exact if self.is_own(organisation)] or [
            organisation for organisation in alike if self.is_own(organisation)
        ]
        found = own or exact or alike
        # A general branch may bear the same short name as one of its branches; members belong to the branch.
        return _of_kinds(found, (OrganisationKind.BRANCH,)) or found

    def hosts(self, text: str) -> tuple[list[Listed], list[Listed]]:
        """Committees or branches anywhere: those whose full name it is, and those it may mean for short."""
        exact, alike = (_of_kinds(found, (*COMMITTEE_KINDS, *MEMBER_KINDS)) for found in self.named(text))
        return exact, alike

    def lies_in(self, organisation: Listed, region_code: str | None) -> bool:
        return region_code is not None and self.regions.contains(region_code, organisation.region_code)

    def names_a_place(self, text: str, organisation: Listed) -> bool:
        """Whether a short name still says where: 「张店马尚街道党委」 does, 「马尚街道党委」 does not."""
        return organisation_key(text) != organisation.core

    def committee_over(self, organisation: Listed) -> Listed | None:
        for code in (organisation.code, *reversed(organisation.ancestors)):
            if self.by_code[code].kind in COMMITTEE_KINDS:
                return self.by_code[code]
        return None

    def _named(self, text: str) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
        """By code or full name, and by the name with any of its places before it or left out."""
        if text in self.by_code:
            return (self.by_code[text],), ()
        key = organisation_key(text)
        alike = (
            organisation
            for start in range(len(key))
            for organisation in self._by_core.get(key[start:], ())
            if _only_places(key[:start], organisation.places)
        )
        return tuple(self._by_key.get(key, ())), tuple(alike)


def _of_kinds(organisations: Iterable[Listed], kinds: Sequence[OrganisationKind]) -> list[Listed]:
    return [organisation for organisation in organisations if organisation.kind in kinds]


def _only_places(text: str, places: tuple[str, ...]) -> bool:
    """Whether `text` is made of the places around an organisation, outermost first, any of them left out."""
    for place in places:
        for word in (f"{place}党工委", f"{place}党委", place, short_place(place)):
            if text.startswith(word):
                text = text[len(word) :]
                break
    return not text


def _listed(organisation: ListedOrganisation, by_code: dict[str, ListedOrganisation]) -> Listed:
    ancestors = _ancestors(organisation, by_code)
    places = _places([by_code[code] for code in ancestors])
    key = organisation_key(organisation.name)
    core = key
    for place in places:
        rest = core.removeprefix(place)
        # 「秦栏镇党委」 must not become 「党委」 when the place is its own name.
        core = rest if len(rest) > len("党支部") else core
    return Listed(
        code=organisation.code,
        name=organisation.name,
        kind=organisation.kind,
        parent_code=organisation.parent_code,
        region_code=organisation.region_code,
        ancestors=ancestors,
        places=places,
        key=key,
        core=core,
    )


def _ancestors(organisation: ListedOrganisation, by_code: dict[str, ListedOrganisation]) -> tuple[str, ...]:
    """From the root down, without the organisation itself."""
    chain: list[str] = []
    parent = organisation.parent_code
    while parent in by_code and parent not in chain and parent != organisation.code:
        chain.append(parent)
        parent = by_code[parent].parent_code
    return tuple(reversed(chain))


def _places(ancestors: Sequence[ListedOrganisation]) -> tuple[str, ...]:
    places: list[str] = []
    for ancestor in ancestors:
        place = region_of_department(ancestor.name)
        if place is None and ancestor.kind in COMMITTEE_KINDS:
            place = place_of_committee(ancestor.name)
            for outer in places:
                place = place.removeprefix(outer) or place
        if place:
            places.append(place)
    return tuple(places)
