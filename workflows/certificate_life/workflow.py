"""W-02 (活动证) at home, from the issue to its end."""

from uuid import UUID

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.certificate_life.contract import ReplacementStatus
    from services.outflow.certificate_life.states import CertificateState
    from services.registry.contract import CertificateNumbered
    from workflows.calling import call
    from workflows.certificate_life.activities import (
        CertificateLifeActivities,
        RequestReplacementNumber,
        TakeOverReplacementNumber,
        VoidCertificateNumber,
    )
    from workflows.certificate_life.duties import openings, owed
    from workflows.following import Following
    from workflows.letter_post import LetterPost


@workflow.defn(name="CertificateLife")
class CertificateLife(Following[CertificateState]):
    """Sees that the check is made each year, that a void number is void in the registry, that a replacement gets
    its number, and that each duty is asked, reminded and raised."""

    @workflow.init
    def __init__(self, state: CertificateState) -> None:
        super().__init__(state, "certificate-life", "outflow", owed, openings)
        self.to_registries = LetterPost("registry", self.tasks)
        self.void: set[UUID] = set()
        self.requested: set[UUID] = set()

    @workflow.run
    async def run(self, state: CertificateState) -> None:
        await self.follow_to_the_end()
        await self._void_numbers()
        await self.to_registries.settled()
        await workflow.wait_condition(workflow.all_handlers_finished)

    @workflow.signal
    def follow(self, state: CertificateState) -> None:
        self.learn(state)

    @workflow.signal
    async def certificate_numbered(self, number: CertificateNumbered) -> None:
        """The department has allotted the number of the replacement (D-73)."""
        taking = TakeOverReplacementNumber(case_id=self.state.case_id, numbered=number, as_of=self.tasks.now())
        await call(CertificateLifeActivities.record_replacement_number, taking)

    async def _begin_what_is_due(self) -> None:
        """What is learnt meanwhile is begun as well."""
        seen = None
        while seen != self.state.version:
            seen = self.state.version
            await self._void_numbers()
            await self._ask_for_number()
            await super()._begin_what_is_due()

    async def _void_numbers(self) -> None:
        for voided in self.state.voided:
            if voided.certificate_id not in self.void:
                self.void.add(voided.certificate_id)
                voiding = VoidCertificateNumber(voided=voided, as_of=self.tasks.now())
                told = await call(CertificateLifeActivities.void_number, voiding)
                self.to_registries.send(told.letters)

    async def _ask_for_number(self) -> None:
        new = self.state.replacing
        if new is None or new.status is not ReplacementStatus.REQUESTED or new.certificate_id in self.requested:
            return
        self.requested.add(new.certificate_id)
        request = RequestReplacementNumber(certificate=self.state, as_of=self.tasks.now())
        answer = await call(CertificateLifeActivities.request_replacement_number, request)
        if answer.numbered:
            await self.certificate_numbered(answer.numbered)
