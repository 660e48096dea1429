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
from shared.organisation_directory.queries import organisation
from shared.waiting.contract import UrgePartner, WaitingFor
from shared.waiting.urging import NothingToWaitFor, keep_received, keep_sent


def urge_partner(act: Act, case_id: UUID, body: UrgePartner) -> WaitingFor:
    """Raises NotFound, NotYourPost, NothingToWaitFor, PartnerUrgedToday naming who was first."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "urge_partner", PERMISSIONS, standing_of(case))
    owed = _longest_owed(act, case, body)
    attempt = case.former_attempt if body.matter is RELEASING and case.former_attempt else case.attempt
    name = organisation(act.session, post.organisation).name
    keep_sent(act, body, post, case_id=case.id, attempt=attempt, path=case.home_path, organisation=name)
    letter = PartnerUrged(
        matter=body.matter, since=owed.since, urged_on=act.today, organisation_name=name, text=body.text
    )
    _write(act, case, letter)
    note(act, "urge_partner", case, post, words=body.text, matter=body.matter)
    publish(act, case)
    return _longest_owed(act, case, body)


def _longest_owed(act: Act, case: CaseRow, body: UrgePartner) -> WaitingFor:
    found = waiting_of(act, case.id, body.matter)
    if not found:
        raise NothingToWaitFor(status=case.status)
    return found[0]


def _write(act: Act, case: CaseRow, letter: PartnerUrged) -> None:
    to = write_to_former if letter.matter is RELEASING else write
    to(act, case, letter)


def hear_urge(act: Act, letter: Letter) -> None:
    """The host asks for what we owe: kept beside the tasks of the case, which stay as they are."""
    assert isinstance(letter.body, PartnerUrged)
    case = case_of(act, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    urged = letter.body
    keep_received(
        act, case_id=case.id, attempt=letter.attempt, matter=urged.matter, path=case.home_path,
        organisation=urged.organisation_name, text=urged.text, on=urged.urged_on,
    )  # fmt: skip
    note(act, "letter_partner_urged", case, post, words=urged.text, matter=urged.matter)
