"""Settings of the registry."""

from services.registry.contract import SecondFactorRule
from shared.settings import ServiceSettings


class RegistrySettings(ServiceSettings):
    """The three addresses go into the region directory: where letters for our regions are delivered."""

    port: int = 8101
    outflow_url: str = "http://127.0.0.1:8102"
    inflow_url: str = "http://127.0.0.1:8103"
    registry_url: str = "http://127.0.0.1:8101"
    operator: str = "本单位"
    second_factor: SecondFactorRule = SecondFactorRule.REQUIRED
    """Whether department posts must have one, or may."""
