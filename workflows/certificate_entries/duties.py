"""Who owes what about the entries at the host. Read it beside rulebook 5, W-12, and 5.1 (certificate lost)."""

from collections.abc import Mapping
from datetime import date

from services.inflow.entries.contract import EntriesState, Waiting
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(state: EntriesState) -> list[Duty]:
    """All of them the host branch's: to ask the member, to review, to write, to answer."""
    booklet = (state.booklet,) if state.booklet else ()
    waiting = (
        (TaskKind.CONFIRM_ENTRY, state.unconfirmed),
        (TaskKind.REVIEW_ENTRY, state.objected),
        (TaskKind.RECORD_ROLE_ENTRY, state.role_years),
        (TaskKind.TAKE_UP_BOOKLET, booklet),
        (TaskKind.ANSWER_FALSE_ENTRIES, state.findings),
    )
    return [_duty(state, kind, one) for kind, several in waiting for one in several]


def openings(state: EntriesState) -> Mapping[str, date]:
    """The exemplary-role entry is looked for at the end of each year (S001-C 二2)."""
    day = state.next_role_on
    return {f"role/{day.year}": day} if day else {}


def _duty(state: EntriesState, kind: TaskKind, one: Waiting) -> Duty:
    return Duty(
        kind=kind,
        case_id=state.case_id,
        occurrence=f"{state.attempt}.{one.serial}",
        service="inflow",
        holder=state.host_branch,
        role=Role.BRANCH_SECRETARY,
        since=one.since,
    )
