"""The yardsticks: a workflow with the same number of human steps and nothing else, and a bare HTTP insert."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import httpx
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Engine, text
from temporalio.client import Client
from temporalio.worker import Worker

from tests.bench.bare_case import BareCase, ask

QUEUE = "bench-bare"


async def bare_cases_per_second(client: Client, executor: object, cases: int, steps: int, at_once: int) -> float:
    """Started, answered step by step by signals, and finished."""
    gate = asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        async with gate:
            handle = await client.start_workflow(
                BareCase.run, steps, id=f"bare-{time.time_ns()}-{number}", task_queue=QUEUE
            )
            for _ in range(steps):
                await handle.signal(BareCase.answer)
            await handle.result()

    async with Worker(client, task_queue=QUEUE, workflows=[BareCase], activities=[ask], activity_executor=executor):  # type: ignore[arg-type]
        started = time.perf_counter()
        await asyncio.gather(*(one(number) for number in range(cases)))
        return cases / (time.perf_counter() - started)


class Row(BaseModel):
    name: str


def bare_insert_app(engine: Engine) -> FastAPI:
    """One row lock and one insert behind one route: the least an act could cost."""
    app = FastAPI()

    @app.post("/rows")
    def insert_row(row: Row) -> Row:
        with engine.begin() as connection:
            connection.execute(text("SELECT 1 FROM bench_lock WHERE id = 1 FOR UPDATE"))
            connection.execute(text("INSERT INTO bench_row (name) VALUES (:name)"), {"name": row.name})
        return row

    return app


@contextmanager
def bare_insert(engine: Engine) -> Iterator[str]:
    """The bare service on a free port, with its two tables, removed afterwards."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bench_lock (id int PRIMARY KEY)"))
        connection.execute(text("INSERT INTO bench_lock VALUES (1)"))
        connection.execute(text("CREATE TABLE bench_row (id bigserial PRIMARY KEY, name text)"))
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(bare_insert_app(engine), port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE bench_lock, bench_row"))


def bare_insert_seconds(engine: Engine, times: int) -> float:
    """p50 of one bare insert through HTTP."""
    with bare_insert(engine) as url, httpx.Client(base_url=url) as http:
        taken = []
        for number in range(times):
            started = time.perf_counter()
            http.post("/rows", json={"name": str(number)}).raise_for_status()
            taken.append(time.perf_counter() - started)
    return median(taken)
