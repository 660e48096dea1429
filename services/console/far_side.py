"""The three services behind the console, as one visitor speaks to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

import structlog

from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from shared.service_client import Outage, Refused, Token

T = TypeVar("T")
Service = RegistryClient | OutflowClient | InflowClient
log = structlog.get_logger()


@dataclass(frozen=True)
class FarSide:
    registry: RegistryClient
    outflow: OutflowClient
    inflow: InflowClient

    def as_somebody(self, token: Token) -> Self:
        return type(self)(
            self.registry.as_somebody(token), self.outflow.as_somebody(token), self.inflow.as_somebody(token)
        )

    def as_dry_run(self) -> Self:
        """The same services; every command is only tried out."""
        return type(self)(self.registry.as_dry_run(), self.outflow.as_dry_run(), self.inflow.as_dry_run())

    def each(self) -> Mapping[str, Service]:
        return {"registry": self.registry, "outflow": self.outflow, "inflow": self.inflow}


@dataclass(frozen=True)
class Gathered(Generic[T]):
    """What could be read; `missing` names the services that did not answer."""

    found: dict[str, T]
    missing: list[str]


def gather(asked: dict[str, Callable[[], T]]) -> Gathered[T]:
    """Ask each in turn and live with the outage of some. Raises Outage when none answers, and Refused."""
    found: dict[str, T] = {}
    missing: list[str] = []
    for name, ask in asked.items():
        try:
            found[name] = ask()
        except Outage as outage:
            log.warning("service did not answer", service=name, outage=str(outage))
            missing.append(name)
    if missing and not found:
        raise Outage("、".join(missing))
    return Gathered(found, missing)


def unless_unknown(ask: Callable[[], T]) -> T | None:
    """None for a 404: unknown, or not the visitor's."""
    try:
        return ask()
    except Refused as refused:
        if refused.problem.status == 404:
            return None
        raise


def none_if_refused(ask: Callable[[], T], *statuses: int) -> T | None:
    """None for a side whose refusal says that it has nothing for the visitor. Raises Refused for any other."""
    try:
        return ask()
    except Refused as refused:
        if refused.problem.status in statuses:
            return None
        raise
