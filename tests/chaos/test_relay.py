"""The relay's thread outlives what happens to its connections; found by R1 and by reading it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.exc import TimeoutError as PoolTimeout

from deploy.embedded.walking import invented_person
from shared import relay
from shared.outbox import OutboxRow
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.conftest import new_run
from tests.chaos.ground import Ground
from tests.chaos.instead import instead

WITHIN_SECONDS = 20


@contextmanager
def relaying(engine: Engine) -> Iterator[list[str]]:
    """A relay whose Temporal takes everything; gives the ids of the workflows that were told."""
    told: list[str] = []

    async def nobody() -> None:
        return None

    async def take(row: OutboxRow) -> None:
        told.append(row.workflow_id)

    with instead(relay, "deliver_to", lambda _, __: take):
        working = relay.Relay(engine, nobody, "nowhere")  # type: ignore[arg-type]  # `take` asks for no client
        working.start()
        try:
            yield told
        finally:
            working.stop()


def somebody_declares(ground: Ground) -> str:
    case = CaseInPlay(ground, invented_person(new_run("relay", sabotage=False).chance()))
    case.declare(p.SECRETARY)
    return f"mobility-case/{case.case_id}"


def wait_until_told(told: list[str], workflow_id: str) -> None:
    until = time.monotonic() + WITHIN_SECONDS
    while workflow_id not in told:
        assert time.monotonic() < until, "the relay has fallen silent"
        time.sleep(0.05)


def test_a_relay_whose_pool_was_exhausted_leads_again(ground: Ground) -> None:
    """Its leader lock must not stay behind on a connection that went back to the pool."""
    others = [ground.outflow_engine.connect() for _ in range(4)]
    for other in others:
        other.close()
    kept, times = relay.drain, iter((False, True))

    async def drain(engine: Engine, deliver: relay.Delivery) -> int:
        if next(times, False):
            raise PoolTimeout("QueuePool limit reached")
        return await kept(engine, deliver)

    with instead(relay, "drain", drain), relaying(ground.outflow_engine) as told:
        time.sleep(2 * relay.IDLE_SECONDS)
        wait_until_told(told, somebody_declares(ground))


def test_a_relay_whose_connection_was_cut_goes_on(ground: Ground) -> None:
    with relaying(ground.outflow_engine) as told:
        wait_until_told(told, somebody_declares(ground))
        with ground.outflow_engine.begin() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            )
        wait_until_told(told, somebody_declares(ground))
