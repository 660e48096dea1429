"""Inactivity (不履行党员义务), one per record."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.inactivity.contract import InactivityState
    from workflows.following import Following
    from workflows.inactivity.duties import owed


@workflow.defn(name="Inactivity")
class Inactivity(Following[InactivityState]):
    """Sees that the branch hears him and the committee decides (条例 Art 31(6)); no timer ever decides."""

    @workflow.init
    def __init__(self, state: InactivityState) -> None:
        super().__init__(state, "inactivity", "outflow", owed)

    @workflow.run
    async def run(self, state: InactivityState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: InactivityState) -> None:
        self.learn(state)
