"""Lists of 50 from 200,000 cases and 1,000,000 tasks on each side: milliseconds, statements of one page, and the plan.

In this process, against a server of its own, so that statements can be counted and plans asked for; the time is that
of the whole request without the network.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from services.console.lists.views import packaged_views
from services.inflow.app import build as build_inflow
from services.inflow.client import InflowClient
from services.outflow.app import build as build_outflow
from services.outflow.client import OutflowClient
from shared.business_clock import BusinessClock
from shared.database import connect
from shared.keys import KeyRing, create_keys
from shared.migrations import migrate
from shared.posts import Actor, Role
from shared.reporting.tasks import TASK_FIGURES
from shared.sealing import Seal
from tests.bench.lists_ground import CASES, TASKS_OF_A_CASE, fill_home, fill_host, id_number_of, name_of, phone_of
from tests.factories.database import SERVICES, analyse
from tests.factories.deployment import PROVINCES
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens, holder
from tests.factories.postgres import new_database, ordinary_role, test_server

BRANCH = holder(Role.BRANCH_SECRETARY, "32100300101")
COUNTY = holder(Role.DEPARTMENT_OFFICER, "321003")
PROVINCE = holder(Role.DEPARTMENT_OFFICER, "320000")
READERS = {"branch": BRANCH, "county": COUNTY, "province": PROVINCE}
ONE = 4711
Client = OutflowClient | InflowClient
Ask = Callable[[Client], Any]
NODES = ("Node Type", "Index Name", "Relation Name")


def _searches() -> dict[str, str]:
    name = name_of(ONE)
    return {
        "surname": name[0], "name": name, "given": name[1:], "pinyin": "shan guo", "initials": "wh", "letter": "w",
        "last_four": id_number_of(ONE)[-4:], "phone": phone_of(ONE), "number": "BENCH-4711", "nobody": "欧阳锋",
    }  # fmt: skip


def _lists(side: str) -> Iterator[tuple[str, Actor, Ask]]:
    for who, actor in READERS.items():
        yield f"{who}_all", actor, _listed({})
        yield f"{who}_status", actor, _listed({"status": ["DEPARTED" if side == "home" else "RECEIVED"]})
        yield f"{who}_by_day", actor, _listed({"order": "departed" if side == "home" else "reported"})
        yield f"{who}_my_tasks", actor, lambda client: client.list_tasks(scope="mine")
        yield f"{who}_tasks_below", actor, lambda client: client.list_tasks(scope="subtree")
        yield f"{who}_tasks_overdue", actor, lambda client: client.list_tasks(scope="subtree", overdue=True)
    yield "province_task_figures", PROVINCE, lambda client: client.read_report(*(one.key for one in TASK_FIGURES))
    yield "province_overview", PROVINCE, lambda client: client.read_overview()
    yield "province_place", PROVINCE, _listed({"organisation": "321003001", "reach": "children"})
    for view in packaged_views():
        if view.list == side:
            filters = view.filters.model_dump(exclude_defaults=True, exclude={"columns"})
            for who, actor in READERS.items():
                yield f"view_{view.key}_{who}", actor, _listed(filters)
    for name, typed in _searches().items():
        for who in ("county", "province"):
            yield f"search_{name}_{who}", READERS[who], _searched(typed)


def _listed(wanted: dict[str, Any]) -> Ask:
    return lambda c: c.list_cases(**wanted) if isinstance(c, OutflowClient) else c.list_placements(**wanted)


def _searched(typed: str) -> Ask:
    return lambda c: c.search_cases(typed) if isinstance(c, OutflowClient) else c.search_placements(typed)


def measure(times: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        keys = KeyRing(Path(folder) / "keys")
        create_keys(keys.directory, PROVINCES)
        server = held.enter_context(test_server(Path(folder) / "postgres"))
        role = held.enter_context(ordinary_role(server))
        figures: dict[str, Any] = {"cases": CASES, "tasks": CASES * TASKS_OF_A_CASE}
        for service, side in (("outflow", "home"), ("inflow", "host")):
            url = held.enter_context(new_database(server, role, service))
            engine = connect(url.render_as_string(hide_password=False))
            held.callback(engine.dispose)
            figures[side] = _side(engine, keys, service, side, times)
        return figures


def _side(engine: Engine, keys: KeyRing, service: str, side: str, times: int) -> dict[str, Any]:
    migrate(engine, SERVICES / service)
    plant_directory(engine, demo_directory(keys))
    started = time.perf_counter()
    (fill_home if side == "home" else fill_host)(engine, Seal(keys.sealing_key))
    analyse(engine)
    filled = round(time.perf_counter() - started, 1)
    clock, tokens = BusinessClock.real_time(), Tokens(keys)
    build, client = (build_outflow, OutflowClient) if side == "home" else (build_inflow, InflowClient)
    with TestClient(build(engine, keys, clock)) as http:
        lists = {
            name: _one(engine, client("", tokens.of(actor), http=http), ask, times) for name, actor, ask in _lists(side)
        }
    return {"filling_seconds": filled, "lists": lists}


def _one(engine: Engine, client: Client, ask: Ask, times: int) -> dict[str, Any]:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        page = ask(client)
        taken.append(time.perf_counter() - started)
    with _watched(engine) as (statements, plans):
        ask(client)
    cuts = quantiles(taken, n=20)
    return {
        "p50_ms": round(cuts[9] * 1000, 1),
        "p95_ms": round(cuts[18] * 1000, 1),
        "rows": len(getattr(page, "items", ())),
        "statements": len(statements),
        "plans": plans,
    }


@contextmanager
def _watched(engine: Engine) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Every statement of the request, and how PostgreSQL runs it."""
    statements: list[str] = []
    plans: list[list[str]] = []

    def note(_: Any, cursor: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)
            cursor.execute("EXPLAIN (FORMAT JSON) " + statement, parameters)
            plan = cursor.fetchone()[0]
            plans.append(list(_nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])))

    event.listen(engine, "before_cursor_execute", note)
    yield statements, plans
    event.remove(engine, "before_cursor_execute", note)


def _nodes(plan: dict[str, Any], depth: int = 0) -> Iterator[str]:
    yield "  " * depth + " ".join(str(plan[name]) for name in NODES if name in plan)
    for below in plan.get("Plans", ()):
        yield from _nodes(below, depth + 1)
