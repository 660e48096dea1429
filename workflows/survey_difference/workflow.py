"""W-08: one half of a difference."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.survey.contract import DifferenceState
    from workflows.following import Following
    from workflows.survey_difference.duties import owed


@workflow.defn(name="SurveyDifference")
class SurveyDifference(Following[DifferenceState]):
    """Sees that this party answers; the other party has a workflow of its own."""

    @workflow.init
    def __init__(self, state: DifferenceState) -> None:
        super().__init__(state, "survey-difference", "registry", owed)

    @workflow.run
    async def run(self, state: DifferenceState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: DifferenceState) -> None:
        self.learn(state)
