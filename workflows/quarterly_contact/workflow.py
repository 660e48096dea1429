"""W-04 QuarterlyContact (季度联系), one per case, from the departure on."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.contract import ContactState
    from workflows.following import Following
    from workflows.quarterly_contact.duties import openings, owed


@workflow.defn(name="QuarterlyContact")
class QuarterlyContact(Following[ContactState]):
    """Opens each period when it begins, keeps its task alive, and asks for a search when six months have
    passed without proof of contact."""

    @workflow.init
    def __init__(self, state: ContactState) -> None:
        super().__init__(state, "quarterly-contact", "outflow", owed, openings)

    @workflow.run
    async def run(self, state: ContactState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: ContactState) -> None:
        self.learn(state)
