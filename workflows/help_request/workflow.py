"""One request, until the member has said that it is settled."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from shared.help_requests.contract import HelpRequestState
    from workflows.following import Following
    from workflows.help_request.duties import owed


@workflow.defn(name="HelpRequest")
class HelpRequest(Following[HelpRequestState]):
    """Sees that the holder answers (`question.answer`) and that the member is asked whether that settles it (W-19)."""

    @workflow.init
    def __init__(self, state: HelpRequestState) -> None:
        super().__init__(state, "help-request", state.service, owed)

    @workflow.run
    async def run(self, state: HelpRequestState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: HelpRequestState) -> None:
        self.learn(state)
