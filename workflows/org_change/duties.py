"""Who owes what in an organisation change (W-16), and what begins on its day."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.registry.org_change.contract import ChangeStatus, OrgChangeState
from shared.policy.task_kinds import TaskKind
from workflows.duty import Duty

AGAIN_AFTER_DAYS = (1, 7)


def owed(state: OrgChangeState) -> list[Duty]:
    """Whoever decided gives everything a successor, and verifies when it has moved."""
    if state.status is ChangeStatus.DECIDED:
        return [_duty(state, TaskKind.MAP_ORG_CHANGE, state.decided_on)]
    if state.status is ChangeStatus.EFFECTIVE and state.effective_since:
        return [_duty(state, TaskKind.VERIFY_ORG_CHANGE, state.effective_since)]
    return []


def openings(state: OrgChangeState) -> Mapping[str, date]:
    """The effective day; later once more and again, for letters that were on the way on that day."""
    if state.status is ChangeStatus.MAPPED:
        return {"effective": state.effective_on}
    if state.status is ChangeStatus.EFFECTIVE and state.effective_since:
        return {f"again-{days}": state.effective_since + timedelta(days=days) for days in AGAIN_AFTER_DAYS}
    return {}


def is_to_be_moved(state: OrgChangeState) -> bool:
    return state.status is ChangeStatus.EFFECTIVE and state.moves_done < state.moves_wanted


def _duty(state: OrgChangeState, kind: TaskKind, since: date) -> Duty:
    return Duty(
        kind=kind, case_id=state.subject, service="registry", holder=state.decided_by, role=state.role, since=since
    )
