"""Tell, then send; again and again until told to stop."""

import asyncio
from contextlib import suppress

import structlog

from workflows.notices.sending import Sender
from workflows.notices.telling import Teller

log = structlog.get_logger()


async def keep_telling(teller: Teller, sender: Sender, every_seconds: float, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        try:
            await teller.tell()
            await asyncio.to_thread(sender.send_what_waits)
        except Exception as error:
            # Whatever goes wrong in telling people must not end the worker, on which everything else depends.
            log.warning("nobody_told", error=type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), every_seconds)
