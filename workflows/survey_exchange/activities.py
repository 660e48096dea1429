"""Gathering our lists for one comparison. The key of the index passes through memory, never through a history."""

from uuid import UUID

from pydantic import AwareDatetime
from temporalio import activity

from services.registry.survey.contract import AddRows
from shared.contract import Contract
from shared.letters.bodies_survey import ListRole
from shared.service_client import Refused
from shared.survey.contract import ListSurveyRows
from workflows.annual_survey.activities import side_of
from workflows.clients import Clients
from workflows.heartbeats import still_alive


class GatherLists(Contract):
    exchange_id: UUID
    side: int
    as_of: AwareDatetime


class SurveyExchangeActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def gather_lists(self, gathering: GatherLists) -> None:
        """A repeat begins each list anew; a 409 says that the lists are whole already."""
        registry = self._clients.registry
        try:
            asks = registry.read_survey_key(gathering.exchange_id, gathering.side).asks
            for role, ask in asks.items():
                self.gather(gathering, role, ask)
            registry.finish_survey_lists(gathering.exchange_id, gathering.side, gathering.as_of.isoformat())
        except Refused as refused:
            if not refused.moved_on:
                raise

    def gather(self, gathering: GatherLists, role: ListRole, ask: ListSurveyRows) -> None:
        """One list, page by page; each page is a sign of life."""
        side = side_of(self._clients, role)
        first, after = True, None
        while first or after is not None:
            page = side.list_survey_rows(ask.model_copy(update={"after": after}))
            rows = AddRows(role=role, first=first, rows=page.items)
            self._clients.registry.add_survey_rows(gathering.exchange_id, gathering.side, rows)
            first, after = False, page.next
            still_alive()
