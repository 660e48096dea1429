"""Two committees that come to an agreement (W-09) while the storm rages: one offers, both sign."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.stories.agreement import agreement_terms
from deploy.embedded.walking import Route
from services.registry.agreement import contract as a
from tests.chaos.ledger import Ledger
from tests.chaos.road import host_office, office
from tests.chaos.stubborn import Cast, Stubborn


@dataclass
class Partners:
    """`copies`: what each side holds, under whose id its tasks stand; ours first."""

    number: int
    route: Route
    day: date
    cast: Cast
    stubborn: Stubborn
    ledger: Ledger
    copies: list[UUID] = field(default_factory=list)
    taken: int = 0
    arrived: bool = False

    def advance(self) -> bool:
        """True when something was done. Raises Refused for what must not be refused, TimeIsUp."""
        done = self._steps[self.taken]()
        self.taken += done
        self.arrived = self.taken == len(self._steps)
        return done

    @property
    def _steps(self) -> tuple[Callable[[], bool], ...]:
        return self._draft, self._offer, self._sign_at_host, self._sign_at_home, self._is_in_force

    def _draft(self) -> bool:
        own, partner = self.route.home_committee, self.route.host_committee.code
        body = a.DraftAgreement(own=own, own_is_home=True, partner=partner, terms=agreement_terms(self.day))
        draft = self._command("draft_agreement", lambda key: self._ours.services.registry.draft_agreement(body, key))
        self.copies.append(draft.copy_id)
        return True

    def _offer(self) -> bool:
        registry = self._ours.services.registry
        self._command("offer_agreement", lambda key: registry.offer_agreement(self.copies[0], a.OfferAgreement(), key))
        return True

    def _sign_at_host(self) -> bool:
        """Once the text has arrived there."""
        registry = self._theirs.services.registry
        number = self._copy(self._ours, self.copies[0]).number
        listed = self.stubborn.look(lambda: registry.list_agreements().items)
        theirs = self.route.host_committee.code
        copy = next((one for one in listed if (one.number, one.own) == (number, theirs)), None)
        if copy is None:
            return False
        self.copies.append(copy.copy_id)
        self._sign(self._theirs, copy.copy_id)
        return True

    def _sign_at_home(self) -> bool:
        """Once the host's signature has arrived."""
        if self._copy(self._ours, self.copies[0]).signed_by_partner_on is None:
            return False
        self._sign(self._ours, self.copies[0])
        return True

    def _is_in_force(self) -> bool:
        both = zip((self._ours, self._theirs), self.copies, strict=True)
        return all(self._copy(who, copy_id).status is a.AgreementStatus.IN_FORCE for who, copy_id in both)

    def _sign(self, who: SignedIn, copy_id: UUID) -> None:
        body = a.SignAgreement(signatory=who.name, signed_on=self.day)
        self._command("sign_agreement", lambda key: who.services.registry.sign_agreement(copy_id, body, key))

    def _copy(self, who: SignedIn, copy_id: UUID) -> a.Agreement:
        return self.stubborn.look(lambda: who.services.registry.read_agreement(copy_id)).agreement

    def _command(self, verb: str, send: Callable[[str], a.Agreement]) -> a.Agreement:
        return self.stubborn.command(self.ledger.open(self.number, "registry", verb), send)

    @property
    def _ours(self) -> SignedIn:
        return self.cast.person(office(self.route))

    @property
    def _theirs(self) -> SignedIn:
        return self.cast.person(host_office(self.route))
