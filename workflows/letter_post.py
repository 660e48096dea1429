"""Carries a case's letters to the other side, however long that takes."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from workflows.calling import call
    from workflows.duty import DeliverLetter, ServiceName
    from workflows.human_task import HumanTasks
    from workflows.letter_activities import LetterActivities
    from workflows.options import TO_THE_OTHER_SIDE


class LetterPost:
    """Sends each letter once it is heard of; the receiver puts them in order."""

    def __init__(self, service: ServiceName, tasks: HumanTasks) -> None:
        self._service, self._tasks = service, tasks
        self._sending: dict[UUID, asyncio.Task[None]] = {}

    def send(self, letters: Iterable[UUID]) -> None:
        for letter_id in letters:
            if letter_id not in self._sending:
                self._sending[letter_id] = asyncio.create_task(self._deliver(letter_id))

    async def settled(self) -> None:
        await asyncio.gather(*self._sending.values())

    async def _deliver(self, letter_id: UUID) -> None:
        delivery = DeliverLetter(service=self._service, letter_id=letter_id, as_of=self._tasks.now())
        await call(LetterActivities.deliver_letter, delivery, TO_THE_OTHER_SIDE)
