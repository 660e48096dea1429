"""Taking up one committee's copy, and writing to the other committee."""

from uuid import UUID

from services.registry.mobile_org.contract import MobileOrgStatus
from services.registry.mobile_org.domain import MAY_BE_TAKEN_IN
from services.registry.mobile_org.permissions import PERMISSIONS
from services.registry.mobile_org.snapshots import LEADING, SUPPORTING
from services.registry.mobile_org.tables import MobileOrgRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, NotFound
from shared.history import append, who_was_first
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.posts import Post

LED_BY = {"answer_mobile_org": SUPPORTING}


class NotOfThisCommittee(Conflict):
    message = "这一步由另一方党委办理，请等待对方。"


def lock_mobile_org(act: Act, copy_id: UUID) -> MobileOrgRow:
    """Raises NotFound."""
    row = act.session.get(MobileOrgRow, copy_id, with_for_update=True)
    if row is None:
        raise NotFound()
    return row


def take_up(act: Act, verb: str, copy_id: UUID) -> tuple[MobileOrgRow, Post]:
    """Raises NotFound, NotYourPost, NotOfThisCommittee, StepAlreadyTaken."""
    row = lock_mobile_org(act, copy_id)
    post = authorise(act.actor, verb, PERMISSIONS, Standing(own=row.own_path))
    if row.attempt != LED_BY.get(verb, LEADING):
        raise NotOfThisCommittee()
    status = MobileOrgStatus(row.status)
    if status not in MAY_BE_TAKEN_IN[verb]:
        sentence = f"流动党员党组织现在是“{status.label}”，这一步已不能办理"
        raise who_was_first(act.session, row.id, None, sentence)
    return row, post


def note(act: Act, verb: str, row: MobileOrgRow, post: Post | None, *, words: str = "", **details: object) -> None:
    append(act, verb, row.id, row.status, post=post, words=words, **details)


def write(act: Act, row: MobileOrgRow, body: Body) -> None:
    write_letter(
        act,
        case_id=row.mobile_org_id,
        attempt=row.attempt,
        side=Side.DEPARTMENT,
        sender=row.own,
        recipient=row.partner,
        recipient_region=row.partner_region,
        body=body,
    )
