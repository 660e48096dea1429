"""W-16 OrgChange (机构变动)."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.org_change.contract import OrgChangeState
    from workflows.following import Following
    from workflows.options import OVER_WHOLE_LISTS
    from workflows.org_change.activities import MoveEverything, OrgChangeActivities
    from workflows.org_change.duties import is_to_be_moved, openings, owed


@workflow.defn(name="OrgChange")
class OrgChange(Following[OrgChangeState]):
    """Sees that everything gets a successor, moves what runs when the day has come, and has it verified."""

    @workflow.init
    def __init__(self, state: OrgChangeState) -> None:
        super().__init__(state, "org-change", "registry", owed, openings)

    @workflow.run
    async def run(self, state: OrgChangeState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: OrgChangeState) -> None:
        self.learn(state)

    async def _begin_what_is_due(self) -> None:
        await super()._begin_what_is_due()
        while is_to_be_moved(self.state):
            moving = MoveEverything(state=self.state, as_of=self.tasks.now())
            self.learn(
                await workflow.execute_activity_method(
                    OrgChangeActivities.move_organisations, moving, **OVER_WHOLE_LISTS
                )
            )
