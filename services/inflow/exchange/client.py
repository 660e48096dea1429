"""Public calls of the exchange at the host."""

from typing import Any
from uuid import UUID

from services.inflow.exchange import contract as c
from shared.help_requests import contract as help_requests
from shared.kernel_client import KernelClient


class ExchangeCalls(KernelClient):
    def send_feedback(self, case_id: UUID, body: c.SendFeedback, key: str | None = None) -> c.HostExchange:
        """D-52, D-64."""
        return self._exchange(case_id, "feedback", body, key)

    def answer_feedback(self, case_id: UUID, body: c.AnswerFeedback, key: str | None = None) -> c.HostExchange:
        return self._exchange(case_id, "feedback-answer", body, key)

    def note_change(self, case_id: UUID, body: c.NoteChange, key: str | None = None) -> c.HostExchange:
        """D-57, D-152."""
        return self._exchange(case_id, "changes", body, key)

    def tell_change(self, case_id: UUID, body: c.TellChange, key: str | None = None) -> c.HostExchange:
        """D-57: parent and home."""
        return self._exchange(case_id, "change-notice", body, key)

    def acknowledge_change(self, case_id: UUID, body: c.AcknowledgeChange, key: str | None = None) -> c.HostExchange:
        return self._exchange(case_id, "change-acknowledgement", body, key)

    def record_care(self, case_id: UUID, body: c.RecordCare, key: str | None = None) -> c.HostExchange:
        """D-53, D-55, D-56."""
        return self._exchange(case_id, "care", body, key)

    def record_summons_reply(self, case_id: UUID, body: c.RecordSummonsReply, key: str | None = None) -> c.HostExchange:
        """D-39."""
        return self._exchange(case_id, "summons-reply", body, key)

    def open_request(self, case_id: UUID, body: help_requests.OpenRequest, key: str | None = None) -> c.HostExchange:
        """W-19."""
        return self._exchange(case_id, "requests", body, key)

    def assign_request(
        self, case_id: UUID, request_id: UUID, body: help_requests.AssignRequest, key: str | None = None
    ) -> c.HostExchange:
        return self._exchange(case_id, f"requests/{request_id}/assignment", body, key)

    def answer_request(
        self, case_id: UUID, request_id: UUID, body: help_requests.AnswerRequest, key: str | None = None
    ) -> c.HostExchange:
        return self._exchange(case_id, f"requests/{request_id}/answer", body, key)

    def confirm_request(
        self, case_id: UUID, request_id: UUID, body: help_requests.ConfirmRequest, key: str | None = None
    ) -> c.HostExchange:
        return self._exchange(case_id, f"requests/{request_id}/confirmation", body, key)

    def list_running_host_exchanges(self, after: UUID | None = None) -> c.RunningHostExchanges:
        return self.get(c.RunningHostExchanges, "/running-exchanges", after=after)

    def _exchange(self, case_id: UUID, noun: str, body: Any, key: str | None) -> c.HostExchange:
        return self.command(c.HostExchange, f"/placements/{case_id}/{noun}", body, key)
