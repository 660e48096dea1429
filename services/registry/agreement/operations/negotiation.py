"""From the draft to the signature of both."""

from uuid import UUID

from sqlalchemy import select

from services.registry.agreement.contract import (
    AgreementStatus,
    CounterAgreement,
    DraftAgreement,
    OfferAgreement,
    Parties,
    SignAgreement,
)
from services.registry.agreement.domain import LevelsDiffer, complete, level_of, renewal_from
from services.registry.agreement.operations.casework import (
    already_taken,
    answered,
    done,
    lay_on_the_table,
    not_later_than_today,
    note,
    take_up,
    write,
)
from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.snapshots import publish
from services.registry.agreement.tables import AgreementRow, agreement_serial
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, Invalid, NotFound
from shared.identifiers import new_id
from shared.letters.bodies_between import (
    AgreementCounter,
    AgreementLevel,
    AgreementOffer,
    AgreementSigned,
    AgreementTerms,
)
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.pack import PolicyPack
from shared.policy.task_kinds import TaskKind


class PartnerUnknown(Invalid):
    message = "对方组织不在目录中：请填写对方所在地区代码和名称，或核对组织代码。"


class NothingToRenew(Conflict):
    message = "要续签的协议不在履行中，或对方不是同一单位，请刷新后再看。"


class NotOurTurn(Conflict):
    message = "桌面上是本方的文本，请等对方答复。"


def draft_agreement(act: Act, body: DraftAgreement) -> AgreementRow:
    """Raises NotFound for a party that is not yours, NoParty, LevelsDiffer, PartnerUnknown, TermInverted."""
    own = act.session.get(OrganisationRow, body.own)
    if own is None:
        raise NotFound()
    post = authorise(act.actor, "draft_agreement", PERMISSIONS, Standing(own=own.path))
    level = level_of(own.kind)
    partner = _partner(act, body, own)
    pack = policy_for(act.session, own.path, act.today)
    terms = complete(body.terms, pack)
    renewed = _renewed(act, body)
    row = AgreementRow(
        id=new_id(), agreement_id=new_id(), attempt=1, number=_number(act, own), level=level,
        status=AgreementStatus.DRAFT, version=0, own=own.code, own_path=own.path, own_is_home=body.own_is_home,
        former=[], partner=body.partner, partner_name=partner.host_name if body.own_is_home else partner.home_name,
        partner_region=partner.host_region if body.own_is_home else partner.home_region,
        parties=partner.model_dump(mode="json"), round=1, renews=body.renews,
        renewal_from=renewal_from(terms.ends_on or terms.begins_on, pack),
    )  # fmt: skip
    lay_on_the_table(act, row, terms, our_text=True)
    act.session.add(row)
    act.session.flush()
    if renewed is not None:
        renewal_begun(act, renewed, row.agreement_id, "draft_agreement")
    note(act, "draft_agreement", row, post, partner=row.partner, renews=str(body.renews) if body.renews else None)
    return row


def _number(act: Act, own: OrganisationRow) -> str:
    return f"{own.code}-GG-{act.today.year}-{act.next_of(agreement_serial):04d}"


def _partner(act: Act, body: DraftAgreement, own: OrganisationRow) -> Parties:
    known = act.session.get(OrganisationRow, body.partner)
    if known is not None and level_of(known.kind) != level_of(own.kind):
        raise LevelsDiffer(fields=[{"field": "partner", "message": LevelsDiffer.message}])
    name, region = (known.name, known.region_code) if known else (body.partner_name, body.partner_region)
    if not name or region is None:
        raise PartnerUnknown(fields=[{"field": "partner", "message": PartnerUnknown.message}])
    ours, theirs = (own.code, own.name, own.region_code), (body.partner, name, region)
    (home, home_name, home_region), (host, host_name, host_region) = (
        (ours, theirs) if body.own_is_home else (theirs, ours)
    )
    return Parties(
        home=home, home_name=home_name, home_region=home_region,
        host=host, host_name=host_name, host_region=host_region,
    )  # fmt: skip


