"""Home list against host list, 200,000 each, in a process of its own: seconds and peak memory (W-08).

The yardstick is the same work without any rule: two dictionaries filled and their keys intersected.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

ROWS = 200_000


def _listed(rows: int, changed: frozenset[int], missing: frozenset[int], seed: int) -> Iterator[Any]:
    from services.registry.survey.comparing import Listed

    order = list(range(rows))
    random.Random(seed).shuffle(order)
    for n in order:
        if n not in missing:
            status = "UNKNOWN" if n in changed else "ENROLLED"
            certificate, committee = f"321003-2026-{n:06d}", f"34118{n % 1000:04d}"
            yield Listed(f"{n:064x}", (certificate, "FULL", committee, f"{committee}01", status), n)


def _compare(rows: int) -> dict[str, Any]:
    from services.registry.survey.comparing import compare

    draw = random.Random(7)
    only_home, only_host, differ = (frozenset(draw.sample(range(rows), rows // 100)) for _ in range(3))
    nobody: frozenset[int] = frozenset()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    kinds: dict[str, int] = {}
    for one in compare(_listed(rows, nobody, only_host, 1), _listed(rows, differ, only_home, 2)):
        kinds[one.kind or "MATCHED"] = kinds.get(one.kind or "MATCHED", 0) + 1
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "rows": rows,
        "seconds": round(seconds, 2),
        "peak_mib": round(peak / 1024, 1),
        "peak_mib_above_start": round((peak - before) / 1024, 1),
        "ratio_to_plain_dictionaries": round(seconds / _yardstick(rows), 2),
        "found": kinds,
    }


def _yardstick(rows: int) -> float:
    started = time.perf_counter()
    nobody: frozenset[int] = frozenset()
    home = {row.key: row for row in _listed(rows, nobody, nobody, 1)}
    host = {row.key: row for row in _listed(rows, nobody, nobody, 2)}
    assert len(home.keys() & host.keys()) == rows
    return time.perf_counter() - started


def measure(rows: int = ROWS) -> dict[str, Any]:
    """In a child, so that the peak is the comparison's own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.survey", str(rows)], capture_output=True, text=True, check=True, timeout=300
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    print(json.dumps(_compare(int(sys.argv[1]))))  # noqa: T201  # the answer to the parent
