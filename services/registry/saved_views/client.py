"""Calls about saved views."""

from uuid import UUID

from services.registry.saved_views import contract as c
from shared.contract import Contract
from shared.kernel_client import KernelClient


class ViewCalls(KernelClient):
    def list_saved_views(self) -> c.SavedViews:
        return self.get(c.SavedViews, "/saved-views")

    def save_view(self, body: c.SaveView, key: str | None = None) -> c.SavedView:
        """Raises Refused 409 `view_name_taken`."""
        return self.command(c.SavedView, "/saved-views", body, key)

    def change_view(self, view_id: UUID, body: c.ChangeView, key: str | None = None) -> c.SavedView:
        return self.command(c.SavedView, f"/saved-views/{view_id}", body, key)

    def remove_view(self, view_id: UUID, key: str | None = None) -> c.Removed:
        return self.command(c.Removed, f"/saved-views/{view_id}/removal", Contract(), key)
