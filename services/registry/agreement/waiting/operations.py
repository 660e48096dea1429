"""催办函 to the other party of an agreement, and from it (once a day for each copy and matter)."""

from uuid import UUID

from services.registry.agreement.operations.casework import lock_agreement, note, write
from services.registry.agreement.operations.hearing import copy_addressed, speaking_for_the_partner
from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.snapshots import publish
from services.registry.agreement.tables import AgreementRow
from services.registry.agreement.waiting.queries import waiting_of
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.letters.bodies_urging import PartnerUrged
from shared.letters.contract import Letter
from shared.organisation_directory.queries import organisation
from shared.waiting.contract import UrgePartner, WaitingFor
from shared.waiting.urging import NothingToWaitFor, keep_received, keep_sent


def urge_partner(act: Act, copy_id: UUID, body: UrgePartner) -> WaitingFor:
    """Raises NotFound, NotYourPost, NothingToWaitFor, PartnerUrgedToday naming who was first."""
    row = lock_agreement(act, copy_id)
    post = authorise(act.actor, "urge_partner", PERMISSIONS, Standing(own=row.own_path))
    owed = _longest_owed(act, row, body)
    name = organisation(act.session, row.own).name
    keep_sent(act, body, post, case_id=row.id, attempt=row.attempt, path=row.own_path, organisation=name)
    letter = PartnerUrged(
        matter=body.matter, since=owed.since, urged_on=act.today, organisation_name=name, text=body.text
    )
    write(act, row, letter)
    note(act, "urge_partner", row, post, words=body.text, matter=body.matter)
    publish(act, row)
    return _longest_owed(act, row, body)


def _longest_owed(act: Act, row: AgreementRow, body: UrgePartner) -> WaitingFor:
    found = waiting_of(act, row.id, body.matter)
    if not found:
        raise NothingToWaitFor(status=row.status)
    return found[0]


def hear_urge(act: Act, letter: Letter) -> None:
    """The other party asks for what we owe: kept beside the tasks of our copy, which stay as they are.

    Raises LetterRefused."""
    assert isinstance(letter.body, PartnerUrged)
    row, urged = copy_addressed(act, letter), letter.body
    keep_received(
        act, case_id=row.id, attempt=letter.attempt, matter=urged.matter, path=row.own_path,
        organisation=urged.organisation_name, text=urged.text, on=urged.urged_on,
    )  # fmt: skip
    act, post = speaking_for_the_partner(act, letter, row.partner_name)
    note(act, "letter_partner_urged", row, post, words=urged.text, matter=urged.matter)
