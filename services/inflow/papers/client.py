"""Public calls of the host side's papers; each print is logged."""

from uuid import UUID

from services.inflow.papers import contract as c
from shared.kernel_client import KernelClient


class PaperCalls(KernelClient):
    def print_receipt(self, case_id: UUID) -> c.ReceiptPaper:
        """D-51. Raises Refused 409 `no_receipt_to_print`."""
        return self.get(c.ReceiptPaper, f"/placements/{case_id}/papers/receipt")

    def print_opinion(self, case_id: UUID) -> c.OpinionPaper:
        """D-58. Raises Refused 409 `no_opinion_to_print`."""
        return self.get(c.OpinionPaper, f"/placements/{case_id}/papers/opinion")

    def print_host_roster(self, branch: str) -> c.HostRosterPaper:
        """7.3."""
        return self.get(c.HostRosterPaper, f"/papers/host-rosters/{branch}")

    def print_ledger(self, committee: str) -> c.LedgerPaper:
        """7.4."""
        return self.get(c.LedgerPaper, f"/papers/ledgers/{committee}")
