"""W-10 RefusalDispute (拒收争议), on the host side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.contract import DisputeStage, DisputeState
    from workflows.human_task import HumanTasks
    from workflows.refusal_dispute.duties import owed


@workflow.defn(name="RefusalDispute")
class RefusalDispute:
    """Sees that somebody decides; undecided terms move the dispute up, they never decide it."""

    @workflow.init
    def __init__(self, dispute: DisputeState) -> None:
        self.dispute = dispute
        self.tasks = HumanTasks(dispute.clock)

    @workflow.run
    async def run(self, dispute: DisputeState) -> None:
        while self.dispute.stage is not DisputeStage.DECIDED:
            self.tasks.owe(owed(self.dispute))
            seen = self.dispute.version
            await workflow.wait_condition(lambda seen=seen: self.dispute.version != seen)  # type: ignore[misc]
        self.tasks.owe([])
        await self.tasks.settled()

    @workflow.signal
    def follow(self, dispute: DisputeState) -> None:
        """The service's newest snapshot; an older one says nothing new."""
        if dispute.version > self.dispute.version:
            self.dispute = dispute
        self.tasks.clock = dispute.clock

    @workflow.query
    def stage(self) -> str:
        return self.dispute.stage
