"""Calls about organisations' records."""

from uuid import UUID

from services.registry.records import contract as c
from shared.kernel_client import KernelClient


class RecordCalls(KernelClient):
    def keep_record(self, body: c.KeepRecord, key: str | None = None) -> c.OrgRecord:
        return self.command(c.OrgRecord, "/records", body, key)

    def list_records(self, kind: str | None = None, organisation: str | None = None) -> c.OrgRecordPage:
        return self.get(c.OrgRecordPage, "/records", kind=kind, organisation=organisation)

    def conclude_record(self, record_id: UUID, body: c.ConcludeRecord, key: str | None = None) -> c.OrgRecord:
        return self.command(c.OrgRecord, f"/records/{record_id}/conclusion", body, key)

    def publish_office(self, body: c.PublishOffice, key: str | None = None) -> c.Office:
        return self.command(c.Office, "/offices", body, key)

    def list_offices(self, region: str | None = None) -> c.Offices:
        """Needs no token."""
        return self.get(c.Offices, "/offices", region=region)

    def read_assessment(self, organisation: str, year: int) -> c.Assessment:
        return self.get(c.Assessment, f"/assessments/{organisation}", year=year)
