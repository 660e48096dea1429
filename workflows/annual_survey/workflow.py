"""W-08 AnnualSurvey (排查): the campaign of one department."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.survey.contract import CampaignState
    from workflows.annual_survey.activities import AnnualSurveyActivities, SurveyStep
    from workflows.annual_survey.duties import openings, owed
    from workflows.following import Following
    from workflows.options import OVER_WHOLE_LISTS

ASK = "ask"


@workflow.defn(name="AnnualSurvey")
class AnnualSurvey(Following[CampaignState]):
    """Asks the department, carries the campaign to both sides, gathers the numbers. It waits for counts only: each
    branch has a small workflow of its own (`SurveyReturn`)."""

    @workflow.init
    def __init__(self, state: CampaignState) -> None:
        super().__init__(state, "annual-survey", "registry", owed, openings)

    @workflow.run
    async def run(self, state: CampaignState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: CampaignState) -> None:
        self.learn(state)

    async def _begin(self, step: str) -> None:
        """The window opens in the registry itself; the other steps carry something between the services."""
        if step == ASK:
            await super()._begin(step)
            return
        carrying = SurveyStep.model_validate({"step": step, "campaign": self.state, "as_of": self.tasks.now()})
        await workflow.execute_activity_method(AnnualSurveyActivities.carry_survey, carrying, **OVER_WHOLE_LISTS)
