"""An announced return does not come about: the case goes on with the host that still has him, or asks one anew."""

from uuid import UUID

from services.outflow.domain.mobility import after_found
from services.outflow.leaving.contract import CallOffReturn
from services.outflow.leaving.operations.taking_up import take_up
from services.outflow.operations.arrival import proof_of_contact
from services.outflow.operations.casework import note, write, write_to_former
from services.outflow.operations.ending import ask_again, tell_all
from services.outflow.operations.notice import ask_host_anew
from services.outflow.snapshots import return_occurrence
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.letters.bodies_leaving import ReturnCalledOff
from shared.own_word import own_word, refuse_from_himself
from shared.policy.contact_period import contact_period
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import cancel_task


class BackAlready(Conflict):
    message = "党员已向党支部报告返回，不能再取消；再次外出的，请在查验办结后重新登记外出。"


def call_off_return(act: Act, case_id: UUID, body: CallOffReturn) -> CaseRow:
    """Until he has reported back. The member takes back his own word and nobody's finding: raises BackAlready,
    NotAMembersWord."""
    case, post = take_up(act, "call_off_return", case_id)
    if case.return_reported_on is not None:
        raise BackAlready()
    refuse_from_himself(act, "told_by", refused=not case.return_announced)
    body = own_word(act, body)
    if body.told_by == "MEMBER":
        proof_of_contact(case, act.today)
    stay_away(act, case, body.text, "call_off_return")
    note(act, "call_off_return", case, post, told_by=body.told_by, words=body.text)
    tell_all(act, case)
    return case


def stay_away(act: Act, case: CaseRow, text: str, verb: str) -> None:
    """What the return ended is owed again; a host that has not accepted him, or has released him, is asked anew."""
    occurrence = return_occurrence(case)
    cancel_task(act, case.id, TaskKind.REPORT_RETURN, case.home_branch, verb=verb, occurrence=occurrence)
    case.returns_called_off += 1
    case.returning_since = case.returns_on = None
    case.return_announced = False
    relocating = case.relocating_since is not None
    called_off = ReturnCalledOff(relocating=relocating, text=text)
    write_to_former(act, case, called_off)
    if case.active_on is not None and case.released_on is None:
        write(act, case, called_off)
        case.status = after_found(case.reported_on is not None, active=True, relocating=relocating)
    else:
        ask_host_anew(act, case)
    ask_again(act, case, str(contact_period(act.today, abroad=case.abroad)), "announce_return")
