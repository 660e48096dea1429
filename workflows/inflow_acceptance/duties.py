"""Who owes what at the host in each state of W-03; acceptance counts from the report (`accept.*`)."""

from collections.abc import Iterator
from datetime import date

from services.inflow.contract import PlacementState, PlacementStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

S = PlacementStatus
OF_ACCEPTANCE = (TaskKind.VERIFY_CERTIFICATE, TaskKind.PLACE_MEMBER, TaskKind.ENROL_MEMBER)


def owed(placement: PlacementState) -> list[Duty]:
    """All duties that stand in this state of the placement."""
    duties = []
    if placement.accept_from is not None:
        duties += _acceptance(placement, placement.accept_from)
    if placement.look_since is not None:
        holder = placement.host_committee
        duties.append(
            _duty(
                placement,
                TaskKind.LOOK_FOR_MEMBER,
                holder,
                Role.RECEPTION_OFFICER,
                placement.look_since,
                placement.look_occurrence,
            )
        )
    return [*duties, *_leaving(placement)]


def _leaving(placement: PlacementState) -> Iterator[Duty]:
    """The closing note of one who moves on or returns (9.3), the answer to his transfer (条例 Art 25)."""
    branch, committee = placement.host_branch, placement.host_committee
    if placement.note_owed and placement.leaving_since and branch:
        since, occurrence = placement.leaving_since, placement.release_occurrence
        yield _duty(placement, TaskKind.RELEASE_MEMBER, branch, Role.BRANCH_SECRETARY, since, occurrence)
    if placement.transfer_since:
        since, occurrence = placement.transfer_since, placement.transfer_occurrence
        yield _duty(placement, TaskKind.ACCEPT_TRANSFER, committee, Role.COMMITTEE_OFFICER, since, occurrence)


def _acceptance(placement: PlacementState, since: date) -> list[Duty]:
    """Verify, place, enrol. While home owes an answer the clock stands still (`pauses`)."""
    occurrence, committee = placement.occurrence, placement.host_committee
    match placement.status:
        case S.RECEIVED | S.NEEDS_INFO | S.SUSPECT:
            kind, holder, role = TaskKind.VERIFY_CERTIFICATE, committee, Role.RECEPTION_OFFICER
        case S.VERIFIED:
            kind, holder, role = TaskKind.PLACE_MEMBER, committee, Role.COMMITTEE_OFFICER
        case S.PLACED if placement.host_branch:
            kind, holder, role = TaskKind.ENROL_MEMBER, placement.host_branch, Role.BRANCH_SECRETARY
        case _:
            return []
    return [_duty(placement, kind, holder, role, since, occurrence)]


def _duty(placement: PlacementState, kind: TaskKind, holder: str, role: Role, since: date, occurrence: str) -> Duty:
    pauses = placement.pauses if kind in OF_ACCEPTANCE else ()
    return Duty(
        kind=kind,
        case_id=placement.case_id,
        occurrence=occurrence,
        service="inflow",
        holder=holder,
        role=role,
        since=since,
        pauses=pauses,
    )
