"""What somebody might do to a workflow that runs: a pause before the first duty. Replay must notice."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.contract import DisputeState
    from workflows.refusal_dispute.workflow import RefusalDispute


@workflow.defn(name="RefusalDispute")
class HastilyChanged(RefusalDispute):
    @workflow.init
    def __init__(self, state: DisputeState) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: DisputeState) -> None:
        await workflow.sleep(timedelta(days=1))
        await super().run(state)
