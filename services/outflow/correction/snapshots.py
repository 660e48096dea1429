"""What W-17's workflow follows at home, told in the act's own transaction."""

from services.outflow.correction.tables import CorrectionRow
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.corrections.contract import CorrectionState, CorrectionStatus
from shared.outbox import follow


def correction_state(act: Act, case: CaseRow, row: CorrectionRow) -> CorrectionState:
    return CorrectionState(
        correction_id=row.id,
        case_id=case.id,
        version=row.version,
        clock=act.clock,
        service="outflow",
        status=CorrectionStatus(row.status),
        decider=case.home_committee or case.home_branch,
        reported_on=row.reported_on,
        occurrence=str(row.id),
    )


def publish_correction(act: Act, case: CaseRow, row: CorrectionRow) -> None:
    """Only what home owns has a process here."""
    row.version += 1
    act.session.flush()
    if row.owner != "home":
        return
    state = correction_state(act, case, row)
    follow(act.session, "DataCorrection", state)
