"""One summons, until it is answered, its day is past, or the case is over."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.exchange.contract import SummonsState
    from workflows.following import Following
    from workflows.summons.duties import openings, owed


@workflow.defn(name="Summons")
class Summons(Following[SummonsState]):
    """Sees that the member answers as long as he can still come (D-39)."""

    @workflow.init
    def __init__(self, state: SummonsState) -> None:
        super().__init__(state, "summons", "outflow", owed, openings)

    @workflow.run
    async def run(self, state: SummonsState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: SummonsState) -> None:
        self.learn(state)
