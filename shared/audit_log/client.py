"""Calls of auditors."""

from typing import Any

from shared.audit_log.contract import AuditPage
from shared.kernel_client import KernelClient


class AuditCalls(KernelClient):
    def list_audit(self, **wanted: Any) -> AuditPage:
        """`wanted`: the fields of `AuditFilter`. Empty for whoever is no auditor."""
        return self.get(AuditPage, "/audit-log", **wanted)
