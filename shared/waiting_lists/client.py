"""Calls of waiting for the other side, alike on every side that waits."""

from typing import Any
from uuid import UUID

from shared.kernel_client import KernelClient
from shared.waiting.contract import UrgePartner, WaitingFor, WaitingPage


class WaitingCalls(KernelClient):
    def list_waiting(self, **wanted: Any) -> WaitingPage:
        """`wanted`: the fields of `WaitingFilter`."""
        return self.get(WaitingPage, "/waiting", **wanted)

    def urge_partner(self, case_id: UUID, body: UrgePartner, key: str | None = None) -> WaitingFor:
        """Once a day. Raises Refused 409 `partner_urged_today` naming who was first, `nothing_to_wait_for`."""
        return self.command(WaitingFor, f"/waiting/{case_id}/urges", body, key)
