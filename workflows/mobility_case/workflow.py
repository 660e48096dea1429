"""W-01 MobilityCase (流动全程), home side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.contract import CLOSED, CaseState, CertificateStatus
    from services.registry.contract import CertificateNumbered
    from shared.policy.task_kinds import TaskKind
    from workflows.human_task import HumanTasks
    from workflows.letter_post import LetterPost
    from workflows.mobility_case.activities import MobilityCaseActivities, RequestCertificateNumber, TakeOverNumber
    from workflows.mobility_case.duties import owed
    from workflows.options import ON_OUR_SERVICES


@workflow.defn(name="MobilityCase")
class MobilityCase:
    """Follows the case as the home service records it; sees that each duty is asked, reminded and raised,
    that the number comes from the department and that letters reach the host."""

    @workflow.init
    def __init__(self, case: CaseState) -> None:
        self.case = case
        self.tasks = HumanTasks(case.clock)
        self.letters = LetterPost("outflow", self.tasks)
        self.number: CertificateNumbered | None = None
        self.number_requested = False

    @workflow.run
    async def run(self, case: CaseState) -> None:
        """What is heard of while the last letters are on their way is not the end yet."""
        settled = None
        while settled != self.case.version:
            await self._follow()
            settled = self.case.version
            self.tasks.owe([])
            self.letters.send(self.case.letters)
            await self.tasks.settled()
            await self.letters.settled()

    async def _follow(self) -> None:
        while self.case.status not in CLOSED:
            await self._ask_for_number()
            await self._take_over_number()
            self.tasks.owe(owed(self.case, number_requested=self.number_requested))
            self.letters.send(self.case.letters)
            await self._something_happens()
            self._start_afresh_if_long()

    @workflow.signal
    def follow(self, case: CaseState) -> None:
        """The service's newest snapshot; an older one says nothing new."""
        if case.version > self.case.version:
            self.case = case
        self.tasks.clock = case.clock

    @workflow.signal
    def certificate_numbered(self, number: CertificateNumbered) -> None:
        """The county-or-higher department has allotted the number (D-73)."""
        self.number = number

    @workflow.query
    def status(self) -> str:
        return self.case.status

    async def _ask_for_number(self) -> None:
        if self.case.certificate is not CertificateStatus.REQUESTED or self.number_requested:
            return
        request = RequestCertificateNumber(case=self.case, as_of=self.tasks.now())
        state = await workflow.execute_activity_method(
            MobilityCaseActivities.request_number, request, **ON_OUR_SERVICES
        )
        self.number_requested = True
        if state.number and state.numbered_on:
            self.number = CertificateNumbered(
                certificate_id=state.certificate_id, number=state.number, numbered_on=state.numbered_on
            )

    async def _take_over_number(self) -> None:
        """Told once more what has been taken over already (signals come at least once), it changes nothing."""
        number, self.number = self.number, None
        if number is None or self.case.certificate is not CertificateStatus.REQUESTED:
            return
        self.tasks.answer(f"{TaskKind.NUMBER_CERTIFICATE}/")
        taking = TakeOverNumber(case_id=self.case.case_id, numbered=number, as_of=self.tasks.now())
        await workflow.execute_activity_method(
            MobilityCaseActivities.record_certificate_number, taking, **ON_OUR_SERVICES
        )

    async def _something_happens(self) -> None:
        seen = self.case.version
        await workflow.wait_condition(
            lambda: (
                self.case.version != seen or self.number is not None or workflow.info().is_continue_as_new_suggested()
            )
        )

    def _start_afresh_if_long(self) -> None:
        """The snapshot holds everything; tasks are opened again by their keys and change nothing."""
        if workflow.info().is_continue_as_new_suggested() and workflow.all_handlers_finished():
            workflow.continue_as_new(self.case)
