"""What home's letters of leaving mean here."""

from collections.abc import Callable

from services.inflow.contract import OVER, PlacementStatus
from services.inflow.leaving.operations.release import release
from services.inflow.leaving.operations.rest import take_back_tasks_of_the_stay
from services.inflow.operations.casework import put_down
from services.inflow.operations.letters import placement_addressed, speaking_for_home, withdraw
from services.inflow.operations.parties import check_parties
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.history import append
from shared.letters.bodies_leaving import (
    CaseClosed,
    CaseSuspended,
    MemberReturning,
    Relocation,
    ReturnCalledOff,
    TransferSent,
)
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.posts import Post, Role


def hear_leaving_letter(act: Act, letter: Letter) -> None:
    """One that no longer makes sense is noted in the history and changes nothing. Raises LetterRefused."""
    row = placement_addressed(act, letter)
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    home = speaking_for_home(act, row)
    verb, post = f"letter_{letter.body.type.lower()}", Post(Role.SYSTEM, letter.sender, row.home_path)
    if MEANINGS[type(letter.body)](home, row, letter):
        put_down(home, row, verb, post)
    else:
        append(home, verb, row.case_id, row.status, post=post, attempt=row.attempt, ignored=True)


def _relocation(act: Act, row: PlacementRow, _: Letter) -> bool:
    """He stays on the roster until the next host has enrolled him; the closing note is asked for."""
    if row.status != PlacementStatus.ENROLLED or row.leaving_since is not None:
        return False
    row.leaving_since, row.leaving_why, row.note_owed = act.today, "RELOCATION", True
    return True


def _returning(act: Act, row: PlacementRow, _: Letter) -> bool:
    """D-40: the host is asked about conduct and participation; one that has not accepted him yet is out of it."""
    if row.status == PlacementStatus.ENROLLED:
        row.leaving_since = row.leaving_since or act.today
        row.leaving_why, row.note_owed = "RETURN", row.closing_note is None
        take_back_tasks_of_the_stay(act, row, "letter_member_returning")
        return True
    if row.status in OVER:
        return False
    withdraw(act, row)
    return True


def _return_called_off(act: Act, row: PlacementRow, letter: Letter) -> bool:
    """He stays, or is still only moving on; one that has released him is asked anew by another notice."""
    assert isinstance(letter.body, ReturnCalledOff)
    if row.status != PlacementStatus.ENROLLED or row.leaving_why != "RETURN":
        return False
    row.stay_told_on = None
    row.leaving_since, row.leaving_why, row.note_owed = None, None, False
    return _relocation(act, row, letter) if letter.body.relocating else True


def _transfer_sent(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, TransferSent)
    if row.status in OVER - {PlacementStatus.ENROLLED}:
        return False
    row.transfer_since, row.transfer_letter = act.today, letter.body.letter_number
    return True


def _suspended(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, CaseSuspended)
    row.suspended_on = letter.body.since if letter.body.suspended else None
    if letter.body.suspended:
        take_back_tasks_of_the_stay(act, row, "letter_case_suspended")
    return True


def _case_closed(act: Act, row: PlacementRow, letter: Letter) -> bool:
    """Home's last word. Only the note of one who moved on to another host is still wanted."""
    assert isinstance(letter.body, CaseClosed)
    row.note_owed = row.note_owed and letter.body.reason == "RELOCATED"
    if row.status in (PlacementStatus.ENROLLED, PlacementStatus.RELEASED):
        release(act, row, letter.body.closed_on)
        return True
    if row.status in OVER:
        return False
    withdraw(act, row)
    return True


MEANINGS: dict[type, Callable[[Act, PlacementRow, Letter], bool]] = {
    Relocation: _relocation,
    MemberReturning: _returning,
    ReturnCalledOff: _return_called_off,
    TransferSent: _transfer_sent,
    CaseSuspended: _suspended,
    CaseClosed: _case_closed,
}
