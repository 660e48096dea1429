"""The relay in a process of its own, which dies by SIGKILL after sending and before marking what it sent.

`python -m tests.chaos.relay_child` is the parent of such processes: it has imported everything, and for each line
of JSON on its standard input it forks a relay, waits for its end and answers with its exit code.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from shared import relay
from shared.database import connect
from shared.outbox import OutboxRow
from shared.temporal import connect as connect_temporal

LONGEST_LIFE_SECONDS = 30
TASK_QUEUE = "gongguan"


@dataclass(frozen=True)
class Life:
    """`codec_key` in hexadecimal. `mark_first` is the sabotage: rows are marked as sent before they are."""

    database_url: str
    temporal: str
    codec_key: str
    mark_first: bool = False


def relay_until_killed(life: Life) -> None:
    """Run the real relay; the kill comes with the first batch that went through."""
    kept = relay._mark

    def die_instead_of_marking(engine: Engine, rows: Sequence[OutboxRow], failed: dict[tuple[str, str], str]) -> None:
        if rows and not failed:
            _die()
        kept(engine, rows, failed)

    async def mark_and_die(engine: Engine, _: relay.Delivery) -> int:
        rows = await asyncio.to_thread(relay._unsent, engine)
        kept(engine, rows, {})
        if rows:
            _die()
        return 0

    if life.mark_first:
        setattr(relay, "drain", mark_and_die)  # noqa: B010  # the replacement names its arguments otherwise
    else:
        relay._mark = die_instead_of_marking
    working_relay(life, connect(life.database_url, pool_size=3)).start()
    time.sleep(LONGEST_LIFE_SECONDS)


def working_relay(life: Life, engine: Engine) -> relay.Relay:
    codec_key = bytes.fromhex(life.codec_key)
    return relay.Relay(engine, lambda: connect_temporal(life.temporal, "default", codec_key), TASK_QUEUE)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            relay_until_killed(Life(**json.loads(line)))
            os._exit(1)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
