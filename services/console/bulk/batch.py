"""What was chosen and how far it has come. It travels in the page: the console keeps nothing, and a restart of it, a
browser's reload or a second click find the same batch with the same keys."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData

from services.console.bulk.limits import ROWS_AT_MOST
from services.console.bulk.many import MANY, Many, Picked
from shared.identifiers import new_id

BETWEEN = "--"
"""Between the name of a field and the row that it is filled in for."""
ROW, TAKEN = "row-", "take-"
BROKEN = "这一页的内容不完整，请回到清单重新勾选。"
SAID_AT_MOST = 1000


class Phase(StrEnum):
    FORM = "form"
    CHECK = "check"
    ACT = "act"


class State(StrEnum):
    WAITING = "WAITING"
    CAN = "CAN"
    DONE = "DONE"
    CANNOT = "CANNOT"
    LEFT_OUT = "LEFT_OUT"


class BulkRefused(Exception):
    """Nothing chosen, too much chosen, or not an act for many; the message says what to do."""


class Row(BaseModel):
    """One person (or task) of the batch and what has become of it; `text`: the service's own sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    picked: Picked
    state: State = State.WAITING
    text: str = Field(default="", max_length=SAID_AT_MOST)

    def now(self, state: State, text: str = "") -> "Row":
        return self.model_copy(update={"state": state, "text": text[:SAID_AT_MOST]})


@dataclass(frozen=True)
class Batch:
    """`common`: field → value for everybody; `differing`: row → field → value."""

    number: UUID
    many: Many
    phase: Phase
    rows: Mapping[str, Row]
    common: Mapping[str, str]
    differing: Mapping[str, Mapping[str, str]]

    @classmethod
    def chosen(cls, many: Many, picked: list[Picked]) -> "Batch":
        """Raises BulkRefused. What was ticked twice (two tasks of one case) is one row."""
        single = {many.reference(one): one for one in picked if many.fits(one)}
        if not single:
            raise BulkRefused("请先在清单里勾选要办理的，再选择办什么。")
        if len(single) > ROWS_AT_MOST:
            raise BulkRefused(f"一次最多办理 {ROWS_AT_MOST} 条，这次选了 {len(single)} 条。请分几次办理。")
        rows = {str(number): Row(picked=one) for number, one in enumerate(single.values())}
        return cls(new_id(), many, Phase.FORM, rows, {}, {})

    def key(self, row: str) -> str:
        """Of the act for one row: the same however often the batch is sent."""
        return uuid5(self.number, self.many.reference(self.rows[row].picked)).hex

    def values(self, row: str) -> dict[str, str]:
        return {**self.common, **self.differing.get(row, {}), **self.many.settled}

    def in_state(self, *states: State) -> dict[str, Row]:
        return {name: row for name, row in self.rows.items() if row.state in states}

    def with_row(self, name: str, row: Row) -> "Batch":
        return replace(self, rows={**self.rows, name: row})

    def to_be_filled_in(self) -> "Batch":
        return replace(self, phase=Phase.FORM, rows=self._afresh())

    def tried_out(self) -> "Batch":
        return replace(self, phase=Phase.CHECK, rows=self._afresh())

    def _afresh(self) -> dict[str, Row]:
        return {name: row.now(State.WAITING) for name, row in self.rows.items()}

    def confirmed(self, taken: set[str]) -> "Batch":
        """What cannot be done and was not insisted upon keeps the reason that the dry run gave."""
        left = {name: row.now(State.LEFT_OUT, row.text) for name, row in self.rows.items() if name not in taken}
        return replace(self, phase=Phase.ACT, rows=self._afresh() | left)

    @property
    def is_over(self) -> bool:
        return not self.in_state(State.WAITING)


def read(form: FormData | Mapping[str, Any]) -> Batch:
    """As a page of ours sent it. Raises BulkRefused for anything else."""
    sent = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    many = many_of(sent)
    try:
        number, phase = UUID(sent.get("batch", "")), Phase(sent.get("phase", ""))
        rows = {name.removeprefix(ROW): Row.model_validate_json(text) for name, text in _of_rows(sent)}
    except ValueError as error:
        raise BulkRefused(BROKEN) from error
    if not all(many.fits(row.picked) for row in rows.values()) or not 0 < len(rows) <= ROWS_AT_MOST:
        raise BulkRefused(BROKEN)
    common = {one.name: sent.get(one.name, "") for one in many.common}
    differing = {row: {one.name: sent.get(name_of(one.name, row), "") for one in many.differing} for row in rows}
    return Batch(number, many, phase, rows, common, differing)


def many_of(sent: Mapping[str, Any]) -> Many:
    many = MANY.get(str(sent.get("many", "")))
    if many is None:
        raise BulkRefused("请选择要办理的事项。")
    return many


def picked_in(form: FormData | Mapping[str, Any]) -> list[Picked]:
    """What was ticked in a list. Raises BulkRefused for what no list of ours offers."""
    try:
        return [Picked.model_validate_json(text) for _, text in _of_rows(dict(form))]
    except ValidationError as error:
        raise BulkRefused(BROKEN) from error


def taken_in(form: FormData) -> set[str]:
    return {name.removeprefix(TAKEN) for name, value in form.items() if name.startswith(TAKEN) and value}


def _of_rows(sent: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in sent.items() if name.startswith(ROW) and isinstance(value, str))


def name_of(field: str, row: str) -> str:
    return f"{field}{BETWEEN}{row}"


def hidden_rows(batch: Batch) -> dict[str, str]:
    """Which batch it is, and its rows, as fields of a form."""
    own = {"batch": batch.number.hex, "many": batch.many.key, "phase": batch.phase.value}
    rows = {f"{ROW}{name}": _json(row) for name, row in batch.rows.items()}
    return own | rows


def hidden_values(batch: Batch) -> dict[str, str]:
    differing = {
        name_of(field, row): value for row, values in batch.differing.items() for field, value in values.items()
    }
    return {name: value for name, value in {**batch.common, **differing}.items() if value}


def _json(row: Row) -> str:
    """Compact, and the letters as they are: a field of a form is counted as it is encoded."""
    said = row.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
