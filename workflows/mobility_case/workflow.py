"""W-01 MobilityCase (流动全程), home side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.contract import CaseState, CaseStatus, CertificateStatus
    from services.registry.contract import CertificateNumbered
    from shared.policy.task_kinds import TaskKind
    from workflows.calling import call
    from workflows.following import Following
    from workflows.mobility_case.activities import MobilityCaseActivities, RequestCertificateNumber, TakeOverNumber
    from workflows.mobility_case.duties import openings, owed


@workflow.defn(name="MobilityCase")
class MobilityCase(Following[CaseState]):
    """Follows the case as the home service records it; sees that each duty is asked, reminded and raised,
    that the number comes from the department and that letters reach the host."""

    @workflow.init
    def __init__(self, state: CaseState) -> None:
        super().__init__(state, "mobility-case", "outflow", owed, openings)

    @workflow.run
    async def run(self, state: CaseState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: CaseState) -> None:
        self.learn(state)

    @workflow.signal
    async def certificate_numbered(self, number: CertificateNumbered) -> None:
        """The county-or-higher department has allotted the number (D-73). Told once more what has been taken over
        already (signals come at least once), it changes nothing."""
        if self.state.over or self.state.certificate is not CertificateStatus.REQUESTED:
            return
        self.tasks.answer(f"{TaskKind.NUMBER_CERTIFICATE}/")
        taking = TakeOverNumber(case_id=self.state.case_id, numbered=number, as_of=self.tasks.now())
        await call(MobilityCaseActivities.record_certificate_number, taking)

    @workflow.query
    def status(self) -> CaseStatus:
        return self.state.status

    async def _begin(self, step: str) -> None:
        """The only step that begins by itself: the department is asked for a number."""
        request = RequestCertificateNumber(case=self.state, as_of=self.tasks.now())
        answer = await call(MobilityCaseActivities.request_number, request)
        if answer.numbered:
            await self.certificate_numbered(answer.numbered)
