"""催办函 to the host, and from it (once a day for each case and matter)."""

from uuid import UUID

from services.outflow.operations.casework import lock_case, note, write, write_to_former
from services.outflow.operations.hearing import case_of, speaking_for_the_host
from services.outflow.queries import standing_of
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from services.outflow.waiting.permissions import PERMISSIONS
from services.outflow.waiting.queries import waiting_of
from services.outflow.waiting.sources import RELEASING
from shared.act import Act
from shared.authorisation import authorise
from shared.letters.bodies_urging import PartnerUrged
from shared.letters.contract import Letter
from shared.waiting.contract import UrgePartner, WaitingFor
from shared.waiting_lists.urging import keep_received, urge


def urge_partner(act: Act, case_id: UUID, body: UrgePartner) -> WaitingFor:
    """Raises NotFound, NotYourPost, NothingToWaitFor, PartnerUrgedToday naming who was first."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "urge_partner", PERMISSIONS, standing_of(case))
    attempt = case.former_attempt if body.matter is RELEASING and case.former_attempt else case.attempt
    owed = waiting_of(act, case.id, body.matter)
    letter = urge(act, body, post, owed, status=case.status, case_id=case.id, attempt=attempt, path=case.home_path)
    _write(act, case, letter)
    note(act, "urge_partner", case, post, words=body.text, matter=body.matter)
    publish(act, case)
    return waiting_of(act, case.id, body.matter)[0]


def _write(act: Act, case: CaseRow, letter: PartnerUrged) -> None:
    to = write_to_former if letter.matter is RELEASING else write
    to(act, case, letter)


def hear_urge(act: Act, letter: Letter) -> None:
    """The host asks for what we owe: kept beside the tasks of the case, which stay as they are."""
    case = case_of(act, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    urged = keep_received(act, letter, case_id=case.id, path=case.home_path)
    note(act, "letter_partner_urged", case, post, words=urged.text, matter=urged.matter)
