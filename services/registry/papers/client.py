"""Public calls about papers."""

from uuid import UUID

from services.registry.papers import contract as c
from shared.kernel_client import KernelClient


class PaperCalls(KernelClient):
    def print_agreement(self, copy_id: UUID) -> c.AgreementPaper:
        """7.6. Raises Refused 409 `no_agreement_to_print`."""
        return self.get(c.AgreementPaper, f"/agreements/{copy_id}/paper")

    def verify_paper(self, body: c.VerifyPaper) -> c.PaperVerdict:
        """Needs no token: whoever holds a paper may ask about it."""
        return self.system(c.PaperVerdict, "/papers/verification", body)

    def list_void_papers(self) -> c.VoidLists:
        return self.get(c.VoidLists, "/papers/void")
