"""The loop beside the worker: carry out what was ordered, look what is stuck, tell the registry."""

import asyncio
import os
import socket

from services.registry.incidents.contract import ReportTroubles
from workflows.incidents.looking import AT_ONCE, BY_COMPARISON, Lookout
from workflows.incidents.mending import Mender
from workflows.repeating import repeat


async def watch(lookout: Lookout, mender: Mender, every_seconds: float, stopping: asyncio.Event) -> None:
    """Until told to stop. While a service or Temporal is away there is nothing to tell; the next round does it."""
    observer = f"{socket.gethostname()}/{os.getpid()}"
    await repeat(lambda: round_of(lookout, mender, observer), every_seconds, stopping, "incidents_not_seen")


async def round_of(lookout: Lookout, mender: Mender, observer: str) -> None:
    """Orders first, so that what they mend is not reported once more."""
    registry = lookout.services.registry
    orders = await asyncio.to_thread(registry.list_ordered_remedies)
    for order in orders.items:
        outcome = await mender.carry_out(order)
        await asyncio.to_thread(registry.record_remedy, order.remedy_id, outcome)
        lookout.compare_again()
    troubles = await lookout.look()
    report = ReportTroubles(observer=observer, looked_for=(*AT_ONCE, *BY_COMPARISON), troubles=troubles)
    await asyncio.to_thread(registry.report_troubles, report)
