"""Settings of the host side's process: those of every service (deploy/settings.example.env)."""

from shared.settings import ServiceSettings


class InflowSettings(ServiceSettings):
    port: int = 8103
