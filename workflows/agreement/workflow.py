"""W-09 Agreement (共管协议)."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.agreement.contract import AgreementState
    from workflows.agreement.duties import openings, owed
    from workflows.following import Following


@workflow.defn(name="Agreement")
class Agreement(Following[AgreementState]):
    """Sees one side's copy through: answers, consultations, renewal, end; and carries its letters."""

    @workflow.init
    def __init__(self, state: AgreementState) -> None:
        super().__init__(state, "agreement", "registry", owed, openings)

    @workflow.run
    async def run(self, state: AgreementState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: AgreementState) -> None:
        self.learn(state)
