"""Calls about mobile-member organisations."""

from uuid import UUID

from services.registry.mobile_org import contract as c
from shared.kernel_client import KernelClient


class MobileOrgCalls(KernelClient):
    def propose_mobile_org(self, body: c.ProposeMobileOrg, key: str | None = None) -> c.MobileOrg:
        """Raises Refused 422 `too_few_for_a_branch`."""
        return self.command(c.MobileOrg, "/mobile-orgs", body, key)

    def list_mobile_orgs(self) -> c.MobileOrgPage:
        return self.get(c.MobileOrgPage, "/mobile-orgs")

    def list_running_mobile_orgs(self) -> c.RunningMobileOrgs:
        return self.get(c.RunningMobileOrgs, "/mobile-orgs/running")

    def read_mobile_org(self, copy_id: UUID) -> c.MobileOrgFile:
        return self.get(c.MobileOrgFile, f"/mobile-orgs/{copy_id}")

    def answer_mobile_org(self, copy_id: UUID, body: c.AnswerMobileOrg, key: str | None = None) -> c.MobileOrg:
        return self.command(c.MobileOrg, f"/mobile-orgs/{copy_id}/support", body, key)

    def approve_mobile_org(self, copy_id: UUID, body: c.ApproveMobileOrg, key: str | None = None) -> c.MobileOrg:
        return self.command(c.MobileOrg, f"/mobile-orgs/{copy_id}/approval", body, key)

    def activate_mobile_org(self, copy_id: UUID, body: c.ActivateMobileOrg, key: str | None = None) -> c.MobileOrg:
        return self.command(c.MobileOrg, f"/mobile-orgs/{copy_id}/founding", body, key)

    def dissolve_mobile_org(self, copy_id: UUID, body: c.DissolveMobileOrg, key: str | None = None) -> c.MobileOrg:
        return self.command(c.MobileOrg, f"/mobile-orgs/{copy_id}/dissolution", body, key)
