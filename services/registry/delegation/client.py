"""Public calls of delegation."""

from uuid import UUID

from services.registry.contract import Nothing
from services.registry.delegation import contract as c
from shared.kernel_client import KernelClient


class DelegationCalls(KernelClient):
    def delegate_post(self, body: c.DelegatePost, key: str | None = None) -> c.Delegation:
        """Raises Refused 409 `post_not_held`, `delegated_post`, `stand_in_elsewhere`, `posts_incompatible`."""
        return self.command(c.Delegation, "/delegations", body, key)

    def end_delegation(self, delegation_id: UUID, key: str | None = None) -> c.DelegationEnded:
        """By the holder, the stand-in, or an officer over the organisation."""
        return self.command(c.DelegationEnded, f"/delegations/{delegation_id}/end", Nothing(), key)

    def list_delegations(self) -> c.Delegations:
        return self.get(c.Delegations, "/delegations")

    def list_colleagues(self) -> c.Colleagues:
        """Who may stand in for the caller, by organisation of his posts."""
        return self.get(c.Colleagues, "/colleagues")
