"""The affiliation moves while the member is away: sending changes nothing, acceptance closes (条例 Art 25)."""

from datetime import date
from uuid import UUID

from services.outflow.contract import CaseStatus
from services.outflow.leaving.contract import RecordTransferAccepted, SendTransfer
from services.outflow.leaving.operations.taking_up import not_before_departure, take_up
from services.outflow.operations.casework import already_taken, not_later_than_today, note, write
from services.outflow.operations.ending import close_case, tell_all
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.letters.bodies_leaving import TransferSent
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class NoTransferOnItsWay(Conflict):
    message = "还没有登记组织关系转出，请先登记。"


class AcceptedBeforeSent(Invalid):
    message = "接收日期早于转出日期，请核对。"


def send_transfer(act: Act, case_id: UUID, body: SendTransfer) -> CaseRow:
    """Home answers for him until it is accepted; the host is told."""
    case, post = take_up(act, "send_transfer", case_id)
    if case.transfer_sent_on is not None:
        raise already_taken(act, case, "send_transfer")
    not_later_than_today(act, sent_on=body.sent_on)
    not_before_departure(case, sent_on=body.sent_on)
    case.transfer_sent_on, case.transfer_letter = body.sent_on, body.letter_number
    write(act, case, TransferSent(sent_on=body.sent_on, letter_number=body.letter_number))
    note(act, "send_transfer", case, post, sent_on=body.sent_on.isoformat(), letter_number=body.letter_number)
    tell_all(act, case)
    return case


def record_transfer_accepted(act: Act, case_id: UUID, body: RecordTransferAccepted) -> CaseRow:
    """On the receipt of the organisation that took him over. Raises NoTransferOnItsWay."""
    case, post = take_up(act, "record_transfer_accepted", case_id)
    not_later_than_today(act, accepted_on=body.accepted_on)
    if case.transfer_sent_on is None:
        raise NoTransferOnItsWay()
    if body.accepted_on < case.transfer_sent_on:
        raise AcceptedBeforeSent(fields=[{"field": "accepted_on", "message": f"早于 {case.transfer_sent_on}"}])
    has_been_transferred(act, case, body.accepted_on, "record_transfer_accepted")
    note(
        act,
        "record_transfer_accepted",
        case,
        post,
        accepted_on=body.accepted_on.isoformat(),
        words=body.text,
    )
    tell_all(act, case)
    return case


def has_been_transferred(act: Act, case: CaseRow, on: date, verb: str) -> None:
    occurrence = transfer_occurrence(case)
    close_task(act, case.id, TaskKind.CONFIRM_TRANSFER, case.home_branch, verb=verb, occurrence=occurrence)
    close_case(act, case, CaseStatus.CLOSED_TRANSFERRED, verb, "TRANSFERRED", on)
    case.ended_on = on


def transfer_occurrence(case: CaseRow) -> str:
    return str(case.transfer_sent_on)
