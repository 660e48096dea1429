"""催办函 to home, and from it (once a day for each case and matter)."""

from uuid import UUID

from services.inflow.operations.casework import lock_placement, put_down, write
from services.inflow.operations.letters import placement_addressed, speaking_for_home
from services.inflow.operations.parties import check_parties
from services.inflow.permissions import EVERYBODY
from services.inflow.waiting.permissions import PERMISSIONS
from services.inflow.waiting.queries import waiting_of
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.history import append
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.posts import Post, Role
from shared.waiting.contract import UrgePartner, WaitingFor
from shared.waiting_lists.urging import keep_received, urge


def urge_partner(act: Act, case_id: UUID, body: UrgePartner) -> WaitingFor:
    """Raises NotFound, NotYourPost, NothingToWaitFor, PartnerUrgedToday naming who was first."""
    row = lock_placement(act, case_id)
    standing = Standing(own=row.host_path, partner=row.home_path)
    post = authorise(act.actor, "urge_partner", PERMISSIONS, standing, readers=EVERYBODY)
    owed = waiting_of(act, row, body.matter)
    letter = urge(
        act, body, post, owed, status=row.status, case_id=row.case_id, attempt=row.attempt, path=row.host_path
    )
    write(act, row, letter)
    put_down(act, row, "urge_partner", post, words=body.text, matter=body.matter)
    return waiting_of(act, row, body.matter)[0]


def hear_urge(act: Act, letter: Letter) -> None:
    """Home asks for what we owe: kept beside the tasks of the case, which stay as they are."""
    row = placement_addressed(act, letter)
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    act = speaking_for_home(act, row)
    urged = keep_received(act, letter, case_id=row.case_id, path=row.host_path)
    post = Post(Role.SYSTEM, letter.sender, row.home_path)
    append(
        act, "letter_partner_urged", row.case_id, row.status, post=post, words=urged.text, attempt=row.attempt,
        matter=urged.matter,
    )  # fmt: skip
