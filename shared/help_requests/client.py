"""Calls of W-19, alike on both sides; each answers with its own view of the exchange."""

from typing import Any, Generic, TypeVar
from uuid import UUID

from shared.contract import Contract
from shared.help_requests import contract as c
from shared.kernel_client import KernelClient

View = TypeVar("View", bound=Contract)


class HelpRequestCalls(KernelClient, Generic[View]):
    def open_request(self, case_id: UUID, body: c.OpenRequest, key: str | None = None) -> View:
        """W-19, D-16, D-47."""
        return self._exchange(case_id, "requests", body, key)

    def assign_request(self, case_id: UUID, request_id: UUID, body: c.AssignRequest, key: str | None = None) -> View:
        return self._exchange(case_id, f"requests/{request_id}/assignment", body, key)

    def answer_request(self, case_id: UUID, request_id: UUID, body: c.AnswerRequest, key: str | None = None) -> View:
        return self._exchange(case_id, f"requests/{request_id}/answer", body, key)

    def confirm_request(self, case_id: UUID, request_id: UUID, body: c.ConfirmRequest, key: str | None = None) -> View:
        return self._exchange(case_id, f"requests/{request_id}/confirmation", body, key)

    def _exchange(self, case_id: UUID, noun: str, body: Any, key: str | None) -> View:
        """The side's own address and view."""
        raise NotImplementedError
