"""W-03 InflowAcceptance (流入接收), host side; one for each host that a case is sent to."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.contract import PlacementState
    from workflows.following import Following
    from workflows.inflow_acceptance.duties import owed


@workflow.defn(name="InflowAcceptance")
class InflowAcceptance(Following[PlacementState]):
    """Asks the host to verify, place and enrol, and takes its letters home. Silence is never consent and never
    refusal: it only rises."""

    @workflow.init
    def __init__(self, state: PlacementState) -> None:
        super().__init__(state, "inflow-acceptance", "inflow", owed)

    @workflow.run
    async def run(self, state: PlacementState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: PlacementState) -> None:
        self.learn(state)
