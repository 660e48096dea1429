"""What W-16's workflow follows."""

from services.registry.org_change.contract import ChangeStatus, OrgChangeState
from services.registry.org_change.tables import OrgChangeRow
from shared.act import Act
from shared.outbox import follow
from shared.posts import Role


def change_state(act: Act, row: OrgChangeRow) -> OrgChangeState:
    return OrgChangeState(
        subject=row.id,
        version=row.version,
        clock=act.clock,
        status=ChangeStatus(row.status),
        decided_by=row.decided_by,
        role=Role(row.role),
        decided_on=row.decided_on,
        effective_on=row.effective_on,
        effective_since=row.effective_since,
        moves_wanted=row.moves_wanted,
        moves_done=row.moves_done,
        main=row.main,
        cases=row.cases,
    )


def publish(act: Act, row: OrgChangeRow) -> None:
    row.version += 1
    act.session.flush()
    state = change_state(act, row)
    follow(act.session, "OrgChange", state)