def _renewed(act: Act, body: DraftAgreement) -> AgreementRow | None:
    if body.renews is None:
        return None
    row = copy_of(act, body.renews, body.own)
    if row is None or row.status != AgreementStatus.IN_FORCE or row.partner != body.partner:
        raise NothingToRenew()
    return row


def copy_of(act: Act, agreement_id: UUID, own: str) -> AgreementRow | None:
    query = select(AgreementRow).where(AgreementRow.agreement_id == agreement_id, AgreementRow.own == own)
    return act.session.scalars(query.with_for_update()).one_or_none()


def renewal_begun(act: Act, former: AgreementRow, by: UUID, verb: str) -> None:
    """The question whether to renew has been answered."""
    former.renewed_by, former.renewal_asked = by, True
    if former.renewal_open:
        done(act, former, TaskKind.RENEW_AGREEMENT, verb)
    former.renewal_open = False
    note(act, "renewal_begun", former, None, by=str(by))
    publish(act, former)


def offer_agreement(act: Act, copy_id: UUID, body: OfferAgreement) -> AgreementRow:
    row, post = take_up(act, "offer_agreement", copy_id)
    terms = complete(body.terms, _pack(act, row)) if body.terms else terms_of(act, row)
    _new_text(act, row, terms)
    row.status = AgreementStatus.OFFERED
    parties = Parties.model_validate(row.parties)
    offer = AgreementOffer(
        agreement_number=row.number, level=AgreementLevel(row.level), parties=parties, terms=terms, renews=row.renews
    )
    write(act, row, offer)
    note(act, "offer_agreement", row, post, round=row.round)
    publish(act, row)
    return row


def counter_agreement(act: Act, copy_id: UUID, body: CounterAgreement) -> AgreementRow:
    """Another text, by the side to which the present one was put. Raises NotOurTurn."""
    row, post = take_up(act, "counter_agreement", copy_id)
    if row.our_text:
        raise NotOurTurn()
    terms = complete(body.terms, _pack(act, row))
    answered(act, row, "counter_agreement")
    row.round += 1
    _new_text(act, row, terms)
    row.status = AgreementStatus.COUNTERED
    write(act, row, AgreementCounter(round=row.round, terms=terms, text=body.text))
    note(act, "counter_agreement", row, post, words=body.text, round=row.round)
    publish(act, row)
    return row


def _new_text(act: Act, row: AgreementRow, terms: AgreementTerms) -> None:
    lay_on_the_table(act, row, terms, our_text=True)
    row.renewal_from = renewal_from(row.last_day, _pack(act, row))


def _pack(act: Act, row: AgreementRow) -> PolicyPack:
    return policy_for(act.session, row.own_path, act.today)


def terms_of(act: Act, row: AgreementRow) -> AgreementTerms:
    return AgreementTerms.model_validate_json(act.seal.open(row.sealed_terms))


def sign_agreement(act: Act, copy_id: UUID, body: SignAgreement) -> AgreementRow:
    """The text on the table, whoever wrote it; signed by both it waits for its first day. Raises StepAlreadyTaken."""
    row, post = take_up(act, "sign_agreement", copy_id)
    if row.signed_by_us_on is not None:
        raise already_taken(act, row)
    not_later_than_today(act, signed_on=body.signed_on)
    answered(act, row, "sign_agreement")
    row.signed_by_us_on, row.sealed_signatory = body.signed_on, act.seal_text(body.signatory)
    write(act, row, AgreementSigned(round=row.round, signatory=body.signatory, signed_on=body.signed_on))
    if row.signed_by_partner_on is not None:
        row.status = AgreementStatus.SIGNED
    note(act, "sign_agreement", row, post, round=row.round)
    publish(act, row)
    return row
