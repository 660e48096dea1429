"""Everything that two services know of a case, without what must differ: ids, serial numbers, moments, seals."""

import json
import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from shared.letters.contract import Letter
from shared.sealing import VERSION, Seal
from tests.chaos.ground import Ground

UUIDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBERS = re.compile(r"\d{6}-2026-\d{6,9}")
SERIALS = re.compile(r"\d{9}-GG-\d{4}-\d{4}|\d{9}L\d\d")
"""Of agreements, and of organisations that are founded."""
LEFT_OUT = {
    "id",
    "placement_id",
    "member_id",
    "notice",
    "sealed",
    "contact",
    "clock",
    "search_terms",
    "letter_id",
    "person",
}
LONG = 300
MOMENT = re.compile(r"_at$|^at$|^as_of$|opens_on$|^next_\w+_on$")
"""Moments of the machine, and the days on which periods open: these are spread by the case's id."""

OF_CASE = "SELECT to_jsonb(t) AS row FROM {table} t WHERE t.{column} = :case ORDER BY {order}"
OF_PLACEMENT = (
    "SELECT to_jsonb(t) AS row FROM {table} t JOIN placement p ON p.id = t.placement_id"
    " WHERE p.case_id = :case ORDER BY p.attempt"
)
KERNEL = (
    ("task", "case_id", "kind, occurrence"),
    ("case_event", "case_id", "id"),
    ("letter_received", "case_id", "attempt, number"),
)
OUTFLOW = (
    ("mobility_case", "id", "id"),
    ("activity_certificate", "case_id", "id"),
    ("contact_quarter", "case_id", "quarter"),
)
INFLOW = (("placement", "case_id", "attempt"),)
SEALED = f"{VERSION}."
OUTBOX = "SELECT workflow, signal, message AS row FROM outbox WHERE message->>'case_id' = :case ORDER BY id"
SENT = "SELECT sealed FROM letter_sent WHERE case_id = :case ORDER BY attempt, number"


def end_state(ground: Ground, case_id: UUID) -> dict[str, list[str]]:
    """Table → its rows of the case as text, in order."""
    state: dict[str, list[str]] = {}
    for name, engine, tables in (
        ("outflow", ground.outflow_engine, KERNEL + OUTFLOW),
        ("inflow", ground.inflow_engine, KERNEL + INFLOW),
    ):
        for table, column, order in tables:
            query = OF_CASE.format(table=table, column=column, order=order)
            state[f"{name}.{table}"] = _rows(ground, engine, query, case=case_id)
        state[f"{name}.outbox"] = _rows(ground, engine, OUTBOX, case=str(case_id))
        sealed = [row.sealed for row in ground.sql(engine, SENT, case=case_id)]
        state[f"{name}.letter_sent"] = [_letter(Seal(ground.keys.sealing_key), text) for text in sealed]
    for table in ("dispute", "roster_entry"):
        query = OF_PLACEMENT.format(table=table)
        state[f"inflow.{table}"] = _rows(ground, ground.inflow_engine, query, case=case_id)
    return state


def _rows(ground: Ground, engine: Engine, query: str, **values: Any) -> list[str]:
    seal = Seal(ground.keys.sealing_key)
    return [_comparable(_opened(row.row, seal)) for row in ground.sql(engine, query, **values)]


def _opened(row: Mapping[str, Any], seal: Seal) -> dict[str, Any]:
    """What people wrote is sealed with another nonce each time: only the words can be compared."""
    return {k: seal.open(v) if isinstance(v, str) and v.startswith(SEALED) else v for k, v in row.items()}


def _letter(seal: Seal, sealed: str) -> str:
    return _comparable(Letter.model_validate_json(seal.open(sealed)).model_dump(mode="json"))


def _comparable(row: Mapping[str, Any]) -> str:
    text = json.dumps(_kept(row), ensure_ascii=False, sort_keys=True)
    return NUMBERS.sub("<number>", UUIDS.sub("<id>", text))


def _kept(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _kept(v) for k, v in value.items() if k not in LEFT_OUT and not MOMENT.search(k)}
    return [_kept(one) for one in value] if isinstance(value, list) else value


def differences(found: dict[str, list[str]], wanted: dict[str, list[str]]) -> list[str]:
    """One short line for each table: the first row that differs."""
    return [f"{table}: {_first(found[table], wanted[table])}" for table in wanted if found[table] != wanted[table]]


def _first(found: list[str], wanted: list[str]) -> str:
    pairs = zip_longest(found, wanted, fillvalue="nothing")
    one, other = next(pair for pair in pairs if pair[0] != pair[1])
    return f"{one[:LONG]} instead of {other[:LONG]}"


SUBJECTS_OF_OTHERS = ("alembic_version", "audit", "idempotency_key", "letter_received", "letter_sent", "outbox")
"""Not compared row by row: how a letter travelled, and how often somebody was told, may differ."""
ALL_TABLES = """
SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL(:but) ORDER BY 1
"""
NAMING = "SELECT '{table}' AS name, to_jsonb(t) AS row FROM {table} t WHERE to_jsonb(t)::text LIKE ANY(:ids)"
LETTERS = "SELECT attempt, number, type, applied_at IS NOT NULL FROM letter_received WHERE case_id = :subject"


def whole_state(ground: Ground, subject: UUID, names: tuple[str, ...]) -> dict[str, list[str]]:
    """Every row of every table that names the subject, or a row of its own; without what differs between people."""
    state: dict[str, list[str]] = {}
    seal = Seal(ground.keys.sealing_key)
    for service, engine in ground.engines.items():
        tables = [row.name for row in ground.sql(engine, ALL_TABLES, but=list(SUBJECTS_OF_OTHERS))]
        state |= {f"{service}.{table}": [] for table in tables}
        direct = _naming(ground, engine, tables, {str(subject)})
        # One level is enough: rows hang on the subject, or on a row that hangs on it.
        ids = {str(subject)} | {str(row.row["id"]) for row in direct if _has_own_id(row.row)}
        for row in _naming(ground, engine, tables, ids):
            state[f"{service}.{row.name}"].append(_without(_comparable(_opened(row.row, seal)), names))
        letters = ground.sql(engine, LETTERS, subject=subject)
        state[f"{service}.letters"] = [str(tuple(row)) for row in letters]
    return {table: sorted(rows) for table, rows in state.items()}


def _naming(ground: Ground, engine: Engine, tables: list[str], ids: set[str]) -> list[Any]:
    query = " UNION ALL ".join(NAMING.format(table=table) for table in tables)
    return ground.sql(engine, query, ids=[f"%{one}%" for one in ids])


def _has_own_id(row: Mapping[str, Any]) -> bool:
    return bool(UUIDS.fullmatch(str(row.get("id", ""))))


def _without(text: str, names: tuple[str, ...]) -> str:
    for name in filter(None, names):
        text = text.replace(str(name), "<person>")
    return SERIALS.sub("<number>", text)
