"""Who owes what while a mobile-member organisation is being founded (W-15)."""

from services.registry.mobile_org.contract import MobileOrgState, MobileOrgStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(state: MobileOrgState) -> list[Duty]:
    """The host committee answers (D-46); then the home department decides."""
    if not state.leads and state.status is MobileOrgStatus.PROPOSED:
        return [_duty(state, TaskKind.SUPPORT_MOBILE_ORG, state.own, Role.COMMITTEE_OFFICER)]
    if state.leads and state.status is MobileOrgStatus.HOST_CONSULTED:
        return [_duty(state, TaskKind.APPROVE_MOBILE_ORG, state.department, Role.DEPARTMENT_OFFICER)]
    return []


def _duty(state: MobileOrgState, kind: TaskKind, holder: str, role: Role) -> Duty:
    since = state.consulted_on or state.proposed_on
    return Duty(kind=kind, case_id=state.subject, service="registry", holder=holder, role=role, since=since)
