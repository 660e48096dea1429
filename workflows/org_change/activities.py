"""Activities of W-16: the directory first, then case by case what stands at the predecessors."""

from pydantic import AwareDatetime
from temporalio import activity

from services.registry.org_change.contract import OrgChangeState, RecordMove
from shared.contract import Contract
from shared.organisation_directory.moving import MoveOrganisation
from workflows.clients import Clients

BATCHES_AT_ONCE = 50


class MoveEverything(Contract):
    state: OrgChangeState
    as_of: AwareDatetime


class OrgChangeActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def move_organisations(self, moving: MoveEverything) -> OrgChangeState:
        """In batches, each of its own transaction; begun again it goes on where it stood. Returns what is known then.

        After many batches it comes back with the rest still to do, so that no activity runs for ever.
        """
        state, as_of = moving.state, moving.as_of.isoformat()
        # Before anything is moved each service must know the tree as it is now.
        self._clients.publish_directory()
        body = MoveOrganisation(
            change_id=state.subject, effective_on=state.effective_on, main=state.main, cases=state.cases
        )
        moved, remaining = {"outflow": 0, "inflow": 0}, {"outflow": 0, "inflow": 0}
        for name, service in (("outflow", self._clients.outflow), ("inflow", self._clients.inflow)):
            for _ in range(BATCHES_AT_ONCE):
                receipt = service.move_organisation(body, as_of)
                moved[name] += receipt.moved
                remaining[name] = receipt.remaining
                if not receipt.remaining or not receipt.moved:
                    break
        if any(remaining[name] and moved[name] for name in moved):
            return state
        told = RecordMove(round=state.moves_wanted, moved=moved, remaining=remaining)
        return self._clients.registry.record_move(state.subject, told, as_of)
