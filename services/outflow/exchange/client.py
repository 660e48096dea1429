"""Public calls of the exchange at home."""

from typing import Any
from uuid import UUID

from services.outflow.exchange import contract as c
from shared.help_requests.client import HelpRequestCalls


class ExchangeCalls(HelpRequestCalls[c.HomeExchange]):
    def acknowledge_feedback(
        self, case_id: UUID, body: c.AcknowledgeFeedback, key: str | None = None
    ) -> c.HomeExchange:
        return self._exchange(case_id, "feedback-acknowledgement", body, key)

    def question_feedback(self, case_id: UUID, body: c.QuestionFeedback, key: str | None = None) -> c.HomeExchange:
        return self._exchange(case_id, "feedback-question", body, key)

    def send_home_notice(self, case_id: UUID, body: c.SendHomeNotice, key: str | None = None) -> c.HomeExchange:
        """D-34, D-64."""
        return self._exchange(case_id, "home-notices", body, key)

    def record_paper_feedback(
        self, case_id: UUID, body: c.RecordPaperFeedback, key: str | None = None
    ) -> c.HomeExchange:
        """D-52, of a host off the platform."""
        return self._exchange(case_id, "paper-feedback", body, key)

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

    def list_running_home_exchanges(self, after: UUID | None = None) -> c.RunningHomeExchanges:
        return self.get(c.RunningHomeExchanges, "/running-exchanges", after=after)

    def _exchange(self, case_id: UUID, noun: str, body: Any, key: str | None) -> c.HomeExchange:
        return self.command(c.HomeExchange, f"/cases/{case_id}/{noun}", body, key)
