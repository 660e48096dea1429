"""Tell, then send; again and again until told to stop."""

import asyncio

from workflows.notices.sending import Sender
from workflows.notices.telling import Teller
from workflows.repeating import repeat


async def keep_telling(teller: Teller, sender: Sender, every_seconds: float, stopping: asyncio.Event) -> None:
    async def tell_and_send() -> None:
        await teller.tell()
        await asyncio.to_thread(sender.send_what_waits)

    await repeat(tell_and_send, every_seconds, stopping, "nobody_told")
