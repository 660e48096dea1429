"""Calls about organisation changes."""

from uuid import UUID

from services.registry.org_change import contract as c
from shared.kernel_client import KernelClient


class OrgChangeCalls(KernelClient):
    def decide_org_change(self, body: c.DecideOrgChange, key: str | None = None) -> c.OrgChange:
        return self.command(c.OrgChange, "/org-changes", body, key)

    def list_org_changes(self) -> c.OrgChangePage:
        return self.get(c.OrgChangePage, "/org-changes")

    def list_running_org_changes(self) -> c.RunningOrgChanges:
        return self.get(c.RunningOrgChanges, "/org-changes/running")

    def read_org_change(self, change_id: UUID) -> c.OrgChangeFile:
        return self.get(c.OrgChangeFile, f"/org-changes/{change_id}")

    def preview_org_change(self, change_id: UUID) -> c.OrgChangePreview:
        return self.get(c.OrgChangePreview, f"/org-changes/{change_id}/preview")

    def map_org_change(self, change_id: UUID, body: c.MapOrgChange, key: str | None = None) -> c.OrgChange:
        """Raises Refused 422 `mapping_incomplete` naming what has no successor."""
        return self.command(c.OrgChange, f"/org-changes/{change_id}/mapping", body, key)

    def cancel_org_change(self, change_id: UUID, body: c.CancelOrgChange, key: str | None = None) -> c.OrgChange:
        return self.command(c.OrgChange, f"/org-changes/{change_id}/cancellation", body, key)

    def record_move(self, change_id: UUID, body: c.RecordMove, as_of: str) -> c.OrgChangeState:
        return self.system(c.OrgChangeState, f"/org-changes/{change_id}/moves", body, as_of)

    def verify_org_change(self, change_id: UUID, body: c.VerifyOrgChange, key: str | None = None) -> c.OrgChange:
        return self.command(c.OrgChange, f"/org-changes/{change_id}/verification", body, key)
