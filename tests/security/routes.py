"""Every route of the three services with its policy row; one without a row stops the collection of the tests."""

from collections.abc import Iterator

from fastapi.routing import APIRoute

from services.inflow import app as inflow
from services.outflow import app as outflow
from services.registry import app as registry
from shared.authorisation import PUBLIC, SIGNED_LETTER, Permissions

SERVICES = {"registry": registry, "outflow": outflow, "inflow": inflow}
Verb = tuple[str, str]


def routes() -> Iterator[tuple[str, APIRoute]]:
    for name, service in SERVICES.items():
        for router in service.ROUTERS:
            for route in router.routes:
                assert isinstance(route, APIRoute)
                yield name, route


def permissions_of(service: str) -> Permissions:
    table: Permissions = SERVICES[service].PERMISSIONS
    return table


def guarded_verbs() -> list[Verb]:
    """All but those that anybody may call or that a signed letter opens. Raises LookupError."""
    found = []
    for service, route in routes():
        permissions = permissions_of(service)
        if route.name not in permissions:
            raise LookupError(f"{service}.{route.name}: add a policy row to services/{service}/permissions.py")
        if permissions[route.name] not in (PUBLIC, SIGNED_LETTER):
            found.append((service, route.name))
    return found
