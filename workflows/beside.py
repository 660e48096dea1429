"""What runs beside the worker: the watch over stuck processes, and telling people what is new."""

import asyncio
from datetime import timedelta

from temporalio.client import Client

from workflows.clients import Clients
from workflows.incidents.failing_steps import FailingSteps
from workflows.incidents.looking import Lookout, Patience
from workflows.incidents.mending import Mender
from workflows.incidents.watch import watch
from workflows.notices.loop import keep_telling
from workflows.notices.sending import Sender, channels
from workflows.notices.telling import Teller
from workflows.settings import WorkerSettings


async def loops(
    settings: WorkerSettings, client: Client, clients: Clients, failing: FailingSteps, stopping: asyncio.Event
) -> None:
    """Until told to stop."""
    patience = Patience(
        with_one=timedelta(seconds=settings.incidents_after_seconds),
        between_comparisons=timedelta(seconds=settings.compare_every_seconds),
    )
    lookout = Lookout(client, clients, failing, settings.task_queue, patience)
    mender = Mender(client, clients, settings.task_queue)
    teller = Teller(clients, settings.clock)
    sender = Sender(clients.registry, channels(settings.notice_channels))
    await asyncio.gather(
        watch(lookout, mender, settings.incidents_every_seconds, stopping),
        keep_telling(teller, sender, settings.tell_every_seconds, stopping),
    )
