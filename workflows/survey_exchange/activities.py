"""Gathering our lists for one comparison. The key of the index passes through memory, never through a history."""

from uuid import UUID

from pydantic import AwareDatetime
from temporalio import activity

from services.registry.survey.contract import AddRows
from shared.contract import Contract
from shared.letters.bodies_survey import ListRole
from shared.service_client import Refused
from shared.survey.client import SurveyCalls
from shared.survey.contract import ListSurveyRows
from workflows.clients import Clients

CONFLICT = 409


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
                self._gather(gathering, role, ask)
            registry.finish_survey_lists(gathering.exchange_id, gathering.side, gathering.as_of.isoformat())
        except Refused as refused:
            if refused.problem.status != CONFLICT:
                raise

    def _gather(self, gathering: GatherLists, role: ListRole, ask: ListSurveyRows) -> None:
        side: SurveyCalls = self._clients.outflow if role is ListRole.HOME else self._clients.inflow
        first, after = True, None
        while first or after is not None:
            page = side.list_survey_rows(ask.model_copy(update={"after": after}))
            rows = AddRows(role=role, first=first, rows=page.items)
            self._clients.registry.add_survey_rows(gathering.exchange_id, gathering.side, rows)
            first, after = False, page.next
