"""W-07 LostContact (失联), one per loss."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.lost_contact.contract import LostState
    from workflows.following import Following
    from workflows.lost_contact.duties import openings, owed


@workflow.defn(name="LostContact")
class LostContact(Following[LostState]):
    """Sees that the member is searched for, that the branch is asked after six months and after two years."""

    @workflow.init
    def __init__(self, state: LostState) -> None:
        super().__init__(state, "lost-contact", "outflow", owed, openings)

    @workflow.run
    async def run(self, state: LostState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: LostState) -> None:
        self.learn(state)
