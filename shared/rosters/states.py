"""In which of the five states a row is."""

from collections.abc import Collection

from shared.rosters.contract import RosterRow, RowState, Verdict


def with_state(row: RosterRow, conflicts: Collection[str]) -> RosterRow:
    """New, or changed where something differs; unless it is wrong, or only `conflicts` stand against it."""
    wrong = {problem.code for problem in row.problems if problem.severity is Verdict.ERROR}
    if wrong:
        return _in(row, RowState.CONFLICT if wrong <= set(conflicts) else RowState.ERROR)
    return _in(row, RowState.CHANGED if row.changes else RowState.NEW)


def unchanged(row: RosterRow) -> RosterRow:
    return _in(row, RowState.UNCHANGED)


def _in(row: RosterRow, state: RowState) -> RosterRow:
    return row.model_copy(update={"state": state})
