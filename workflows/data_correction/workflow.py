"""W-17 DataCorrection (信息更正), one per correction, on the side that owns the field."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from shared.corrections.contract import CorrectionState
    from workflows.data_correction.duties import owed
    from workflows.following import Following


@workflow.defn(name="DataCorrection")
class DataCorrection(Following[CorrectionState]):
    """Sees that the owner's committee decides; its letters carry the decision to the other side."""

    @workflow.init
    def __init__(self, state: CorrectionState) -> None:
        super().__init__(state, "data-correction", state.service, owed)

    @workflow.run
    async def run(self, state: CorrectionState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: CorrectionState) -> None:
        self.learn(state)
