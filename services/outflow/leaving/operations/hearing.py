"""What letters of leaving from a host mean: its closing note, its answer to a transfer."""

from services.outflow.contract import CaseStatus
from services.outflow.domain.mobility import AWAY
from services.outflow.leaving.operations.calling_off import stay_away
from services.outflow.leaving.operations.relocation import has_released
from services.outflow.leaving.operations.transfer import has_been_transferred
from services.outflow.operations.casework import lock_case, note
from services.outflow.operations.ending import tell_all
from services.outflow.operations.hearing import is_host_of, speaking_for_the_host
from services.outflow.operations.notice import ask_host_anew
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import NotFound
from shared.letters.bodies_leaving import ClosingNote, MemberStays, TransferAccepted, TransferRejected
from shared.letters.contract import Letter
from shared.letters.operations import NO_SUCH_CASE, LetterRefused


def hear_closing_note(act: Act, letter: Letter) -> None:
    """From the former host: it has released him. From the present one: its account for the return inspection."""
    assert isinstance(letter.body, ClosingNote)
    case = _case_of(act, letter)
    body = letter.body
    former = case.relocating_since is not None and letter.attempt == case.former_attempt
    returning = case.status == CaseStatus.RETURNING and letter.attempt == case.attempt
    late = letter.attempt == case.former_attempt
    # The note and home's word that the return is called off have crossed: that host has him no more.
    present = case.active_on is not None and case.status in AWAY and letter.attempt == case.attempt
    if former or returning or late or present:
        account = f"{body.host_branch_name}：表现：{body.conduct}；参加活动：{body.participation}；"
        account += f"党费交至{body.dues_paid_to or '—'}。{body.text}"
        case.host_account = act.seal_text(account)
    if former:
        has_released(act, case, body.released_on, account)
    elif returning:
        case.released_on = body.released_on
    elif present:
        ask_host_anew(act, case)
    _put_down(act, case, letter, heard=former or returning or late or present)


def hear_member_stays(act: Act, letter: Letter) -> None:
    """The host knows better: he does not come back. Once he has reported back it says nothing new."""
    assert isinstance(letter.body, MemberStays)
    case = _case_of(act, letter)
    heard = case.status == CaseStatus.RETURNING and case.return_reported_on is None
    if heard:
        stay_away(act, case, letter.body.text, "letter_member_stays")
    _put_down(act, case, letter, heard=heard, words=letter.body.text)


def hear_transfer_accepted(act: Act, letter: Letter) -> None:
    assert isinstance(letter.body, TransferAccepted)
    case = _case_of(act, letter)
    heard = _was_asked(case, letter)
    if heard:
        has_been_transferred(act, case, letter.body.accepted_on, "letter_transfer_accepted")
    _put_down(act, case, letter, heard=heard)


def hear_transfer_rejected(act: Act, letter: Letter) -> None:
    """Nothing has changed but that the letter of transfer has come back."""
    assert isinstance(letter.body, TransferRejected)
    case = _case_of(act, letter)
    heard = _was_asked(case, letter)
    if heard:
        case.transfer_sent_on = case.transfer_letter = None
    _put_down(act, case, letter, heard=heard, words=letter.body.text)


def _was_asked(case: CaseRow, letter: Letter) -> bool:
    """The host to which the affiliation was sent may answer after home has named another one: it holds it."""
    return case.is_open and case.transfer_sent_on is not None and letter.attempt in (case.attempt, case.former_attempt)


def _case_of(act: Act, letter: Letter) -> CaseRow:
    """Raises LetterRefused when the sender is neither the present nor the former host of this case."""
    try:
        case = lock_case(act, letter.case_id)
    except NotFound as error:
        raise LetterRefused(NO_SUCH_CASE) from error
    hosts = {case.attempt: case.host_committee, case.former_attempt: case.former_committee}
    if not is_host_of(act, hosts.get(letter.attempt), letter.sender):
        raise LetterRefused("来函单位不是该个案的流入地党组织，已拒收。")
    return case


def _put_down(act: Act, case: CaseRow, letter: Letter, *, heard: bool, words: str = "") -> None:
    act, post = speaking_for_the_host(act, letter.sender)
    verb = f"letter_{letter.body.type.lower()}"
    if not heard:
        note(act, verb, case, post, ignored=True, attempt=letter.attempt)
        return
    note(act, verb, case, post, sender=letter.sender, words=words)
    tell_all(act, case)
