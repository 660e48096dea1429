"""Public calls about a number's standing."""

from uuid import UUID

from services.registry.number_status import contract as c
from shared.kernel_client import KernelClient


class NumberStatusCalls(KernelClient):
    def register_old_number(self, body: c.RegisterOldNumber, as_of: str) -> c.OldNumberRegistered:
        """Idempotent; a number that another certificate holds stays with that one, and the answer says so."""
        return self.system(c.OldNumberRegistered, "/certificate-numbers/old", body, as_of)

    def void_number(self, certificate_id: UUID, body: c.VoidNumber, as_of: str) -> c.NumberVoided:
        """W-02; told again it changes nothing."""
        return self.system(c.NumberVoided, f"/certificate-numbers/{certificate_id}/void", body, as_of)

    def check_number(self, number: str) -> c.NumberChecked:
        """Whether a number is good; nothing about its holder."""
        return self.ask(c.NumberChecked, "/certificate-numbers/check", number=number)
