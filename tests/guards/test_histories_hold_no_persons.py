"""Histories hold references only: no type that crosses into Temporal has a field that could name a person."""

import base64
import dataclasses
import inspect
import json
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.guards.sources import ROOT
from workflows.clients import Clients
from workflows.worker import WORKFLOWS, activities_of

PERSONAL = frozenset(
    {
        "name", "member_name", "person", "member", "display_name", "by", "standing", "sex", "ethnicity", "education",
        "joined", "joined_on", "birth_date", "born", "id_number", "id_number_masked", "phone", "phone_masked",
        "telephone", "mobile", "address", "employer", "contact", "contact_person", "contact_phone", "home_contact",
        "home_phone", "host_contact", "thinking", "work", "life", "told", "notes", "remark", "question", "answer",
        "password", "one_time_password", "token",
    }
)  # fmt: skip
NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(\d{17}[\dX]|1[3-9]\d{9})(?!\d)")
HISTORIES = ROOT / "tests" / "workflows" / "histories"
OF_A_RUNG = {"PlannedRung": {"name"}}
"""`remind-15`: the rung's own name."""


def crossing() -> Iterator[type]:
    """Arguments and results of every workflow, signal, query, update and activity."""
    for one in WORKFLOWS:
        for _, method in inspect.getmembers(one, inspect.isfunction):
            if any(mark.startswith("__temporal_") for mark in dir(method)):
                yield from _types_of(method)
    for act in activities_of(Clients.__new__(Clients)):
        yield from _types_of(act)


def _types_of(method: Any) -> Iterator[type]:
    for hint in typing.get_type_hints(method).values():
        yield from _named(hint)


def _named(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and (issubclass(hint, BaseModel) or dataclasses.is_dataclass(hint)):
        yield hint
    for inner in typing.get_args(hint):
        yield from _named(inner)


def fields_below(kind: type, seen: set[type]) -> Iterator[str]:
    if kind in seen:
        return
    seen.add(kind)
    for name, hint in typing.get_type_hints(kind).items():
        if name in PERSONAL and name not in OF_A_RUNG.get(kind.__name__, set()):
            yield f"{kind.__name__}.{name}"
        for inner in _named(hint):
            yield from fields_below(inner, seen)


def test_no_contract_of_a_workflow_can_name_a_person() -> None:
    kinds = list(crossing())
    assert len(kinds) > 20, "the guard no longer sees the workflows' messages"
    seen: set[type] = set()
    naming = sorted({field for kind in kinds for field in fields_below(kind, seen)})
    assert naming == [], "pass the case's id; the activity or the screen reads the person from the service"


@pytest.mark.parametrize("file", sorted(HISTORIES.glob("*.json")), ids=lambda file: file.stem)
def test_no_recorded_history_names_a_person(file: Path) -> None:
    payloads = [base64.b64decode(data) for data in _payloads(json.loads(file.read_text(encoding="utf-8")))]
    assert payloads, "the guard no longer finds the payloads"
    said = [json.loads(payload) for payload in payloads if payload]
    assert {key for one in said for key in _keys(one)} & (PERSONAL - OF_A_RUNG["PlannedRung"]) == set()
    assert [text for payload in payloads for text in NUMBER_OF_A_PERSON.findall(payload.decode())] == []


def _payloads(node: Any) -> Iterator[str]:
    for one in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        if isinstance(one, dict) and isinstance(one.get("data"), str) and "metadata" in one:
            yield one["data"]
        else:
            yield from _payloads(one)


def _keys(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _keys(inner)
