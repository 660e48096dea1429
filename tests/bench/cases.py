"""Whole cases through the real stack: cases/s, the time of one act, events, CPU seconds by process."""

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps
from statistics import quantiles
from typing import Any

import psutil
from temporalio.client import Client

from deploy.embedded.endpoints import Endpoints
from deploy.embedded.walking import Cast, Walk, Walked, invented_person, routes
from shared.service_client import ServiceClient
from tests.factories.stack import gongguan

HUMAN_STEPS = 10
ALONE = 10


@contextmanager
def timed_acts() -> Iterator[list[float]]:
    """Seconds of every command a person sends while the context is open."""
    taken: list[float] = []
    original = ServiceClient.command

    @wraps(original)
    def timed(self: ServiceClient, *arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return original(self, *arguments, **options)
        finally:
            taken.append(time.perf_counter() - started)

    ServiceClient.command = timed  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        ServiceClient.command = original  # type: ignore[method-assign]


def cpu_seconds(endpoints: Endpoints) -> dict[str, float]:
    """By process of the stack, children included."""
    status = json.loads(gongguan("status", data=endpoints.data_dir).stdout)
    seconds: dict[str, float] = defaultdict(float)
    for process in status["processes"]:
        top = psutil.Process(process["pid"])
        for one in (top, *top.children(recursive=True)):
            with one.oneshot():
                times = one.cpu_times()
            seconds[process["name"]] += times.user + times.system + times.children_user + times.children_system
    return dict(seconds)


def walk_many(cast: Cast, cases: int, at_once: int, seed: int) -> tuple[list[Walked], float]:
    """The walks and the seconds they took together."""
    chance = random.Random(seed)
    on_the_road = routes(cast.organisations(), chance)
    walks = [Walk(cast, next(on_the_road), invented_person(chance), lambda _: None) for _ in range(cases)]
    started = time.perf_counter()
    with ThreadPoolExecutor(at_once) as people:
        walked = list(people.map(Walk.run, walks))
    return walked, time.perf_counter() - started


async def history_events(client: Client, walked: list[Walked]) -> float:
    """Temporal events of one case: both sides' workflows up to ACTIVE."""
    total = 0
    for one in walked:
        for workflow_id in (f"mobility-case/{one.case_id}", f"inflow-acceptance/{one.case_id}/1"):
            described = await client.get_workflow_handle(workflow_id).describe()
            total += described.history_length
    return total / len(walked)


def percentiles(seconds: list[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100)
    return {"p50_ms": round(cuts[49] * 1000, 2), "p99_ms": round(cuts[98] * 1000, 2)}


def measure(endpoints: Endpoints, cases: int, at_once: int, seed: int) -> dict[str, Any]:
    """Many at once for the throughput, then one after another for the time of an act by itself."""
    cast = Cast(endpoints)
    walk_many(cast, at_once, at_once, seed + 1)
    before = cpu_seconds(endpoints)
    with timed_acts() as together:
        walked, seconds = walk_many(cast, cases, at_once, seed)
    after = cpu_seconds(endpoints)
    with timed_acts() as alone:
        walk_many(cast, ALONE, 1, seed + 2)
    return {
        "walked": walked,
        "cases_per_second": round(cases / seconds, 2),
        "acts_together": percentiles(together),
        "one_act_alone": percentiles(alone),
        "cpu_seconds_per_case": {name: round((after[name] - before[name]) / cases, 4) for name in after},
    }
