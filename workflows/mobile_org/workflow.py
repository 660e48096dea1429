"""W-15 MobileOrg (流动党员党组织)."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.mobile_org.contract import MobileOrgState
    from workflows.following import Following
    from workflows.mobile_org.duties import owed


@workflow.defn(name="MobileOrg")
class MobileOrg(Following[MobileOrgState]):
    """Sees one committee's copy through to the founding, and carries its letters."""

    @workflow.init
    def __init__(self, state: MobileOrgState) -> None:
        super().__init__(state, "mobile-org", "registry", owed)

    @workflow.run
    async def run(self, state: MobileOrgState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: MobileOrgState) -> None:
        self.learn(state)
