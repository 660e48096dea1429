"""W-03 InflowAcceptance (流入接收), host side; one for each host that a case is sent to."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.contract import OVER, PlacementState
    from workflows.human_task import HumanTasks
    from workflows.inflow_acceptance.duties import owed
    from workflows.letter_post import LetterPost


@workflow.defn(name="InflowAcceptance")
class InflowAcceptance:
    """Asks the host to verify, place and enrol, and takes its letters home. Silence is never consent and never
    refusal: it only rises."""

    @workflow.init
    def __init__(self, placement: PlacementState) -> None:
        self.placement = placement
        self.tasks = HumanTasks(placement.clock)
        self.letters = LetterPost("inflow", self.tasks)

    @workflow.run
    async def run(self, placement: PlacementState) -> None:
        """What is heard of while the last letters are on their way is not the end yet."""
        settled = None
        while settled != self.placement.version:
            await self._follow()
            settled = self.placement.version
            self.tasks.owe([])
            self.letters.send(self.placement.letters)
            await self.tasks.settled()
            await self.letters.settled()

    async def _follow(self) -> None:
        while self._goes_on():
            self.tasks.owe(owed(self.placement))
            self.letters.send(self.placement.letters)
            await self._something_happens()
            self._start_afresh_if_long()

    @workflow.signal
    def follow(self, placement: PlacementState) -> None:
        """The service's newest snapshot; an older one says nothing new."""
        if placement.version > self.placement.version:
            self.placement = placement
        self.tasks.clock = placement.clock

    @workflow.query
    def status(self) -> str:
        return self.placement.status

    def _goes_on(self) -> bool:
        asked = self.placement.look_since or self.placement.note_owed or self.placement.transfer_since
        return self.placement.status not in OVER or bool(asked)

    async def _something_happens(self) -> None:
        seen = self.placement.version
        await workflow.wait_condition(
            lambda: self.placement.version != seen or workflow.info().is_continue_as_new_suggested()
        )

    def _start_afresh_if_long(self) -> None:
        if workflow.info().is_continue_as_new_suggested() and workflow.all_handlers_finished():
            workflow.continue_as_new(self.placement)
