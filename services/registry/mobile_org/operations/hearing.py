"""What the other committee's letters mean for our copy."""

from dataclasses import replace

from sqlalchemy import select

from services.registry.mobile_org.contract import ENDED, MobileOrgKind, MobileOrgStatus
from services.registry.mobile_org.operations.casework import note
from services.registry.mobile_org.snapshots import LEADING, SUPPORTING, publish
from services.registry.mobile_org.tables import MobileOrgRow
from shared.act import Act
from shared.identifiers import new_id
from shared.letters.bodies_between import MobileOrgProgress, SupportAnswered, SupportRequested
from shared.letters.contract import Letter, Side
from shared.letters.operations import Apply, LetterRefused
from shared.organisation_directory.queries import stands_for, successor_of
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.posts import Actor, Post, Role


def hear_mobile_org_letter(act: Act, letter: Letter) -> None:
    """Raises LetterRefused when it is not from the other committee to us."""
    if letter.side is not Side.DEPARTMENT:
        raise LetterRefused()
    if isinstance(letter.body, SupportRequested):
        row, heard = _receive(act, letter, letter.body), True
    else:
        row = _copy_for(act, letter)
        heard = _answered(act, row, letter) if isinstance(letter.body, SupportAnswered) else _goes_on(row, letter)
    speaking, post = _speaking_for(act, letter, row)
    words = getattr(letter.body, "text", "")
    note(speaking, f"letter_{letter.body.type.lower()}", row, post, words=words, **({} if heard else {"ignored": True}))
    publish(act, row)


def _copy_for(act: Act, letter: Letter) -> MobileOrgRow:
    query = select(MobileOrgRow).where(
        MobileOrgRow.mobile_org_id == letter.case_id, MobileOrgRow.attempt != letter.attempt
    )
    row = act.session.scalars(query.with_for_update()).one_or_none()
    if row is None or not stands_for(act.session, letter.sender, row.partner):
        raise LetterRefused("来函单位不是这个流动党员党组织的另一方，已退回。")
    return row


def _receive(act: Act, letter: Letter, body: SupportRequested) -> MobileOrgRow:
    own = act.session.get(OrganisationRow, successor_of(act.session, letter.recipient))
    if own is None or OrganisationKind(own.kind).is_department or letter.attempt != LEADING:
        raise LetterRefused("收函的党委不在本平台，已退回。")
    sender = act.session.get(OrganisationRow, letter.sender)
    row = MobileOrgRow(
        id=new_id(), mobile_org_id=letter.case_id, attempt=SUPPORTING, version=0, status=MobileOrgStatus.PROPOSED,
        own=own.code, own_path=own.path, partner=letter.sender, partner_name=body.home_name,
        partner_region=sender.region_code if sender else letter.sender_region, name=body.name,
        kind=MobileOrgKind(body.kind), full_members=body.full_members,
        probationary_members=body.probationary_members, joined_with=[], place=body.place, premises="",
        proposed_on=act.today,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    return row


def _answered(act: Act, row: MobileOrgRow, letter: Letter) -> bool:
    assert isinstance(letter.body, SupportAnswered)
    if row.attempt != LEADING or row.status != MobileOrgStatus.PROPOSED:
        return False
    row.supports, row.premises, row.consulted_on = letter.body.supports, letter.body.premises, act.today
    row.status = MobileOrgStatus.HOST_CONSULTED
    return True


def _goes_on(row: MobileOrgRow, letter: Letter) -> bool:
    """The leading committee tells how it stands."""
    assert isinstance(letter.body, MobileOrgProgress)
    if row.attempt != SUPPORTING or row.status in ENDED:
        return False
    row.status, row.organisation = MobileOrgStatus(letter.body.status), letter.body.organisation
    if row.status == MobileOrgStatus.APPROVED:
        row.approved_on = letter.body.on
    if row.status == MobileOrgStatus.ACTIVE:
        row.active_on = letter.body.on
    if row.status in ENDED:
        row.ended_on = letter.body.on
    return True


def _speaking_for(act: Act, letter: Letter, row: MobileOrgRow) -> tuple[Act, Post]:
    sender = act.session.get(OrganisationRow, letter.sender)
    post = Post(Role.SYSTEM, letter.sender, sender.path if sender else letter.sender)
    return replace(act, actor=Actor(act.actor.account, row.partner_name, act.actor.posts)), post


HEARS: dict[type, Apply] = dict.fromkeys((SupportRequested, SupportAnswered, MobileOrgProgress), hear_mobile_org_letter)
