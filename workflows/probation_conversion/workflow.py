"""W-06 ProbationConversion (预备党员转正), one per case of a probationary member, run by the home side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.conversion.contract import ConversionState
    from workflows.following import Following
    from workflows.probation_conversion.duties import openings, owed


@workflow.defn(name="ProbationConversion")
class ProbationConversion(Following[ConversionState]):
    """Watches from the departure on; its letters travel with the case's own workflow."""

    @workflow.init
    def __init__(self, state: ConversionState) -> None:
        super().__init__(state, "probation-conversion", "outflow", owed, openings)

    @workflow.run
    async def run(self, state: ConversionState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: ConversionState) -> None:
        self.learn(state)
