"""Where a stack listens: the ports of a port base, and the addresses that the other commands use."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from deploy.embedded.conventions import Refused

HOST = "127.0.0.1"
DEFAULT_PORT_BASE = 8100


class Ports(BaseModel):
    """All ports of one stack, derived from one base so that several stacks can run beside each other."""

    model_config = ConfigDict(frozen=True)

    console: int
    registry: int
    outflow: int
    inflow: int
    worker: int
    postgres: int
    temporal: int
    temporal_ui: int
    temporal_metrics: int

    @classmethod
    def of_base(cls, base: int) -> Self:
        return cls(
            console=base,
            registry=base + 1,
            outflow=base + 2,
            inflow=base + 3,
            worker=base + 5,
            postgres=base + 32,
            temporal=base + 33,
            temporal_ui=base + 34,
            temporal_metrics=base + 35,
        )


class Endpoints(BaseModel):
    """Written by `up` once everything is healthy, removed when it stops."""

    model_config = ConfigDict(frozen=True)

    console: str
    registry: str
    outflow: str
    inflow: str
    worker: str
    temporal: str
    temporal_ui: str
    postgres: str
    data_dir: Path
    keys_dir: Path
    clock_file: Path
    log_dir: Path
    demo: bool

    @classmethod
    def of(cls, data_dir: Path, ports: Ports, *, demo: bool) -> Self:
        return cls(
            console=_http(ports.console),
            registry=_http(ports.registry),
            outflow=_http(ports.outflow),
            inflow=_http(ports.inflow),
            worker=_http(ports.worker),
            temporal=f"{HOST}:{ports.temporal}",
            temporal_ui=_http(ports.temporal_ui),
            postgres=f"{HOST}:{ports.postgres}",
            data_dir=data_dir,
            keys_dir=data_dir / "keys",
            clock_file=data_dir / "clock.json",
            log_dir=data_dir / "logs",
            demo=demo,
        )

    @classmethod
    def load(cls, data_dir: Path) -> Self:
        """Of the running stack in `data_dir`. Raises Refused when none is running."""
        try:
            return cls.model_validate_json((data_dir / "endpoints.json").read_bytes())
        except FileNotFoundError:
            raise Refused(
                f"数据目录 {data_dir} 里没有正在运行的系统；请先运行 gongguan up --data {data_dir}", code="not_running"
            ) from None


def _http(port: int) -> str:
    return f"http://{HOST}:{port}"
