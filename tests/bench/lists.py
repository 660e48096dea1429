"""Lists of 50 from 200,000 cases and 1,000,000 tasks: one statement, keyset paging, the plan."""

import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Engine, text

from deploy.embedded.demo import PASSWORD
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import SignedIn

CASES, TASKS = 200_000, 1_000_000

FILL = Path(__file__).with_name("fill.sql")


def fill(engine: Engine) -> None:
    with engine.begin() as connection:
        for statement in FILL.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.execute(text(statement), {"cases": CASES, "per_case": TASKS // CASES})


def measure(endpoints: Endpoints, engine: Engine, times: int) -> dict[str, Any]:
    fill(engine)
    readers: dict[str, tuple[str, str, dict[str, Any]]] = {
        "branch_my_tasks": ("branch.32100300101", "list_tasks", {"scope": "mine"}),
        "county_tasks": ("dept.321003", "list_tasks", {"scope": "subtree"}),
        "province_tasks": ("dept.320000", "list_tasks", {"scope": "subtree", "overdue": True}),
        "branch_cases": ("branch.32100300101", "list_cases", {}),
        "province_cases": ("dept.320000", "list_cases", {"status": "ACTIVE"}),
        "province_workload": ("dept.320000", "read_workload", {}),
    }
    return {name: _timed(endpoints, login, verb, options, times) for name, (login, verb, options) in readers.items()}


def _timed(endpoints: Endpoints, login: str, verb: str, options: dict[str, Any], times: int) -> dict[str, float]:
    outflow = SignedIn(endpoints, login, PASSWORD).services.outflow
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        getattr(outflow, verb)(**options)
        taken.append(time.perf_counter() - started)
    cuts = quantiles(taken, n=20)
    return {"p50_ms": round(cuts[9] * 1000, 1), "p95_ms": round(cuts[18] * 1000, 1)}
