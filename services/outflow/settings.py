"""Settings of the home side's service."""

from shared.settings import ServiceSettings


class OutflowSettings(ServiceSettings):
    port: int = 8102
