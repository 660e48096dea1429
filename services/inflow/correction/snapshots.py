"""What W-17's workflow follows at the host, told in the act's own transaction."""

from services.inflow.correction.tables import CorrectionRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.corrections.contract import CorrectionState, CorrectionStatus
from shared.outbox import follow


def correction_state(act: Act, placement: PlacementRow, row: CorrectionRow) -> CorrectionState:
    return CorrectionState(
        correction_id=row.id,
        case_id=placement.case_id,
        version=row.version,
        clock=act.clock,
        service="inflow",
        status=CorrectionStatus(row.status),
        decider=placement.host_committee,
        reported_on=row.reported_on,
        occurrence=f"{placement.attempt}.{row.id}",
    )


def publish_correction(act: Act, placement: PlacementRow, row: CorrectionRow) -> None:
    """Only what the host owns has a process here."""
    row.version += 1
    act.session.flush()
    if row.owner != "host":
        return
    state = correction_state(act, placement, row)
    follow(act.session, "DataCorrection", state)
