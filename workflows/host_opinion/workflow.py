"""HostOpinion (书面意见), one per placement of a probationary member, kept by the host side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.opinion.contract import OpinionState
    from workflows.following import Following
    from workflows.host_opinion.duties import openings, owed


@workflow.defn(name="HostOpinion")
class HostOpinion(Following[OpinionState]):
    """Ends when the opinion is sent; a request, another end of probation or an extension begins it again."""

    @workflow.init
    def __init__(self, state: OpinionState) -> None:
        super().__init__(state, "host-opinion", "inflow", owed, openings)

    @workflow.run
    async def run(self, state: OpinionState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: OpinionState) -> None:
        self.learn(state)
