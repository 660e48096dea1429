"""Public calls of looks."""

from typing import Any
from uuid import UUID

from shared.kernel_client import KernelClient
from shared.looks.contract import Looks


class LookCalls(KernelClient):
    def list_looks(self, case_id: UUID, **wanted: Any) -> Looks:
        """`wanted`: the fields of `LookFilter`. Raises Refused 404, and 403 for the other side of the case."""
        return self.get(Looks, f"/cases/{case_id}/looks", **wanted)
