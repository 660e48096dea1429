"""`make bench`: starts a stack of its own, measures, prints JSON, keeps it in tests/bench/results/."""

import argparse
import asyncio
import json
import platform
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from shared.database import connect
from shared.keys import KeyRing
from shared.temporal import connect as connect_temporal
from tests.bench import cases, lists, survey, survey_database
from tests.bench.bare import bare_cases_per_second, bare_insert_seconds
from tests.bench.member_year import events_per_member_year
from tests.factories.stack import running_stack

RESULTS = Path(__file__).parent / "results"
AT_ONCE = 8
LISTED = 40
"""Times that each list is asked for."""


def machine() -> dict[str, Any]:
    return {
        "cores": psutil.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "python": platform.python_version(),
        "system": platform.platform(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def outflow_url(endpoints: Endpoints) -> str:
    password = DataDirectory.at(endpoints.data_dir).passwords()["outflow"]
    return f"postgresql+psycopg2://outflow:{password}@{endpoints.postgres}/outflow"


async def measure(endpoints: Endpoints, wanted: argparse.Namespace) -> dict[str, Any]:
    client = await connect_temporal(endpoints.temporal, "default", KeyRing(endpoints.keys_dir).codec_key)
    with ThreadPoolExecutor(AT_ONCE) as executor:
        bare = await bare_cases_per_second(client, executor, wanted.cases, cases.HUMAN_STEPS, AT_ONCE)
    whole = await asyncio.to_thread(cases.measure, endpoints, wanted.cases, AT_ONCE, wanted.seed)
    events = await cases.history_events(client, whole.pop("walked"))
    engine = connect(outflow_url(endpoints))
    insert = await asyncio.to_thread(bare_insert_seconds, engine, 500)
    return {
        "whole_case": whole | {"temporal_events_per_case": events},
        "temporal_events_per_member_year": await events_per_member_year(),
        "bare_cases_per_second": round(bare, 2),
        "ratio_whole_to_bare": round(whole["cases_per_second"] / bare, 3),
        "bare_insert_p50_ms": round(insert * 1000, 2),
        "ratio_act_to_bare_insert": round(whole["one_act_alone"]["p50_ms"] / (insert * 1000), 2),
        "survey_reconciliation": await asyncio.to_thread(survey.measure),
        "survey_through_postgresql": await asyncio.to_thread(survey_database.measure),
        "lists": {} if wanted.no_lists else await asyncio.to_thread(lists.measure, LISTED),
    }


def of_a_stack(wanted: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder) / "stack") as endpoints:
        return asyncio.run(measure(endpoints, wanted))


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-lists", action="store_true", help="leave out the 1,200,000 generated rows")
    parser.add_argument("--only-lists", action="store_true", help="nothing but the lists; starts no stack")
    parser.add_argument("--keep", action="store_true", help="write the result to tests/bench/results/")
    wanted = parser.parse_args()
    figures = {"lists": lists.measure(LISTED)} if wanted.only_lists else of_a_stack(wanted)
    document = json.dumps({"machine": machine(), "cases": wanted.cases, "seed": wanted.seed} | figures, indent=1)
    if wanted.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{datetime.now(UTC):%Y-%m-%d}.json").write_text(document + "\n", encoding="utf-8")
    print(document)  # noqa: T201  # the answer of the command


if __name__ == "__main__":
    main()
