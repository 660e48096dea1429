"""A row beside what is known of the person: new, changed, unchanged, in conflict, or wrong. Nothing is looked up."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from services.outflow.roster.contract import FieldChange, RosterProblem, RosterRow, Verdict
from services.outflow.roster.known import KnownCase, shortened
from services.outflow.roster.problems import CONFLICTS, EMPLOYER_LATER, problem
from services.outflow.roster.rules import RULES, Rule
from shared.rosters.states import unchanged, with_state
from shared.sealing import mask_id_number, mask_phone
from shared.workbooks.text import compact_text

SHOWN: Final[Mapping[str, Callable[[str], str]]] = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "sex": lambda code: {"MALE": "男", "FEMALE": "女"}.get(code, code),
    "standing": lambda code: {"FULL": "正式党员", "PROBATIONARY": "预备党员"}.get(code, code),
}
NAMED_REGION: Final = frozenset({"host_unnamed", "host_unknown"})
Difference = tuple[str, str]
"""Before and after."""


def compared(row: RosterRow, known: KnownCase | None) -> RosterRow:
    """A row that cannot be read stays as it is."""
    if row.verdict is Verdict.ERROR:
        return with_state(row, CONFLICTS)
    if known is None:
        number = row.values.get("case_number")
        if number:
            return _refused(row, problem("case_unknown", "case_number", text=number))
        return with_state(row if "certificate_number" in row.values else _without_employer(row), CONFLICTS)
    if not known.ours:
        return _refused(row, problem("with_another", "id_number"))
    if "employer" not in known.values and not known.over:
        row = _without_employer(row)
    found = [(rule, *differs) for rule in RULES if (differs := _difference(rule, row, known))]
    row = row.model_copy(
        update={"changes": tuple(_shown(*one) for one in found), "case_id": known.case_id, "mark": known.version}
    )
    if found and row.values.get("version", known.version) != known.version:
        return _refused(row, problem("changed_since", "version"))
    return _refused(row, *_obstacles(found, known)) if found else unchanged(row)


def _without_employer(row: RosterRow) -> RosterRow:
    """Of who has not left yet it is not kept: the file says so instead of dropping it."""
    told = [problem(EMPLOYER_LATER, "employer")] if "employer" in row.values else []
    return row.found(dict(row.values), told)


def _refused(row: RosterRow, *problems: RosterProblem) -> RosterRow:
    return with_state(row.found(dict(row.values), problems), CONFLICTS)


def _obstacles(found: list[tuple[Rule, str, str]], known: KnownCase) -> Iterator[RosterProblem]:
    for rule, before, _ in found:
        if known.over:
            yield problem("case_over", rule.field, label=rule.label)
        elif not rule.permits(before, known.ways):
            code = "by_the_branch" if rule.permits(before, known.others) else rule.refused
            yield problem(code, rule.field, label=rule.label)


def _shown(rule: Rule, before: str, after: str) -> FieldChange:
    show = SHOWN.get(rule.field, str)
    return FieldChange(field=rule.field, label=rule.label, before=show(before) if before else "", after=show(after))


def _difference(rule: Rule, row: RosterRow, known: KnownCase) -> Difference | None:
    special = SPECIAL.get(rule.field)
    if special:
        return special(shortened(row.values), row, known)
    after, before = shortened(row.values).get(rule.field), known.values.get(rule.field)
    if not after or before is None or after == before:
        return None
    return before, after


def _joined(values: Mapping[str, str], _: RosterRow, known: KnownCase) -> Difference | None:
    """The month alone does not contradict the day."""
    after, before = values.get("joined") or values.get("joined_month", ""), known.values["joined"]
    return None if before.startswith(after) else (before, after)


def _id_number(values: Mapping[str, str], _: RosterRow, known: KnownCase) -> Difference | None:
    before = known.values["id_number"]
    after = values.get("id_number") or values.get("id_number_masked", "")
    return None if after in (before, mask_id_number(before)) else (before, after)


def _number(values: Mapping[str, str], _: RosterRow, known: KnownCase) -> Difference | None:
    after = values.get("certificate_number")
    if after is None or after in known.numbers:
        return None
    return known.values.get("certificate_number", ""), after


def _issued(values: Mapping[str, str], _: RosterRow, known: KnownCase) -> Difference | None:
    """Of another booklet of the case nothing is known here but its number."""
    after, before = values.get("issued"), known.values.get("issued")
    same_one = values.get("certificate_number") == known.values.get("certificate_number")
    return (before, after) if after and before and same_one and after != before else None


def _overdue(values: Mapping[str, str], _: RosterRow, known: KnownCase) -> Difference | None:
    after, before = values.get("overdue_reason"), known.values.get("overdue_reason", "")
    return (before, values.get("overdue_text", "")) if after and after != before else None


def _host(values: Mapping[str, str], row: RosterRow, known: KnownCase) -> Difference | None:
    """What a row says less exactly than it is known is no change; what it does not say clearly is none either."""
    before, codes = known.values, set(row.codes)
    was = before["host_name"] or before["host_region_name"]
    says = values.get("host_committee_name") or values.get("host_region_name", "")
    if committee := values.get("host_committee"):
        return None if committee == before["host_committee"] else (was, says)
    if codes & NAMED_REGION and (region := values.get("host_region")):
        if _lies_in(before["host_region"], region) and (
            before["host_committee"] or _same(values, before, "host_committee_name", "host_name")
        ):
            return None
        return was, says
    if "host_not_on_platform" in codes:
        alike = _same(values, before, "host_region_name") and _same(values, before, "host_committee_name", "host_name")
        return None if alike else (was, says)
    return None


def _lies_in(inner: str, outer: str) -> bool:
    """GB/T 2260: zeros at the end stand for all below."""
    stem = outer[:2] if outer.endswith("0000") else outer[:4] if outer.endswith("00") else outer
    return inner.startswith(stem)


def _same(values: Mapping[str, str], known: Mapping[str, str], name: str, known_as: str = "") -> bool:
    said = values.get(name, "")
    return not said or compact_text(said) == compact_text(known[known_as or name])


SPECIAL: Final[Mapping[str, Callable[[Mapping[str, str], RosterRow, KnownCase], Difference | None]]] = {
    "id_number": _id_number,
    "joined": _joined,
    "host_committee": _host,
    "certificate_number": _number,
    "issued": _issued,
    "overdue_reason": _overdue,
}
