"""W-16: an agreement passes to the organisation that takes a party's place, with notice to the other side."""

from collections.abc import Mapping

from sqlalchemy import select

from services.registry.agreement.contract import ENDED, AgreementStatus
from services.registry.agreement.operations.casework import note, write
from services.registry.agreement.snapshots import publish
from services.registry.agreement.tables import AgreementRow
from shared.act import Act
from shared.letters.bodies_between import PartySucceeded
from shared.organisation_directory.queries import organisation
from shared.tasks.tables import TaskRow


def pass_agreements(act: Act, successors: Mapping[str, str]) -> None:
    """Every copy that is not over. Nothing in it changes but who the party is."""
    mine = AgreementRow.own.in_(list(successors))
    query = select(AgreementRow).where(mine, AgreementRow.status.not_in(ENDED)).with_for_update()
    for row in act.session.scalars(query).all():
        heir = organisation(act.session, successors[row.own])
        if row.status != AgreementStatus.DRAFT:
            write(act, row, PartySucceeded(successor=heir.code, successor_name=heir.name))
        _hand_over_tasks(act, row, heir.code, heir.path)
        before, row.former = row.own, [*row.former, row.own]
        row.own, row.own_path = heir.code, heir.path
        note(act, "party_succeeded", row, None, before=before, after=heir.code)
        publish(act, row)


def _hand_over_tasks(act: Act, row: AgreementRow, code: str, path: str) -> None:
    tasks = select(TaskRow).where(TaskRow.case_id == row.id, TaskRow.status == "OPEN", TaskRow.holder == row.own)
    for task in act.session.scalars(tasks.with_for_update()):
        task.holder, task.holder_path = code, path
