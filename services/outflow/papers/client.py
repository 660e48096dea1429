"""Public calls of the home side's papers; each print is logged."""

from uuid import UUID

from services.outflow.papers import contract as c
from shared.kernel_client import KernelClient


class PaperCalls(KernelClient):
    def print_certificate(self, case_id: UUID) -> c.CertificatePaper:
        """7.1. Raises Refused 409 `no_certificate_to_print`."""
        return self.get(c.CertificatePaper, f"/cases/{case_id}/papers/certificate")

    def print_outflow_notice(self, case_id: UUID) -> c.OutflowNoticePaper:
        """D-31. Raises Refused 409 `no_notice_to_print`."""
        return self.get(c.OutflowNoticePaper, f"/cases/{case_id}/papers/outflow-notice")

    def print_home_roster(self, branch: str) -> c.HomeRosterPaper:
        """7.3."""
        return self.get(c.HomeRosterPaper, f"/papers/home-rosters/{branch}")
