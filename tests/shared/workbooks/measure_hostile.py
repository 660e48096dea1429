"""S8 in figures: `python -m tests.shared.workbooks.measure_hostile` prints for each hostile file how it was refused,
after how long, and what the child that parsed it took at most.

Each file is read in a process of its own that has not made it: a child's peak begins at its parent's.
"""

import json
import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from shared.workbooks.reading import read_workbook
from shared.workbooks.refusals import WorkbookRefused
from tests.shared.workbooks.hostile_files import HOSTILE

KIB = 1024


def measured(name: str, file: Path) -> dict[str, Any]:
    data = file.read_bytes()
    started = time.monotonic()
    said: WorkbookRefused | None = None
    try:
        read_workbook(data, filename=HOSTILE[name][0])
    except WorkbookRefused as refusal:
        said = refusal
    return {
        "file": name,
        "bytes": len(data),
        "status": said.status if said else 200,
        "reason": said.text if said else "",
        "seconds": round(time.monotonic() - started, 2),
        "child_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // KIB,
    }


def measure() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        file = Path(folder) / "hostile"
        found = []
        for name, (_, make, _) in HOSTILE.items():
            file.write_bytes(make())
            found.append(pool.apply(measured, (name, file)))
        return found


if __name__ == "__main__":
    json.dump(measure(), sys.stdout, ensure_ascii=False, indent=1)
