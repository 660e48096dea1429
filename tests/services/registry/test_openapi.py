"""What the registry says about itself: every operation with summary, examples, permitted posts, all answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from services.registry.app import PERMISSIONS

PROBES = {"healthz", "metrics"}


def operations(app: FastAPI) -> Iterator[dict[str, Any]]:
    for path in app.openapi()["paths"].values():
        yield from (one for one in path.values() if one["operationId"] not in PROBES)


def test_every_operation_has_one_name_and_a_chinese_summary(app: FastAPI) -> None:
    found = [(one["operationId"], one["summary"]) for one in operations(app)]
    assert len({name for name, _ in found}) == len(found)
    assert [name for name, summary in found if not any("一" <= c <= "鿿" for c in summary)] == []


def test_every_operation_has_a_permission_row(app: FastAPI) -> None:
    assert {one["operationId"] for one in operations(app)} <= PERMISSIONS.keys()


def test_commands_document_every_refusal(app: FastAPI) -> None:
    for one in operations(app):
        wanted = {"401", "422"}
        if any(parameter["name"] == "Idempotency-Key" for parameter in one.get("parameters", [])):
            wanted |= {"403", "404", "409"}
        assert wanted <= one["responses"].keys(), one["operationId"]


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_probes_are_open(app: FastAPI, path: str) -> None:
    assert path in app.openapi()["paths"]


def test_every_operation_says_which_post_may_call_it(app: FastAPI) -> None:
    assert [one["operationId"] for one in operations(app) if "x-permitted" not in one] == []
