"""Calls of the member's view at the host, and everything else that a member's token may say there."""

from uuid import UUID

from pydantic import BaseModel

from services.inflow.entries.contract import ConfirmEntry, ObjectToEntry
from services.inflow.looks.client import LookCalls
from services.inflow.member.contract import MyPlacement
from shared.help_requests.contract import ConfirmRequest, OpenRequest
from shared.kernel_client import KernelClient
from shared.own_case import Told


class MyPlacementCalls(KernelClient):
    def read_my_placement(self, case_id: UUID) -> MyPlacement:
        """With a member's token, and of his own case. Raises Refused 404 for everybody else, and before a host has
        heard of him."""
        return self.get(MyPlacement, f"/placements/{case_id}/mine")


class MemberAtTheHost(MyPlacementCalls, LookCalls):
    """The host side as a member's token opens it: the branch's verbs, answered with no more than that they are done.

    Days on which something is said and the way it came are those of the member who says it now, whatever the body
    states."""

    def confirm_entry(self, case_id: UUID, entry_id: UUID, body: ConfirmEntry, key: str | None = None) -> Told:
        """Raises Refused 409 `step_already_taken`."""
        return self._say(case_id, f"entries/{entry_id}/confirmation", body, key)

    def object_to_entry(self, case_id: UUID, entry_id: UUID, body: ObjectToEntry, key: str | None = None) -> Told:
        """Raises Refused 409 `step_already_taken`."""
        return self._say(case_id, f"entries/{entry_id}/objection", body, key)

    def open_request(self, case_id: UUID, body: OpenRequest, key: str | None = None) -> Told:
        """Raises Refused 409 `not_enrolled_here`."""
        return self._say(case_id, "requests", body, key)

    def confirm_request(self, case_id: UUID, request_id: UUID, body: ConfirmRequest, key: str | None = None) -> Told:
        return self._say(case_id, f"requests/{request_id}/confirmation", body, key)

    def _say(self, case_id: UUID, noun: str, body: BaseModel, key: str | None) -> Told:
        return self.command(Told, f"/placements/{case_id}/{noun}", body, key)
