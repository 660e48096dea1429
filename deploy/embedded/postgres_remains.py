"""What a SIGKILLed postmaster leaves: children that block the next start, and a postmaster.pid."""

import contextlib
from pathlib import Path

import psutil

WAIT = 5.0  # seconds


def remaining_processes(cluster: Path) -> list[psutil.Process]:
    """All PostgreSQL processes of this cluster: they, and only they, work in its directory."""
    return [process for process in psutil.process_iter() if _works_in(process, cluster)]


def end_remains(cluster: Path) -> int:
    """Kill them and remove the stale pid file; PostgreSQL recovers from its log. Returns how many there were."""
    remains = remaining_processes(cluster)
    for process in remains:
        with contextlib.suppress(psutil.Error):
            process.kill()
    _, alive = psutil.wait_procs(remains, timeout=WAIT)
    if not alive:
        (cluster / "postmaster.pid").unlink(missing_ok=True)
    return len(remains)


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    try:
        return process.name() == "postgres" and Path(process.cwd()) == cluster.resolve()
    except (psutil.Error, OSError):
        return False
