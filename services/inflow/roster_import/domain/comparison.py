"""A row of the host's roster beside what is known: changed, unchanged, in conflict, or wrong. Nothing is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.inflow.roster_import.domain.problems import CONFLICTS, problem
from shared.rosters.contract import FieldChange, RosterProblem, RosterRow, Verdict
from shared.rosters.states import unchanged, with_state
from shared.sealing import mask_id_number, mask_phone


class Way(StrEnum):
    """An act by which the host changes what it keeps, without a decision."""

    CHANGE = "note_change"
    """D-57, D-152: home has to be told in time."""
    ENTRY = "amend_entry"
    """The branch's own roster (D-51): into which group it has put him."""


@dataclass(frozen=True)
class Rule:
    """`way`: None where a file never changes it. `refused`: the problem that says which act to use instead."""

    field: str
    label: str
    refused: str
    way: Way | None = None


RULES: Final = (
    Rule("name", "姓名", "owned_by_home"),
    Rule("id_number", "身份证号", "owned_by_home"),
    Rule("phone", "本人电话", "not_enrolled", Way.CHANGE),
    Rule("residence", "现居住地", "not_enrolled", Way.CHANGE),
    Rule("employer", "工作单位", "not_enrolled", Way.CHANGE),
    Rule("group", "所在党小组", "not_enrolled", Way.ENTRY),
    Rule("contact_person", "党支部联系人", "host_contact_by_correction"),
    Rule("contact_phone", "联系人电话", "host_contact_by_correction"),
)
MASKS: Final = {"id_number": mask_id_number, "phone": mask_phone}


@dataclass(frozen=True)
class KnownPlacement:
    """`version`: keyed digest of `values`, so that a row says what was known when it was exported. `others`: ways
    that are possible now, but by another post than the one that brings the file."""

    placement_id: UUID
    case_id: UUID
    values: Mapping[str, str]
    version: str
    ways: frozenset[Way]
    others: frozenset[Way] = frozenset()


def compared(row: RosterRow, known: KnownPlacement | None) -> RosterRow:
    """A row that cannot be read stays as it is. None: no case of the organisation for which the file is."""
    if row.verdict is Verdict.ERROR:
        return with_state(row, CONFLICTS)
    if known is None:
        return _refused(row, problem("case_unknown", "case_number", text=row.values["case_number"]))
    found = [rule for rule in RULES if _differs(rule.field, row.values, known.values)]
    changes = tuple(_shown(rule, row.values, known.values) for rule in found)
    row = row.model_copy(update={"changes": changes, "case_id": known.case_id, "mark": known.version})
    if not found:
        return unchanged(row)
    if row.values.get("version", known.version) != known.version:
        return _refused(row, problem("changed_since", "version"))
    refused = [rule for rule in found if rule.way not in known.ways]
    return _refused(row, *(problem(_obstacle(rule, known), rule.field, label=rule.label) for rule in refused))


def _obstacle(rule: Rule, known: KnownPlacement) -> str:
    return "by_the_branch" if rule.way in known.others else rule.refused


def _differs(field: str, said: Mapping[str, str], known: Mapping[str, str]) -> bool:
    """A blank cell says nothing, and neither does a number as it was masked."""
    if field == "id_number" and "id_number_masked" in said:
        return said["id_number_masked"] != mask_id_number(known["id_number"])
    return field in said and said[field] != known.get(field, "")


def _shown(rule: Rule, said: Mapping[str, str], known: Mapping[str, str]) -> FieldChange:
    show = MASKS.get(rule.field, str)
    before, after = known.get(rule.field, ""), said.get(rule.field) or said.get("id_number_masked", "")
    return FieldChange(field=rule.field, label=rule.label, before=show(before) if before else "", after=show(after))


def _refused(row: RosterRow, *problems: RosterProblem) -> RosterRow:
    return with_state(row.found(dict(row.values), problems), CONFLICTS)
