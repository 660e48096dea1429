"""Which processes make a stack, in starting order, and what each is told through its environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.data_directory import DATABASES, DataDirectory
from deploy.embedded.endpoints import HOST, Endpoints, Ports
from deploy.embedded.postgres import database_url, postgres_spec
from deploy.embedded.process import HttpProbe, ProcessSpec
from deploy.embedded.temporal import NAMESPACE, temporal_spec
from services.registry.contract import SecondFactorRule

PROJECT = Path(__file__).resolve().parents[2]
TASK_QUEUE = "gongguan"


@dataclass(frozen=True)
class Program:
    name: str
    module: str
    depends: tuple[str, ...]


PROGRAMS = (
    Program("registry", "services.registry.app", ("postgres", "temporal")),
    Program("outflow", "services.outflow.app", ("registry",)),
    Program("inflow", "services.inflow.app", ("registry",)),
    Program("worker", "workflows.worker", ("outflow", "inflow")),
    Program("console", "services.console.app", ("worker",)),
)


def infrastructure(data: DataDirectory, ports: Ports) -> tuple[ProcessSpec, ...]:
    return postgres_spec(data, ports.postgres), temporal_spec(data, ports)


def whole_stack(
    data: DataDirectory, ports: Ports, *, demo: bool, second_factor: SecondFactorRule
) -> tuple[ProcessSpec, ...]:
    endpoints = Endpoints.of(data.root, ports, demo=demo)
    told = {"GONGGUAN_SECOND_FACTOR": second_factor.value}
    programs = (_program_spec(program, data, ports, endpoints, told) for program in PROGRAMS)
    return (*infrastructure(data, ports), *programs)


def _program_spec(
    program: Program, data: DataDirectory, ports: Ports, endpoints: Endpoints, told: Mapping[str, str]
) -> ProcessSpec:
    port: int = getattr(ports, program.name)
    health_url = f"http://{HOST}:{port}/healthz"
    return ProcessSpec(
        name=program.name,
        command=(sys.executable, "-m", program.module),
        env={**_inherited(), **_settings(program.name, port, data, ports, endpoints), **told},
        cwd=PROJECT,
        depends=program.depends,
        ports=(port,),
        health_url=health_url,
        is_healthy=HttpProbe(health_url),
    )


def _inherited(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    # Not the caller's own GONGGUAN_ variables: they may be meant for another deployment.
    ours = {key: value for key, value in environment.items() if not key.startswith("GONGGUAN_")}
    return {**ours, "PYTHONUNBUFFERED": "1"}


def _settings(name: str, port: int, data: DataDirectory, ports: Ports, endpoints: Endpoints) -> dict[str, str]:
    settings = {
        "GONGGUAN_HOST": HOST,
        "GONGGUAN_PORT": str(port),
        "GONGGUAN_TEMPORAL_ADDRESS": endpoints.temporal,
        "GONGGUAN_TEMPORAL_NAMESPACE": NAMESPACE,
        "GONGGUAN_TASK_QUEUE": TASK_QUEUE,
        "GONGGUAN_REGISTRY_URL": endpoints.registry,
        "GONGGUAN_OUTFLOW_URL": endpoints.outflow,
        "GONGGUAN_INFLOW_URL": endpoints.inflow,
        "GONGGUAN_KEYS_DIR": str(endpoints.keys_dir),
        "GONGGUAN_CLOCK_FILE": str(endpoints.clock_file),
        "GONGGUAN_TEMPORAL_UI": endpoints.temporal_ui,
        "GONGGUAN_DEMO": "1" if endpoints.demo else "0",
        "GONGGUAN_LOG_FORMAT": os.environ.get("GONGGUAN_LOG_FORMAT", "console"),
    }
    if name in DATABASES:
        settings["GONGGUAN_DATABASE_URL"] = database_url(name, data.passwords()[name], ports.postgres)
    return settings
