"""The three services, spoken to by the worker or by an operator."""

from collections.abc import Mapping
from typing import Protocol

from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient


class Services(Protocol):
    registry: RegistryClient
    outflow: OutflowClient
    inflow: InflowClient


def by_name(services: Services) -> Mapping[str, RegistryClient | OutflowClient | InflowClient]:
    return {"registry": services.registry, "outflow": services.outflow, "inflow": services.inflow}
