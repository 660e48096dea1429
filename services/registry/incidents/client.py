"""Calls about incidents."""

from uuid import UUID

from services.registry.incidents import contract as c
from shared.kernel_client import KernelClient


class IncidentCalls(KernelClient):
    def list_incidents(self, *, over: bool = False, after: str | None = None) -> c.IncidentPage:
        return self.get(c.IncidentPage, "/incidents", over=over, after=after)

    def read_incident(self, incident_id: UUID) -> c.Incident:
        """Raises Refused 404, also for another region's."""
        return self.get(c.Incident, f"/incidents/{incident_id}")

    def order_remedy(self, incident_id: UUID, body: c.OrderRemedy, key: str | None = None) -> c.Incident:
        """Raises Refused 409 when it is over, or when somebody has ordered it already."""
        return self.command(c.Incident, f"/incidents/{incident_id}/remedies", body, key)

    def report_troubles(self, body: c.ReportTroubles) -> c.TroublesNoted:
        return self.system(c.TroublesNoted, "/incident-reports", body)

    def list_ordered_remedies(self) -> c.OrderedRemedies:
        return self.get(c.OrderedRemedies, "/remedies")

    def record_remedy(self, remedy_id: UUID, outcome: str) -> c.RemedyCarriedOut:
        body = c.RemedyCarriedOut(outcome=outcome)
        return self.system(c.RemedyCarriedOut, f"/remedies/{remedy_id}/outcome", body)
