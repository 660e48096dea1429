"""What the partner's letters mean for our copy. A letter that the talks have outrun is noted and changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from services.registry.agreement.contract import NEGOTIATED, AgreementStatus
from services.registry.agreement.domain import level_of, renewal_from
from services.registry.agreement.operations.casework import answered, lay_on_the_table, note
from services.registry.agreement.operations.life import give_notice, hear_minutes
from services.registry.agreement.operations.negotiation import copy_of, renewal_begun
from services.registry.agreement.snapshots import publish
from services.registry.agreement.tables import AgreementRow
from shared.act import Act
from shared.identifiers import new_id
from shared.letters.bodies_between import (
    AgreementCounter,
    AgreementOffer,
    AgreementSigned,
    AgreementTerminated,
    ConsultationMinutes,
    PartySucceeded,
)
from shared.letters.contract import Letter, Side
from shared.letters.operations import LetterRefused
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Actor, Post, Role

OFFER_ATTEMPT = 1


def hear_agreement_letter(act: Act, letter: Letter) -> None:
    """Raises LetterRefused when it is not from the partner to us."""
    if letter.side is not Side.DEPARTMENT:
        raise LetterRefused()
    if isinstance(letter.body, AgreementOffer):
        _receive_offer(act, letter, letter.body)
        return
    row = copy_addressed(act, letter)
    heard = MEANINGS[type(letter.body)](act, row, letter.body)
    speaking, post = speaking_for_the_partner(act, letter, row.partner_name)
    verb = f"letter_{letter.body.type.lower()}"
    note(speaking, verb, row, post, words=getattr(letter.body, "text", ""), **({} if heard else {"ignored": True}))
    publish(act, row)


def copy_addressed(act: Act, letter: Letter) -> AgreementRow:
    """The copy of whoever is written to, locked: both may stand in this registry. Raises LetterRefused."""
    query = select(AgreementRow).where(
        AgreementRow.agreement_id == letter.case_id, AgreementRow.attempt != letter.attempt
    )
    row = act.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise LetterRefused("没有收到过这份协议，已退回。")
    if letter.sender != row.partner or letter.recipient not in (row.own, *row.former):
        raise LetterRefused("来函单位不是这份协议的对方，已退回。")
    return row


def speaking_for_the_partner(act: Act, letter: Letter, name: str) -> tuple[Act, Post]:
    row = act.session.get(OrganisationRow, letter.sender)
    post = Post(Role.SYSTEM, letter.sender, row.path if row else letter.sender)
    return replace(act, actor=Actor(act.actor.account, name, act.actor.posts)), post


def _receive_offer(act: Act, letter: Letter, offer: AgreementOffer) -> None:
    own = _addressed(act, letter, offer)
    own_is_home = offer.parties.home == own.code
    pack = policy_for(act.session, own.path, act.today)
    last_day = offer.terms.ends_on or offer.terms.begins_on
    partner = (offer.parties.host_name, offer.parties.host_region)
    name, region = partner if own_is_home else (offer.parties.home_name, offer.parties.home_region)
    row = AgreementRow(
        id=new_id(), agreement_id=letter.case_id, attempt=2, number=offer.agreement_number, level=offer.level,
        status=AgreementStatus.OFFERED, version=0, own=own.code, own_path=own.path, own_is_home=own_is_home,
        former=[], partner=letter.sender, partner_name=name, partner_region=region,
        parties=offer.parties.model_dump(mode="json"), round=1, renews=offer.renews,
        renewal_from=renewal_from(last_day, pack), answer_since=act.today,
    )  # fmt: skip
    lay_on_the_table(act, row, offer.terms, our_text=False)
    act.session.add(row)
    act.session.flush()
    _note_renewal(act, row)
    speaking, post = speaking_for_the_partner(act, letter, name)
    note(speaking, "letter_agreement_offer", row, post, partner=row.partner)
    publish(act, row)


def _addressed(act: Act, letter: Letter, offer: AgreementOffer) -> OrganisationRow:
    """Our organisation to which the offer is made. Raises LetterRefused."""
    own = act.session.get(OrganisationRow, letter.recipient)
    named = {offer.parties.home, offer.parties.host}
    if own is None or own.valid_to is not None or letter.attempt != OFFER_ATTEMPT:
        raise LetterRefused("收函单位不在本平台，已退回。")
    if named != {letter.sender, letter.recipient} or level_of(own.kind) is not offer.level:
        raise LetterRefused("协议双方与来函不符，已退回。")
    return own


def _note_renewal(act: Act, row: AgreementRow) -> None:
    former = copy_of(act, row.renews, row.own) if row.renews else None
    if former is not None and former.status == AgreementStatus.IN_FORCE and former.partner == row.partner:
        renewal_begun(act, former, row.agreement_id, "letter_agreement_offer")


def _counter(act: Act, row: AgreementRow, body: AgreementCounter) -> bool:
    if row.status not in NEGOTIATED or body.round != row.round + 1:
        return False
    answered(act, row, "letter_agreement_counter")
    row.round, row.status = body.round, AgreementStatus.COUNTERED
    lay_on_the_table(act, row, body.terms, our_text=False)
    row.renewal_from = renewal_from(row.last_day, policy_for(act.session, row.own_path, act.today))
    row.answer_since = act.today
    return True


def _signed(act: Act, row: AgreementRow, body: AgreementSigned) -> bool:
    """A signature under a text that is not on the table any more binds nobody."""
    if row.status not in NEGOTIATED or body.round != row.round or row.signed_by_partner_on is not None:
        return False
    row.signed_by_partner_on, row.sealed_partner_signatory = body.signed_on, act.seal_text(body.signatory)
    if row.signed_by_us_on is not None:
        row.status = AgreementStatus.SIGNED
    elif row.our_text:
        row.countersign_since = act.today
    return True


def _terminated(act: Act, row: AgreementRow, body: AgreementTerminated) -> bool:
    """Where both have given notice at once, the earlier day ends it for both."""
    if row.ended_on is not None:
        return False
    if row.notice_by is not None:
        row.last_day = min(row.last_day, body.ends_on)
        return True
    give_notice(act, row, row.partner, body.ends_on, body.text, "letter_agreement_terminated")
    return True


def _minutes(act: Act, row: AgreementRow, body: ConsultationMinutes) -> bool:
    return row.status == AgreementStatus.IN_FORCE and hear_minutes(act, row, body)


def _succeeded(act: Act, row: AgreementRow, body: PartySucceeded) -> bool:
    """W-16: from here on the successor is our partner."""
    row.partner, row.partner_name = body.successor, body.successor_name
    return True


MEANINGS: dict[type, Callable[[Act, AgreementRow, Any], bool]] = {
    AgreementCounter: _counter,
    AgreementSigned: _signed,
    AgreementTerminated: _terminated,
    ConsultationMinutes: _minutes,
    PartySucceeded: _succeeded,
}
HEARS = {AgreementOffer: hear_agreement_letter, **dict.fromkeys(MEANINGS, hear_agreement_letter)}
