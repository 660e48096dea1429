"""What a form is filled in for: the visitor, and the two sides of the case as far as he may see them."""

from dataclasses import dataclass

from services.console.sign_in.visitor import Visitor
from services.inflow.contract import Placement
from services.inflow.dossier.contract import PlacementDossier
from services.outflow.contract import Case
from services.outflow.dossier.contract import CaseDossier
from services.registry.contract import CertificateNumber
from shared.policy.pack import PolicyPack


@dataclass(frozen=True)
class Setting:
    """`facts`: what the form is about, each with its label, to be read above the fields."""

    visitor: Visitor
    case: Case | None = None
    placement: Placement | None = None
    certificate: CertificateNumber | None = None
    home_dossier: CaseDossier | None = None
    host_dossier: PlacementDossier | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def pack(self) -> PolicyPack:
        """The rules of the organisation whose act this is; of the visitor's own post without a case."""
        return self.visitor.pack(self._organisation())

    def _organisation(self) -> str:
        if self.case and self.visitor.oversees_any(self.case.home_branch):
            return self.case.home_branch
        if self.placement:
            return self.placement.host_committee
        if self.case:
            return self.case.home_branch
        return self.visitor.actor.posts[0].organisation if self.visitor.actor.posts else ""

    @property
    def member_name(self) -> str:
        if self.case:
            return self.case.member.name
        return self.placement.person.name if self.placement else ""

    @property
    def number(self) -> str:
        if self.case:
            return self.case.number
        if self.placement:
            return self.placement.case_number
        return self.certificate.case_number if self.certificate else ""
