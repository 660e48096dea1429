"""One verb, end to end: route = client method = operation = permission row. Searching one word shows the path."""

import ast
import inspect

import pytest

from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from shared.kernel_api import KERNEL_PERMISSIONS
from tests.guards.sources import python
from tests.security.routes import SERVICES, permissions_of, routes

CLIENTS = {"registry": RegistryClient, "outflow": OutflowClient, "inflow": InflowClient}
PLUMBING = {"get", "command", "system", "ask", "as_somebody", "as_another"}
"""Of the client's base: how a call is made, not what is said."""


def verbs(service: str) -> set[str]:
    return {route.name for name, route in routes() if name == service}


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_has_a_permission_row(service: str) -> None:
    assert verbs(service) - permissions_of(service).keys() == set(), f"add rows to services/{service}/permissions.py"


@pytest.mark.parametrize("service", SERVICES)
def test_no_permission_row_is_left_over(service: str) -> None:
    left_over = permissions_of(service).keys() - verbs(service) - KERNEL_PERMISSIONS.keys()
    assert left_over == set(), "no route has this name: take the row out, or name the route like it"


@pytest.mark.parametrize("service", SERVICES)
def test_client_methods_are_the_routes(service: str) -> None:
    client = CLIENTS[service]
    methods = {name for name, _ in inspect.getmembers(client, inspect.isfunction) if not name.startswith("_")}
    assert verbs(service) - methods == set(), f"write these methods in services/{service}/client.py"
    own = {name for name in vars(client) if not name.startswith("_")}
    assert own - verbs(service) - PLUMBING == set(), "no route has these names: rename the method or the route"


@pytest.mark.parametrize("service", SERVICES)
def test_operations_and_queries_are_named_like_their_routes(service: str) -> None:
    places = (f"services/{service}", "shared")
    named = {
        function.name for source in python(*places) if _holds_verbs(source.place) for function in source.functions()
    }
    named |= {alias for source in python("shared") for alias in _aliases(source.tree)}
    assert verbs(service) - named - WITHOUT_OPERATION == set(), "an operation or query of the same name does the work"


WITHOUT_OPERATION = {"mark_letter_delivered", "read_directory_version", "replace_directory", "begin_step"}
"""Of the kernel: a line or two each in shared/kernel_api.py."""


def _holds_verbs(place: str) -> bool:
    return any(part in place for part in ("/operations", "/queries", "letters/", "tasks/", "organisation_directory/"))


def _aliases(tree: ast.Module) -> set[str]:
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.asname for node in imports for alias in node.names if alias.asname}
