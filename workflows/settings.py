"""Settings of the worker."""

from shared.settings import ProcessSettings


class WorkerSettings(ProcessSettings):
    """`build_id`: of this release, where several may run side by side (decision 0010); empty: one at a time."""

    port: int = 8105
    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "default"
    task_queue: str = "gongguan"
    build_id: str = ""
    registry_url: str
    outflow_url: str
    inflow_url: str
