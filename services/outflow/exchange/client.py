"""Public calls of the exchange at home."""

from typing import Any
from uuid import UUID

from services.outflow.exchange import contract as c
from shared.help_requests import contract as help_requests
from shared.kernel_client import KernelClient


class ExchangeCalls(KernelClient):
    def acknowledge_feedback(
        self, case_id: UUID, body: c.AcknowledgeFeedback, key: str | None = None
    ) -> c.HomeExchange:
        return self._exchange(case_id, "feedback-acknowledgement", body, key)

    def question_feedback(self, case_id: UUID, body: c.QuestionFeedback, key: str | None = None) -> c.HomeExchange:
        return self._exchange(case_id, "feedback-question", body, key)

    def send_home_notice(self, case_id: UUID, body: c.SendHomeNotice, key: str | None = None) -> c.HomeExchange:
        """D-34, D-64."""
        return self._exchange(case_id, "home-notices", body, key)

    def record_change(self, case_id: UUID, body: c.RecordChange, key: str | None = None) -> c.HomeExchange:
        """D-152."""
        return self._exchange(case_id, "changes", body, key)

    def acknowledge_change(self, case_id: UUID, body: c.AcknowledgeChange, key: str | None = None) -> c.HomeExchange:
        """D-57."""
        return self._exchange(case_id, "change-acknowledgement", body, key)

    def record_yearly_report(self, case_id: UUID, body: c.RecordYearlyReport, key: str | None = None) -> c.HomeExchange:
        """D-151."""
        return self._exchange(case_id, "yearly-reports", body, key)

    def call_member(self, case_id: UUID, body: c.CallMember, key: str | None = None) -> c.HomeExchange:
        """D-39, D-154."""
        return self._exchange(case_id, "summonses", body, key)

    def record_summons_reply(self, case_id: UUID, body: c.RecordSummonsReply, key: str | None = None) -> c.HomeExchange:
        """D-39."""
        return self._exchange(case_id, "summons-reply", body, key)

    def open_request(self, case_id: UUID, body: help_requests.OpenRequest, key: str | None = None) -> c.HomeExchange:
        """W-19, D-16."""
        return self._exchange(case_id, "requests", body, key)

    def assign_request(
        self, case_id: UUID, request_id: UUID, body: help_requests.AssignRequest, key: str | None = None
    ) -> c.HomeExchange:
        return self._exchange(case_id, f"requests/{request_id}/assignment", body, key)

    def answer_request(
        self, case_id: UUID, request_id: UUID, body: help_requests.AnswerRequest, key: str | None = None
    ) -> c.HomeExchange:
        return self._exchange(case_id, f"requests/{request_id}/answer", body, key)

    def confirm_request(
        self, case_id: UUID, request_id: UUID, body: help_requests.ConfirmRequest, key: str | None = None
    ) -> c.HomeExchange:
        return self._exchange(case_id, f"requests/{request_id}/confirmation", body, key)

    def list_running_home_exchanges(self, after: UUID | None = None) -> c.RunningHomeExchanges:
        return self.get(c.RunningHomeExchanges, "/running-exchanges", after=after)

    def _exchange(self, case_id: UUID, noun: str, body: Any, key: str | None) -> c.HomeExchange:
        return self.command(c.HomeExchange, f"/cases/{case_id}/{noun}", body, key)
