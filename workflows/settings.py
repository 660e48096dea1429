"""Settings of the worker."""

from shared.settings import ProcessSettings


class WorkerSettings(ProcessSettings):
    port: int = 8105
    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "default"
    task_queue: str = "gongguan"
    registry_url: str
    outflow_url: str
    inflow_url: str
