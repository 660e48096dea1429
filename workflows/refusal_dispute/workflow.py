"""W-10 RefusalDispute (拒收争议), on the host side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.contract import DisputeState
    from workflows.following import Following
    from workflows.refusal_dispute.duties import owed


@workflow.defn(name="RefusalDispute")
class RefusalDispute(Following[DisputeState]):
    """Sees that somebody decides; undecided terms move the dispute up, they never decide it. Its letters travel with
    the placement's own workflow."""

    @workflow.init
    def __init__(self, state: DisputeState) -> None:
        super().__init__(state, "refusal-dispute", "inflow", owed)

    @workflow.run
    async def run(self, state: DisputeState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: DisputeState) -> None:
        self.learn(state)
