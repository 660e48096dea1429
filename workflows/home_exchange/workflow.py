"""The exchange at home, from the departure to the end of the case."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.exchange.contract import HomeExchangeState
    from workflows.following import Following
    from workflows.home_exchange.duties import openings, owed


@workflow.defn(name="HomeExchange")
class HomeExchange(Following[HomeExchangeState]):
    """Sees that what the host writes is read, and that the member reports once a year (D-151)."""

    @workflow.init
    def __init__(self, state: HomeExchangeState) -> None:
        super().__init__(state, "home-exchange", "outflow", owed, openings)

    @workflow.run
    async def run(self, state: HomeExchangeState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: HomeExchangeState) -> None:
        self.learn(state)
