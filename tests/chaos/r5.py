"""R5, the relay killed between send and mark: `python -m tests.chaos.r5 [--seed N] [--full] [--sabotage]`.

People act on the real home side; a relay in a process of its own tells Temporal and is killed before it can mark
what it told, again and again. Nothing may be lost: every workflow knows the newest state and every task is asked
once, however often it was told. The sabotage marks before it sends.
"""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, replace
from uuid import UUID

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from deploy.embedded.temporal import temporal_binary
from deploy.embedded.walking import invented_person
from services.outflow.contract import CaseState
from shared.temporal import connect, data_converter, register_search_attributes
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.ground import Ground, own_ground
from tests.chaos.relay_child import TASK_QUEUE, Life, working_relay
from tests.chaos.run import Run, command
from tests.chaos.server import PROJECT
from tests.chaos.serving import clients_of
from workflows.options import WORKER
from workflows.worker import build as build_worker

PUSH, FULL = 20, 200
QUIET_WITHIN_SECONDS = 60
WANTED_TASKS = {"BRIEF_MEMBER", "REQUEST_CERTIFICATE"}
SIGNALED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED


def harness(run: Run, ground: Ground, kills: int | None = None) -> None:
    asyncio.run(_harness(run, ground, kills or (FULL if run.full else PUSH)))


async def _harness(run: Run, ground: Ground, kills: int) -> None:
    run.figures |= {"kills": 0, "told_again": 0, "lost": 0}
    async with _temporal(ground) as (client, life):
        people, relays = People(run, ground), Relays()
        for _ in range(kills):
            if run.problems:
                break
            await asyncio.to_thread(people.act)
            await asyncio.to_thread(relays.live_and_die, run, ground, replace(life, mark_first=run.sabotage))
        await asyncio.to_thread(people.act)
        relays.close()
        await _drain(run, ground, life)
        for case in people.cases:
            await _check(run, ground, client, case.case_id)
        run.figures["cases"] = len(people.cases)
    run.expect(run.sabotage or run.figures["told_again"] > 0, "no kill came between send and mark: nothing was proved")


@asynccontextmanager
async def _temporal(ground: Ground) -> AsyncIterator[tuple[Client, Life]]:
    """The real server and the real worker with its activities on the real services."""
    async with AsyncExitStack() as held:
        environment = await WorkflowEnvironment.start_local(
            dev_server_existing_path=temporal_binary(),
            dev_server_log_level="error",
            dev_server_extra_args=["--output", "none"],
        )
        held.push_async_callback(environment.shutdown)
        address = environment.client.service_client.config.target_host
        client = await connect(address, "default", ground.keys.codec_key)
        await register_search_attributes(client)
        clients = held.enter_context(clients_of(ground))
        threads = held.enter_context(ThreadPoolExecutor(WORKER["max_concurrent_activities"]))
        worker = build_worker(client, clients, TASK_QUEUE, threads)
        await held.enter_async_context(worker)
        url = ground.outflow_engine.url.render_as_string(hide_password=False)
        yield client, Life(url, address, ground.keys.codec_key.hex())


class People:
    """Each time somebody new declares, and somebody known is briefed."""

    def __init__(self, run: Run, ground: Ground) -> None:
        self._ground, self._chance = ground, run.chance("people")
        self.cases: list[CaseInPlay] = []
        self._unbriefed: list[CaseInPlay] = []

    def act(self) -> None:
        for _ in range(self._chance.randint(1, 3)):
            case = CaseInPlay(self._ground, invented_person(self._chance))
            case.declare(p.SECRETARY)
            self.cases.append(case)
            self._unbriefed.append(case)
        if self._chance.random() < 0.7:
            self._unbriefed.pop(self._chance.randrange(len(self._unbriefed))).brief(p.SECRETARY)


class Relays:
    """Relays that are born to be killed."""

    def __init__(self) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.relay_child"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def live_and_die(self, run: Run, ground: Ground, life: Life) -> None:
        before = _unsent(ground)
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps(asdict(life)) + "\n")
        self._parent.stdin.flush()
        run.count("kills")
        run.expect_equal(self._parent.stdout.readline().strip(), str(-signal.SIGKILL), "the relay's end")
        run.expect(run.sabotage or _unsent(ground) == before, "the killed relay had marked what it sent")

    def close(self) -> None:
        self._parent.communicate()


def _unsent(ground: Ground) -> int:
    return int(ground.sql(ground.outflow_engine, "SELECT count(*) FROM outbox WHERE sent_at IS NULL")[0][0])


async def _drain(run: Run, ground: Ground, life: Life) -> None:
    """A relay that lives; then wait for the workflows' tasks."""
    relay = working_relay(life, ground.outflow_engine)
    relay.start()
    until = time.monotonic() + QUIET_WITHIN_SECONDS
    wanted = len(WANTED_TASKS) * ground.sql(ground.outflow_engine, "SELECT count(*) FROM mobility_case")[0][0]
    while time.monotonic() < until and (_unsent(ground) or _tasks(ground) < wanted):
        if run.sabotage and not _unsent(ground) and until - time.monotonic() < QUIET_WITHIN_SECONDS - 5:
            break
        await asyncio.sleep(0.2)
    await asyncio.to_thread(relay.stop)
    run.expect_equal(_unsent(ground), 0, "outbox rows never sent")


def _tasks(ground: Ground) -> int:
    return int(ground.sql(ground.outflow_engine, "SELECT count(*) FROM task")[0][0])


async def _check(run: Run, ground: Ground, client: Client, case_id: UUID) -> None:
    query = "SELECT version FROM mobility_case WHERE id = :case"
    version = ground.sql(ground.outflow_engine, query, case=case_id)[0][0]
    try:
        told = [version async for version in _versions_told(client, ground, f"mobility-case/{case_id}")]
    except RPCError:
        told = []
    run.count("told_again", len(told) - len(set(told)))
    if not run.expect_equal(max(told, default=None), version, f"{case_id}: newest state told"):
        run.count("lost")
    kinds = Counter(row.kind for row in ground.sql(ground.outflow_engine, TASKS, case=case_id))
    run.expect_equal(dict(kinds), dict.fromkeys(WANTED_TASKS, 1), f"{case_id}: tasks")


TASKS = "SELECT kind FROM task WHERE case_id = :case"


async def _versions_told(client: Client, ground: Ground, workflow_id: str) -> AsyncIterator[int]:
    """The version of every snapshot in the workflow's history, repeats included."""
    converter = data_converter(ground.keys.codec_key)
    history = await client.get_workflow_handle(workflow_id).fetch_history()
    for event in history.events:
        if event.event_type == SIGNALED:
            payloads = event.workflow_execution_signaled_event_attributes.input.payloads
            (state,) = await converter.decode(payloads, [CaseState])
            yield state.version


def main(run: Run) -> None:
    with own_ground() as ground:
        harness(run, ground)


if __name__ == "__main__":
    command("r5", main)
