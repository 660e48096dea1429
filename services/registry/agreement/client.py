"""Calls about agreements."""

from uuid import UUID

from services.registry.agreement import contract as c
from shared.kernel_client import KernelClient


class AgreementCalls(KernelClient):
    def draft_agreement(self, body: c.DraftAgreement, key: str | None = None) -> c.Agreement:
        return self.command(c.Agreement, "/agreements", body, key)

    def list_agreements(self, status: str | None = None) -> c.AgreementPage:
        return self.get(c.AgreementPage, "/agreements", status=status)

    def list_running_agreements(self, after: UUID | None = None) -> c.RunningAgreements:
        return self.get(c.RunningAgreements, "/agreements/running", after=after)

    def read_agreement(self, copy_id: UUID) -> c.AgreementFile:
        return self.get(c.AgreementFile, f"/agreements/{copy_id}")

    def offer_agreement(self, copy_id: UUID, body: c.OfferAgreement, key: str | None = None) -> c.Agreement:
        return self.command(c.Agreement, f"/agreements/{copy_id}/offer", body, key)

    def counter_agreement(self, copy_id: UUID, body: c.CounterAgreement, key: str | None = None) -> c.Agreement:
        return self.command(c.Agreement, f"/agreements/{copy_id}/counter", body, key)

    def sign_agreement(self, copy_id: UUID, body: c.SignAgreement, key: str | None = None) -> c.Agreement:
        return self.command(c.Agreement, f"/agreements/{copy_id}/signature", body, key)

    def terminate_agreement(self, copy_id: UUID, body: c.TerminateAgreement, key: str | None = None) -> c.Agreement:
        """Raises Refused 422 `notice_too_short`."""
        return self.command(c.Agreement, f"/agreements/{copy_id}/termination", body, key)

    def record_consultation(self, copy_id: UUID, body: c.RecordConsultation, key: str | None = None) -> c.Agreement:
        return self.command(c.Agreement, f"/agreements/{copy_id}/consultations", body, key)

    def let_agreement_lapse(self, copy_id: UUID, body: c.LetAgreementLapse, key: str | None = None) -> c.Agreement:
        return self.command(c.Agreement, f"/agreements/{copy_id}/lapse", body, key)
