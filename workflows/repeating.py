"""What a loop beside the worker does again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

log = structlog.get_logger()


async def repeat(
    round_: Callable[[], Awaitable[None]], every_seconds: float, stopping: asyncio.Event, warning: str
) -> None:
    """Until told to stop. A round that fails is told as `warning`, and the next one makes up for it: whatever goes
    wrong beside the worker must not end it, on which everything else depends."""
    while not stopping.is_set():
        try:
            await round_()
        except Exception as error:
            log.warning(warning, error=type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), every_seconds)
