"""Public calls of the exchange at the host."""

from typing import Any
from uuid import UUID

from services.inflow.exchange import contract as c
from shared.help_requests.client import HelpRequestCalls


class ExchangeCalls(HelpRequestCalls[c.HostExchange]):
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

    def list_running_host_exchanges(self, after: UUID | None = None) -> c.RunningHostExchanges:
        return self.get(c.RunningHostExchanges, "/running-exchanges", after=after)

    def _exchange(self, case_id: UUID, noun: str, body: Any, key: str | None) -> c.HostExchange:
        return self.command(c.HostExchange, f"/placements/{case_id}/{noun}", body, key)
