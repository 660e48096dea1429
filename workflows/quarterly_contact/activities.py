"""Activities of W-04."""

from pydantic import AwareDatetime
from temporalio import activity

from services.outflow.contract import CaseRef, OpenContact
from shared.contract import Contract
from shared.identifiers import CaseId
from workflows.clients import Clients


class OpenContactPeriod(Contract):
    case_id: CaseId
    period: str
    as_of: AwareDatetime


class FlagContactAtRisk(Contract):
    case_id: CaseId
    as_of: AwareDatetime


class QuarterlyContactActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def open_contact(self, opening: OpenContactPeriod) -> CaseRef:
        body = OpenContact(quarter=opening.period)
        return self._clients.outflow.open_contact(opening.case_id, body, opening.as_of.isoformat())

    @activity.defn
    def flag_contact_at_risk(self, flag: FlagContactAtRisk) -> CaseRef:
        return self._clients.outflow.flag_contact_at_risk(flag.case_id, flag.as_of.isoformat())
