"""What committees do with each other on a running stack: each finds the task on the own list and then acts."""

from uuid import UUID

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.stories.agreement import agreement_terms
from services.registry.agreement import contract as a
from services.registry.org_change import contract as o
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import Task
from shared.waiting.contract import UrgePartner
from tests.journeys.stage import Stage


def asked(stage: Stage, who: SignedIn, kind: K, subject: UUID) -> Task:
    """The task, once it is open on this person's own list."""

    def listed() -> Task | None:
        mine = who.services.registry.list_tasks(scope="mine", kind=kind, case_id=subject).items
        return mine[0] if mine else None

    return stage.until(listed, f"{who.name} 的待办里出现“{kind.label}”")


class Agreeing:
    """Two committees with an agreement; `home` offers."""

    def __init__(self, stage: Stage, home: str, host: str) -> None:
        self.stage, self.home, self.host = stage, home, host
        self.ours, self.theirs = stage.office(home), stage.office(host)
        self.mine: UUID
        self.other: UUID

    def offers(self) -> "Agreeing":
        body = a.DraftAgreement(
            own=self.home, own_is_home=True, partner=self.host, terms=agreement_terms(self.stage.today)
        )
        drafted = self.ours.services.registry.draft_agreement(body)
        self.mine = drafted.copy_id
        self.ours.services.registry.offer_agreement(self.mine, a.OfferAgreement())
        self.other = self.stage.until(lambda: self._arrived(drafted.number), f"{self.host} 收到协议")
        return self

    def _arrived(self, number: str) -> UUID | None:
        listed = self.theirs.services.registry.list_agreements().items
        return next((one.copy_id for one in listed if one.number == number and one.own == self.host), None)

    def is_urged(self, words: str) -> None:
        """等对方办理: by the side that offered; it stands beside the task of the other."""
        (owed,) = self.ours.services.registry.list_waiting(case_id=self.mine).items
        asked(self.stage, self.theirs, K.NEGOTIATE_AGREEMENT, self.other)
        self.ours.services.registry.urge_partner(self.mine, UrgePartner(matter=owed.matter, text=words))

        def read() -> bool:
            urged = asked(self.stage, self.theirs, K.NEGOTIATE_AGREEMENT, self.other).partner_urged
            return urged is not None and urged.text == words

        self.stage.until(read, f"{self.theirs.name} 的任务旁有催办")

    def is_signed_by_both(self) -> "Agreeing":
        for who, copy_id in ((self.theirs, self.other), (self.ours, self.mine)):
            asked(self.stage, who, K.NEGOTIATE_AGREEMENT, copy_id)
            signed = a.SignAgreement(signatory=who.name, signed_on=self.stage.today)
            who.services.registry.sign_agreement(copy_id, signed)
        return self

    def stands(self, wanted: a.AgreementStatus) -> None:
        """On both sides."""
        for who, copy_id in ((self.ours, self.mine), (self.theirs, self.other)):
            self.stage.until(
                lambda who=who, copy_id=copy_id: self.copy(who, copy_id).status is wanted or None,  # type: ignore[misc]
                f"{who.name} 的协议成为 {wanted}",
            )

    def copy(self, who: SignedIn, copy_id: UUID) -> a.Agreement:
        return who.services.registry.read_agreement(copy_id).agreement


def changes(
    stage: Stage, office: SignedIn, kind: o.ChangeKind, before: str, *after: o.Successor, **mapped: object
) -> UUID:
    """Decided and mapped with effect from today; the workflow does the rest."""
    registry = office.services.registry
    body = o.DecideOrgChange(
        kind=kind, predecessors=[before], successors=list(after), effective_on=stage.today, document="组字〔1〕号"
    )
    change = registry.decide_org_change(body)
    asked(stage, office, K.MAP_ORG_CHANGE, change.change_id)
    mapping = o.MapOrgChange.model_validate({"main": change.main or {before: before}, "posts": change.posts} | mapped)
    registry.map_org_change(change.change_id, mapping)
    return change.change_id


def is_verified(stage: Stage, office: SignedIn, change_id: UUID) -> o.OrgChange:
    asked(stage, office, K.VERIFY_ORG_CHANGE, change_id)
    registry = office.services.registry
    moved = lambda: registry.read_org_change(change_id).change.moves_done or None  # noqa: E731
    stage.until(moved, "两侧都已移交")
    return registry.verify_org_change(change_id, o.VerifyOrgChange())
