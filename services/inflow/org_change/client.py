"""Calls about organisation changes."""

from services.inflow.org_change.contract import MoveOrganisation, MovePreview, MoveReceipt
from shared.kernel_client import KernelClient


class OrgChangeCalls(KernelClient):
    def move_organisation(self, body: MoveOrganisation, as_of: str) -> MoveReceipt:
        return self.system(MoveReceipt, "/org-changes/moves", body, as_of)

    def preview_move(self, codes: list[str]) -> MovePreview:
        return self.get(MovePreview, "/org-changes/preview", codes=codes)
