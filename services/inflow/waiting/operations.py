"""催办函 to home, and from it (once a day for each case and matter)."""

from uuid import UUID

from services.inflow.operations.casework import lock_placement, put_down, write
from services.inflow.operations.letters import placement_addressed, speaking_for_home
from services.inflow.operations.parties import check_parties
from services.inflow.permissions import EVERYBODY
from services.inflow.tables import PlacementRow
from services.inflow.waiting.permissions import PERMISSIONS
from services.inflow.waiting.queries import waiting_of
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.history import append
from shared.letters.bodies_urging import PartnerUrged
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.organisation_directory.queries import organisation
from shared.posts import Post, Role
from shared.waiting.contract import UrgePartner, WaitingFor
from shared.waiting.urging import NothingToWaitFor, keep_received, keep_sent


def urge_partner(act: Act, case_id: UUID, body: UrgePartner) -> WaitingFor:
    """Raises NotFound, NotYourPost, NothingToWaitFor, PartnerUrgedToday naming who was first."""
    row = lock_placement(act, case_id)
    standing = Standing(own=row.host_path, partner=row.home_path)
    post = authorise(act.actor, "urge_partner", PERMISSIONS, standing, readers=EVERYBODY)
    owed = _longest_owed(act, row, body)
    name = organisation(act.session, post.organisation).name
    keep_sent(act, body, post, case_id=row.case_id, attempt=row.attempt, path=row.host_path, organisation=name)
    letter = PartnerUrged(
        matter=body.matter, since=owed.since, urged_on=act.today, organisation_name=name, text=body.text
    )
    write(act, row, letter)
    put_down(act, row, "urge_partner", post, words=body.text, matter=body.matter)
    return _longest_owed(act, row, body)


def _longest_owed(act: Act, row: PlacementRow, body: UrgePartner) -> WaitingFor:
    found = waiting_of(act, row, body.matter)
    if not found:
        raise NothingToWaitFor(status=row.status)
    return found[0]


def hear_urge(act: Act, letter: Letter) -> None:
    """Home asks for what we owe: kept beside the tasks of the case, which stay as they are."""
    assert isinstance(letter.body, PartnerUrged)
    row = placement_addressed(act, letter)
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    urged, act = letter.body, speaking_for_home(act, row)
    keep_received(
        act, case_id=row.case_id, attempt=row.attempt, matter=urged.matter, path=row.host_path,
        organisation=urged.organisation_name, text=urged.text, on=urged.urged_on,
    )  # fmt: skip
    post = Post(Role.SYSTEM, letter.sender, row.home_path)
    append(
        act, "letter_partner_urged", row.case_id, row.status, post=post, words=urged.text, attempt=row.attempt,
        matter=urged.matter,
    )  # fmt: skip
