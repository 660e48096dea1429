"""Settings shared by every process: environment variables with the prefix GONGGUAN_."""

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.business_clock import BusinessClock


class ProcessSettings(BaseSettings):
    """See deploy/settings.example.env for every variable and its meaning."""

    model_config = SettingsConfigDict(env_prefix="GONGGUAN_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 8100
    keys_dir: Path
    clock_file: Path
    log_format: Literal["json", "console"] = "json"
    demo: bool = False

    @property
    def clock(self) -> BusinessClock:
        return BusinessClock.load(self.clock_file)


class ServiceSettings(ProcessSettings):
    database_url: str
    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "default"
    task_queue: str = "gongguan"
