"""Two committees agree (W-09): offered, signed by both, and each half-year a consultation."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.ledger.between import AgreementAccount
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.stories.telling import Moments, Teller
from deploy.embedded.rehearsal.terms import DAY
from deploy.embedded.walking import Cast, Route
from services.registry.agreement import contract as a
from shared.service_client import Outage


class Committees(Teller):
    """Home and host of a route."""

    def __init__(self, account: AgreementAccount, route: Route, ledger: Ledger, cast: Cast, start: datetime) -> None:
        super().__init__(ledger, cast, account.label, account.facts, start)
        self.account, self.route = account, route
        self.chance = random.Random(account.label)

    def later(self, first: float, last: float) -> datetime:
        return self.office(self.now + self.chance.uniform(first, last) * DAY)

    @property
    def ours(self) -> SignedIn:
        return self.cast.person(f"office.{self.route.home_committee}")

    @property
    def theirs(self) -> SignedIn:
        return self.cast.person(f"office.{self.route.host_committee.code}")


def agrees(both: Committees) -> Moments:
    yield both.office(both.start + timedelta(days=both.chance.uniform(1, 12)))
    yield from both.acts("offer_agreement", lambda today: _offer(both, today))
    yield both.later(2, 9)
    yield from both.acts("sign_at_host", lambda today: _sign(both.theirs, _arrived(both), today))
    yield both.later(1, 6)
    yield from both.acts("sign_at_home", lambda today: _sign(both.ours, both.account.ours, today))
    signed = both.facts.stated("sign_at_home")
    while signed is not None:
        half = date(signed.year, 7, 1) if signed.month <= 6 else date(signed.year + 1, 1, 1)
        yield both.on(half, timedelta(days=both.chance.uniform(5, 60)))
        period = f"{half.year}H{1 if half.month == 1 else 2}"
        yield from both.acts("record_consultation", lambda today, p=period: _consult(both, p, today), period)  # type: ignore[misc]  # bound now
        signed = half


def agreement_terms(begins_on: date) -> a.AgreementTerms:
    return a.AgreementTerms(
        scope="两地所属基层党组织",
        duties_home="提供外出党员名册，每季度联系一次。",
        duties_host="及时接收编组，纳入日常管理。",
        targets="外出党员全部纳入管理。",
        methods="变动三日内互相通报。",
        safeguards="提供活动场所，各明确一名联系人。",
        begins_on=begins_on,
    )


def _offer(both: Committees, today: date) -> None:
    own, partner = both.route.home_committee, both.route.host_committee.code
    registry = both.ours.services.registry
    if both.account.ours is None:
        body = a.DraftAgreement(own=own, own_is_home=True, partner=partner, terms=agreement_terms(today))
        both.account.ours = registry.draft_agreement(body).copy_id
    registry.offer_agreement(both.account.ours, a.OfferAgreement())


def _arrived(both: Committees) -> UUID:
    """Raises Outage while the text is on its way."""
    ours = both.ours.services.registry.read_agreement(both.account.ours).agreement if both.account.ours else None
    listed = both.theirs.services.registry.list_agreements().items
    mine = both.route.host_committee.code
    copy = next((one for one in listed if ours and (one.number, one.own) == (ours.number, mine)), None)
    if copy is None:
        raise Outage("协议文本还没有到")
    both.account.theirs = copy.copy_id
    return copy.copy_id


def _sign(who: SignedIn, copy_id: UUID | None, today: date) -> None:
    assert copy_id is not None
    who.services.registry.sign_agreement(copy_id, a.SignAgreement(signatory=who.name, signed_on=today))


def _consult(both: Committees, period: str, today: date) -> None:
    assert both.account.ours is not None
    body = a.RecordConsultation(period=period, held_on=today, minutes="双方通报人员情况，商定共同活动。")
    both.ours.services.registry.record_consultation(both.account.ours, body)
