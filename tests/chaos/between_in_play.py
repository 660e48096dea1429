"""What committees and departments of two provinces do with each other: agreements (W-09), organisations (W-15)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from deploy.embedded.rehearsal.stories.agreement import agreement_terms
from services.registry.agreement import contract as a
from services.registry.client import RegistryClient
from services.registry.mobile_org import contract as m
from shared.letters.bodies_between import AgreementTerms
from shared.posts import Actor, Role
from tests.chaos import people as p
from tests.chaos.ground import Ground, Post
from tests.factories.people import holder

HOST_CLERK = p.HOSTS[p.HOST_COMMITTEE].clerk
HOME_OFFICER = holder(Role.DEPARTMENT_OFFICER, p.HOME_DEPARTMENT, account="officer-home-1", name="李部")
OTHER_HOME_OFFICER = holder(Role.DEPARTMENT_OFFICER, p.HOME_DEPARTMENT, account="officer-home-2", name="宋明")
PERIOD = "2026H2"


def terms(begins_on: date, **changed: Any) -> AgreementTerms:
    return AgreementTerms(**(dict(agreement_terms(begins_on)) | changed))


@dataclass
class AgreementInPlay:
    """`mine` is home's copy, `theirs` the host's."""

    ground: Ground
    mine: UUID
    theirs: UUID

    @classmethod
    def offered(cls, ground: Ground, post: Post) -> "AgreementInPlay":
        home = ground.registry(p.CLERK)
        text = terms(ground.clock.today())
        body = a.DraftAgreement(own=p.HOME_COMMITTEE, own_is_home=True, partner=p.HOST_COMMITTEE, terms=text)
        drafted = home.draft_agreement(body)
        home.offer_agreement(drafted.copy_id, a.OfferAgreement())
        post.carry()
        listed = ground.registry(HOST_CLERK).list_agreements().items
        theirs = next(one.copy_id for one in listed if one.number == drafted.number and one.own == p.HOST_COMMITTEE)
        return cls(ground, drafted.copy_id, theirs)

    def is_in_force(self, post: Post) -> "AgreementInPlay":
        self.sign(p.CLERK)
        self.sign(HOST_CLERK)
        post.carry()
        for copy_id in (self.mine, self.theirs):
            self.ground.registry().begin_step("agreement", copy_id, "in_force", self.ground.clock.now().isoformat())
        return self

    def of(self, actor: Actor) -> tuple[RegistryClient, UUID]:
        at_home = actor.posts[0].organisation == p.HOME_COMMITTEE
        return self.ground.registry(actor), self.mine if at_home else self.theirs

    def sign(self, actor: Actor) -> None:
        client, copy_id = self.of(actor)
        client.sign_agreement(copy_id, a.SignAgreement(signatory=actor.name, signed_on=self.ground.clock.today()))

    def counter(self, actor: Actor) -> None:
        client, copy_id = self.of(actor)
        text = terms(self.ground.clock.today(), methods="五日内通报。")
        client.counter_agreement(copy_id, a.CounterAgreement(terms=text, text="请改为五日。"))

    def terminate(self, actor: Actor, ends_on: date | None = None) -> None:
        client, copy_id = self.of(actor)
        client.terminate_agreement(copy_id, a.TerminateAgreement(text="两地人员往来已很少。", ends_on=ends_on))

    def consult(self, actor: Actor) -> None:
        client, copy_id = self.of(actor)
        minutes = f"{actor.name}整理：按季通报。"
        held_on = self.ground.clock.today()
        client.record_consultation(copy_id, a.RecordConsultation(period=PERIOD, held_on=held_on, minutes=minutes))

    def copies(self) -> tuple[a.AgreementFile, a.AgreementFile]:
        home, host = self.of(p.CLERK), self.of(HOST_CLERK)
        return home[0].read_agreement(home[1]), host[0].read_agreement(host[1])


@dataclass
class MobileOrgInPlay:
    ground: Ground
    mine: UUID
    theirs: UUID

    @classmethod
    def proposed(cls, ground: Ground, post: Post, name: str) -> "MobileOrgInPlay":
        body = m.ProposeMobileOrg(
            own=p.HOME_COMMITTEE, host=p.HOST_COMMITTEE, name=name, kind=m.MobileOrgKind.BRANCH, full_members=3,
            place="秦栏镇工业园",
        )  # fmt: skip
        mine = ground.registry(p.CLERK).propose_mobile_org(body).copy_id
        post.carry()
        listed = ground.registry(HOST_CLERK).list_mobile_orgs().items
        theirs = next(one.copy_id for one in listed if one.name == name and one.own == p.HOST_COMMITTEE)
        return cls(ground, mine, theirs)

    def support(self, actor: Actor) -> None:
        body = m.AnswerMobileOrg(supports=True, premises="党群服务中心二楼。")
        self.ground.registry(actor).answer_mobile_org(self.theirs, body)

    def approve(self, actor: Actor, *, approved: bool = True) -> None:
        body = m.ApproveMobileOrg(approved=approved, text="" if approved else "人数不稳定。")
        self.ground.registry(actor).approve_mobile_org(self.mine, body)

    def activate(self, actor: Actor) -> None:
        body = m.ActivateMobileOrg(founded_on=self.ground.clock.today())
        self.ground.registry(actor).activate_mobile_org(self.mine, body)

    def dissolve(self, actor: Actor) -> None:
        self.ground.registry(actor).dissolve_mobile_org(self.mine, m.DissolveMobileOrg(text="党员已返回。"))

    def copies(self) -> tuple[m.MobileOrg, m.MobileOrg]:
        registry = self.ground.registry
        return (
            registry(p.CLERK).read_mobile_org(self.mine).mobile_org,
            registry(HOST_CLERK).read_mobile_org(self.theirs).mobile_org,
        )
