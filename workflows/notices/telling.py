"""What has happened since the last look, and the morning's counts, as the services know them."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from services.registry.notices.contract import TellOfDay, TellOfRungs
from shared.announcing.client import AnnouncingCalls
from shared.business_clock import BusinessClock
from shared.calendar.working import WorkingCalendar
from shared.identifiers import first_id_at
from shared.organisation_directory.contract import Directory
from shared.policy.pack import PolicyPack
from shared.service_client import Outage
from workflows.services import Services, by_name

LOOKED_BACK = timedelta(days=1)
"""After a start: what happened while no worker ran is still told."""
OVERLAP = timedelta(minutes=10)
"""A rung may be committed after one with a later id."""


class RuledServices(Services, Protocol):
    """And what they go by."""

    def calendar(self) -> WorkingCalendar: ...

    def directory(self) -> Directory: ...

    def policy(self, organisation: str, on: date) -> PolicyPack: ...


@dataclass
class Teller:
    services: RuledServices
    clock: BusinessClock
    _since: dict[str, datetime] = field(default_factory=dict)
    _told: dict[UUID, datetime] = field(default_factory=dict)
    _told_of: date | None = None

    async def tell(self) -> None:
        """A service that is away is asked again; what it has kept meanwhile is told then. Raises Outage when the
        registry is away."""
        for name, service in by_name(self.services).items():
            with suppress(Outage):
                await asyncio.to_thread(self._tell_of_rungs, name, service)
        now = self.clock.now()
        if self._told_of != now.date():
            digest_at = await asyncio.to_thread(self._digest_at, now.date())
            if digest_at is not None and now.time() >= digest_at:
                await asyncio.to_thread(self._tell_of_day, now.date())

    def _digest_at(self, day: date) -> time | None:
        """By the pack in force at the top of the tree; None before there is a tree."""
        organisations = self.services.directory().organisations
        top = min(organisations, key=lambda one: (one.path.count("."), one.path), default=None)
        if top is None:
            return None
        return time.fromisoformat(str(self.services.policy(top.code, day).term("notice.digest_at").value))

    def _tell_of_rungs(self, name: str, service: AnnouncingCalls) -> None:
        looked_at = datetime.now(UTC)
        after = first_id_at(self._since.get(name, looked_at - LOOKED_BACK))
        while found := service.list_rungs_to_tell(after).items:
            if new := [one for one in found if one.rung_id not in self._told]:
                self.services.registry.tell_of_rungs(TellOfRungs(service=name, rungs=new))
            self._told |= {one.rung_id: looked_at for one in new}
            after = found[-1].rung_id
        self._since[name] = looked_at - OVERLAP
        self._told = {rung: at for rung, at in self._told.items() if looked_at - at < LOOKED_BACK}

    def _tell_of_day(self, day: date) -> None:
        """On working days; with every service, so that the counts are whole."""
        if self.services.calendar().is_working(day):
            counts = [service.count_due() for service in by_name(self.services).values()]
            self.services.registry.tell_of_day(TellOfDay(day=day, counts=counts))
        self._told_of = day
