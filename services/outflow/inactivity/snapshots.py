"""What the workflow follows, told in the act's own transaction."""

from services.outflow.inactivity.contract import InactivityState, InactivityStatus
from services.outflow.inactivity.tables import InactivityRow
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.outbox import follow


def inactivity_state(act: Act, case: CaseRow, row: InactivityRow) -> InactivityState:
    return InactivityState(
        process_id=row.id,
        case_id=case.id,
        version=row.version,
        clock=act.clock,
        status=InactivityStatus(row.status),
        home_branch=case.home_branch,
        home_committee=case.home_committee or case.home_branch,
        stage_since=row.stage_since,
    )


def publish_inactivity(act: Act, case: CaseRow, row: InactivityRow) -> None:
    row.version += 1
    act.session.flush()
    state = inactivity_state(act, case, row)
    follow(act.session, "Inactivity", state)
