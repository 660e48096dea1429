"""All policy packs, and which one an organisation follows."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Self

from pydantic import Field

from shared.contract import Contract
from shared.organisations import PATH
from shared.policy.pack import PolicyPack

DEFAULT_PACK = "CN-BASE-2019"

PackSource = dict[str, Any]


class UnknownPack(LookupError):
    def __init__(self, pack: str) -> None:
        super().__init__(f"没有规则包 {pack}")


class PolicyAssignment(Contract):
    """From when an organisation and all below it follow a pack. `path` is ltree text, root first."""

    path: str = Field(pattern=PATH, examples=["320000.321000"])
    pack: str = Field(examples=["JS-PROV-2017"])
    valid_from: date = Field(examples=["2026-09-01"])
    valid_to: date | None = None

    def covers(self, path: str, on: date) -> bool:
        inside = path == self.path or path.startswith(self.path + ".")
        return inside and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class PolicyBook(Contract):
    packs: tuple[PolicyPack, ...]

    @classmethod
    def of(cls, sources: Iterable[PackSource]) -> Self:
        """Packs from their TOML data. `extends` names one version of another (CN-BASE-2019@1), so that what
        a case recorded never changes behind its back."""
        by_reference = {_reference(source): source for source in sources}
        resolved = (_with_inherited(source, by_reference) for source in by_reference.values())
        return cls(packs=tuple(PolicyPack.model_validate(pack) for pack in resolved))

    def pack(self, id: str, on: date | None = None) -> PolicyPack:
        """The newest version of a pack, or the newest in force on a day."""
        found = [pack for pack in self.packs if pack.id == id and (on is None or pack.in_force(on))]
        if not found:
            raise UnknownPack(id)
        return max(found, key=lambda pack: pack.version)

    def by_reference(self, reference: str) -> PolicyPack:
        """The pack a case recorded, such as `JS-PROV-2017@1`."""
        for pack in self.packs:
            if pack.reference == reference:
                return pack
        raise UnknownPack(reference)

    def for_organisation(self, path: str, assignments: Sequence[PolicyAssignment], on: date) -> PolicyPack:
        """The pack of the nearest assignment up the path on that day, otherwise CN-BASE-2019."""
        covering = [one for one in assignments if one.covers(path, on)]
        if not covering:
            return self.pack(DEFAULT_PACK)
        # Of two for the same organisation the later one replaces the earlier.
        nearest = max(covering, key=lambda one: (one.path.count("."), one.valid_from))
        return self.pack(nearest.pack, on)


@cache
def packaged_book() -> PolicyBook:
    """The packs this release brings."""
    folder = files("shared.policy") / "packs"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return PolicyBook.of(tomllib.loads((folder / name).read_text("utf-8")) for name in names)


def _reference(source: PackSource) -> str:
    return f"{source['id']}@{source['version']}"


def _with_inherited(source: PackSource, by_reference: Mapping[str, PackSource]) -> PackSource:
    own = {**source, "terms": _labelled_terms(source)}
    if (parent_id := source.get("extends")) is None:
        return own
    if parent_id not in by_reference:
        raise UnknownPack(parent_id)
    parent = _with_inherited(by_reference[parent_id], by_reference)
    merged = {name: {**parent.get(name, {}), **own.get(name, {})} for name in ("refusal", "ladders")}
    terms = {
        key: {**parent["terms"].get(key, {}), **own["terms"].get(key, {})} for key in (*parent["terms"], *own["terms"])
    }
    inherited = {name: parent[name] for name in ("departure_reasons", "contact_channels")}
    return {**inherited, **own, **merged, "terms": terms}


def _labelled_terms(source: PackSource) -> dict[str, dict[str, Any]]:
    origin = {
        "pack": _reference(source),
        "valid_from": source["valid_from"],
        "valid_to": source.get("valid_to"),
    }
    return {key: {"key": key, **origin, **term} for key, term in source["terms"].items()}
