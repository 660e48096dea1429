"""The form of a batch: what is common stands once, what differs has a line for each row."""

from dataclasses import replace
from typing import Any

from services.console.bulk.batch import Batch, Row, State, name_of
from services.console.forms.fields import Field, Form, FormErrors, Group
from services.console.forms.reading import SUMMARY, Wrong, contract_of
from services.console.forms.setting import Setting


def rows_of(batch: Batch) -> list[tuple[str, tuple[Field, ...]]]:
    """For each row what it is called and its own fields; nothing where nothing differs."""
    if not batch.many.differing:
        return []
    return [(row.picked.label, tuple(_own(one, name, row.picked.label) for one in batch.many.differing))
            for name, row in batch.rows.items()]  # fmt: skip


def _own(field: Field, row: str, label: str) -> Field:
    """Read out with the name of the person; the hint stands above the column, once."""
    return replace(field, name=name_of(field.name, row), label=f"{label}：{field.label}", hint="", rows=1)


def form_of(batch: Batch) -> Form:
    """The act's own, without what is settled or differs, and with the fields of the rows: for the list of faults."""
    kept = {one.name for one in batch.many.common}
    groups = (Group(one.title, tuple(f for f in one.fields if f.name in kept)) for one in batch.many.form.groups)
    own = tuple(field for _, fields in rows_of(batch) for field in fields)
    return replace(batch.many.form, groups=(*(one for one in groups if one.fields), *([Group("", own)] if own else [])))


def bodies_of(batch: Batch, setting: Setting) -> dict[str, Any]:
    """For each row that waits, what is sent. Raises Wrong with a sentence for each field, once for what is common."""
    bodies: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, row in batch.in_state(State.WAITING).items():
        try:
            bodies[name] = contract_of(batch.many.form, batch.values(name), setting)
        except Wrong as wrong:
            faults |= dict(_place(batch, name, row, *fault) for fault in wrong.errors.by_field.items())
    if faults:
        raise Wrong(FormErrors(SUMMARY.format(n=len(faults)), faults))
    return bodies


def _place(batch: Batch, name: str, row: Row, field: str, said: str) -> tuple[str, str]:
    """Beside which field a fault stands; on top of the page one sees whose it is."""
    if field in batch.many.differ:
        return name_of(field, name), f"{row.picked.label}：{said}"
    return field, said
