"""催办函 to the other party of an agreement, and from it (once a day for each copy and matter)."""

from uuid import UUID

from services.registry.agreement.operations.casework import lock_agreement, note, write
from services.registry.agreement.operations.hearing import copy_addressed, speaking_for_the_partner
from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.snapshots import publish
from services.registry.agreement.waiting.queries import waiting_of
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.letters.contract import Letter
from shared.waiting.contract import UrgePartner, WaitingFor
from shared.waiting_lists.urging import keep_received, urge


def urge_partner(act: Act, copy_id: UUID, body: UrgePartner) -> WaitingFor:
    """Raises NotFound, NotYourPost, NothingToWaitFor, PartnerUrgedToday naming who was first."""
    row = lock_agreement(act, copy_id)
    post = authorise(act.actor, "urge_partner", PERMISSIONS, Standing(own=row.own_path))
    owed = waiting_of(act, row.id, body.matter)
    letter = urge(act, body, post, owed, status=row.status, case_id=row.id, attempt=row.attempt, path=row.own_path)
    write(act, row, letter)
    note(act, "urge_partner", row, post, words=body.text, matter=body.matter)
    publish(act, row)
    return waiting_of(act, row.id, body.matter)[0]


def hear_urge(act: Act, letter: Letter) -> None:
    """The other party asks for what we owe: kept beside the tasks of our copy, which stay as they are.

    Raises LetterRefused."""
    row = copy_addressed(act, letter)
    urged = keep_received(act, letter, case_id=row.id, path=row.own_path)
    act, post = speaking_for_the_partner(act, letter, row.partner_name)
    note(act, "letter_partner_urged", row, post, words=urged.text, matter=urged.matter)
