"""Who owes what about a number from before this system, and when the registry is asked."""

from collections.abc import Mapping
from datetime import date

from services.outflow.old_certificate.contract import OldCertificateState, OldCertificateStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(state: OldCertificateState) -> list[Duty]:
    """Another certificate holds the number: the home committee looks at the booklet (D-78: one person, one booklet)."""
    if state.status is not OldCertificateStatus.CONFLICT or state.conflict_since is None:
        return []
    return [
        Duty(
            kind=TaskKind.CORRECT_OLD_NUMBER,
            case_id=state.case_id,
            occurrence=str(state.conflicts),
            service="outflow",
            holder=state.home_committee,
            role=Role.COMMITTEE_OFFICER,
            since=state.conflict_since,
        )
    ]


def openings(state: OldCertificateState) -> Mapping[str, date]:
    """The registry is asked at once, and again for a number that was corrected."""
    if state.status is not OldCertificateStatus.REGISTERING:
        return {}
    return {f"register/{state.conflicts}": state.issued_on}
