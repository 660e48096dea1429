"""W-05 at the host, from the enrolment to the release."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.exchange.contract import HostExchangeState
    from workflows.following import Following
    from workflows.host_feedback.duties import openings, owed


@workflow.defn(name="HostFeedback")
class HostFeedback(Following[HostExchangeState]):
    """Asks for feedback each quarter (D-52), carries the exchange's letters home."""

    @workflow.init
    def __init__(self, state: HostExchangeState) -> None:
        super().__init__(state, "host-feedback", "inflow", owed, openings)

    @workflow.run
    async def run(self, state: HostExchangeState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: HostExchangeState) -> None:
        self.learn(state)
