"""Delivers the outbox to Temporal as signal-with-start, at least once, one relay per database at a time.

Crash between send and mark means the row is sent again; the receiver keeps the highest version it has seen.
Within a batch only the newest snapshot for a workflow and signal is sent: the older ones say less.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from select import select as wait_readable
from typing import Any

import psycopg2
import structlog
import uvloop
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from shared.outbox import CHANNEL, OutboxRow
from shared.telemetry import outbox_sent
from shared.temporal import search_attributes

BATCH = 200
IDLE_SECONDS = 0.5
GATHERED_SECONDS = 0.02
"""What is written within it is sent in one batch, and of several snapshots only the newest."""
PAUSE_AFTER_FAILURE_SECONDS = 1.0
LEADER_LOCK = 7010
RPC_TIMEOUT = timedelta(seconds=10)

log = structlog.get_logger()
Delivery = Callable[[OutboxRow], Awaitable[None]]


def deliver_to(client: Client, task_queue: str) -> Delivery:
    """Signal the row's workflow, starting it first when the row says how."""

    async def deliver(row: OutboxRow) -> None:
        if row.start is None:
            await client.get_workflow_handle(row.workflow_id).signal(row.signal, row.message, rpc_timeout=RPC_TIMEOUT)
            return
        await client.start_workflow(
            row.workflow,
            row.message,
            id=row.workflow_id,
            task_queue=task_queue,
            start_signal=row.signal,
            start_signal_args=[row.message],
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            search_attributes=search_attributes(row.start),
            rpc_timeout=RPC_TIMEOUT,
        )

    return deliver


class Relay:
    """A thread beside the service; `stop()` lets the current batch end."""

    def __init__(self, engine: Engine, connect: Callable[[], Awaitable[Client]], task_queue: str) -> None:
        self._engine, self._connect, self._task_queue = engine, connect, task_queue
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        uvloop.run(self._relay())

    async def _relay(self) -> None:
        while not self._stopping.is_set():
            try:
                deliver = deliver_to(await self._connect(), self._task_queue)
                await self._lead(deliver)
            except (SQLAlchemyError, psycopg2.Error, RPCError, RuntimeError, OSError) as error:
                log.warning("relay_interrupted", error=type(error).__name__)
                await asyncio.sleep(PAUSE_AFTER_FAILURE_SECONDS)

    async def _lead(self, deliver: Delivery) -> None:
        """Hold the leader lock on one connection and drain until told to stop."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # Never back to the pool: the lock belongs to this connection, and there it would outlive the leader.
            connection.detach()
            while not self._stopping.is_set():
                if not connection.scalar(select(func.pg_try_advisory_lock(LEADER_LOCK))):
                    await asyncio.sleep(IDLE_SECONDS)
                    continue
                connection.execute(text(f"LISTEN {CHANNEL}"))
                await self._drain_until_stopped(deliver, connection.connection.dbapi_connection)

    async def _drain_until_stopped(self, deliver: Delivery, listener: Any) -> None:
        while not self._stopping.is_set():
            if not await drain(self._engine, deliver):
                await asyncio.to_thread(_wait_for_notice, listener)
                await asyncio.sleep(GATHERED_SECONDS)


def _wait_for_notice(listener: Any) -> None:
    wait_readable([listener], [], [], IDLE_SECONDS)
    listener.poll()
    listener.notifies.clear()


async def drain(engine: Engine, deliver: Delivery) -> int:
    """Send one batch and mark it; returns how many rows were sent. Failed rows stay for the next round."""
    rows = await asyncio.to_thread(_unsent, engine)
    newest = {(row.workflow_id, row.signal): row for row in rows}
    outcomes = await asyncio.gather(*(_attempt(deliver, row) for row in newest.values()))
    failed = {(row.workflow_id, row.signal): error for row, error in outcomes if error}
    await asyncio.to_thread(_mark, engine, rows, failed)
    if failed:
        await asyncio.sleep(PAUSE_AFTER_FAILURE_SECONDS)
    return len(rows) - len(failed)


async def _attempt(deliver: Delivery, row: OutboxRow) -> tuple[OutboxRow, str | None]:
    try:
        await deliver(row)
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            log.warning("signal_without_workflow", workflow_id=row.workflow_id)
        return row, error.status.name
    return row, None


def _unsent(engine: Engine) -> Sequence[OutboxRow]:
    with Session(engine) as session:
        query = select(OutboxRow).where(OutboxRow.sent_at.is_(None)).order_by(OutboxRow.id).limit(BATCH)
        return session.scalars(query).all()


def _mark(engine: Engine, rows: Sequence[OutboxRow], failed: dict[tuple[str, str], str]) -> None:
    if not rows:
        return
    sent = [row.id for row in rows if (row.workflow_id, row.signal) not in failed]
    with engine.begin() as connection:
        connection.execute(update(OutboxRow).where(OutboxRow.id.in_(sent)).values(sent_at=func.clock_timestamp()))
        for row in rows:
            error = failed.get((row.workflow_id, row.signal))
            if error:
                fields = {"attempts": OutboxRow.attempts + 1, "error": error}
                connection.execute(update(OutboxRow).where(OutboxRow.id == row.id).values(fields))
    outbox_sent.inc(len(sent))
