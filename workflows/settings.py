"""Settings of the worker."""

from pathlib import Path

from shared.settings import ProcessSettings


class WorkerSettings(ProcessSettings):
    """`build_id`: of this release, where several may run side by side (decision 0010); empty: one at a time.

    `incidents_every_seconds`: how often the worker looks what is stuck; `incidents_after_seconds`: for how long
    something may be on its way before people are told; `compare_every_seconds`: how often all processes are compared
    with what the services keep; `tell_every_seconds`: how often people are told what is new. Real time.
    `notice_channels`: an operator's own ways of telling, see workflows/notices/channels.toml.
    """

    port: int = 8105
    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "default"
    task_queue: str = "gongguan"
    build_id: str = ""
    registry_url: str
    outflow_url: str
    inflow_url: str
    incidents_every_seconds: float = 30
    incidents_after_seconds: float = 120
    compare_every_seconds: float = 900
    tell_every_seconds: float = 60
    notice_channels: Path | None = None
