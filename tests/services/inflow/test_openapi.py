"""One verb end to end, and an OpenAPI document that is complete."""

import inspect
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.inflow.app import PERMISSIONS
from services.inflow.client import InflowClient
from shared.service_app import UNGUARDED
from tests.factories.draft_migration import tables_of
from tests.services.inflow.host_side import HostSide


def operations(host_side: HostSide) -> list[dict[str, Any]]:
    """What OpenAPI says of every route but the probes."""
    paths = host_side.app.openapi()["paths"]
    found = [one for path in paths.values() for one in path.values()]
    return [one for one in found if one["operationId"] not in UNGUARDED]


def test_every_route_has_a_summary_and_its_refusals(host_side: HostSide) -> None:
    for one in operations(host_side):
        assert one.get("summary"), one["operationId"]
        assert {"401", "422"} <= one["responses"].keys(), one["operationId"]


def test_every_route_says_which_post_may_call_it(host_side: HostSide) -> None:
    assert all("x-permitted" in one for one in operations(host_side))


def test_every_act_has_an_example_for_its_body(host_side: HostSide) -> None:
    schemas = host_side.app.openapi()["components"]["schemas"]
    for name in ("ReportArrival", "VerifyCertificate", "PlaceMember", "EnrolMember", "RefuseMember", "DecideDispute"):
        for field, shape in schemas[name]["properties"].items():
            assert "examples" in shape, (name, field)


def test_routes_permissions_and_client_use_the_same_verbs(host_side: HostSide) -> None:
    verbs = {one["operationId"] for one in operations(host_side)}
    assert verbs == set(PERMISSIONS)
    methods = {name for name, _ in inspect.getmembers(InflowClient, inspect.isfunction) if not name.startswith("_")}
    assert verbs <= methods


def test_the_revisions_make_exactly_the_tables(inflow_database: Engine) -> None:
    with inflow_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables_of("inflow")) == []  # type: ignore[arg-type]  # a list is supported


def test_the_process_is_healthy(host_side: HostSide) -> None:
    client = TestClient(host_side.app)
    assert client.get("/healthz").json()["service"] == "inflow"
    assert client.get("/metrics").status_code == 200
