"""W-08: the return of one branch, or the check of one committee; a thousand of them run side by side."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from shared.letters.bodies_survey import ListRole
    from shared.survey.contract import ReturnLevel, ReturnState
    from workflows.annual_survey.activities import AnnualSurveyActivities, TallyStep
    from workflows.calling import call
    from workflows.duty import ServiceName
    from workflows.following import Following
    from workflows.survey_return.duties import owed


@workflow.defn(name="SurveyReturn")
class SurveyReturn(Following[ReturnState]):
    """Sees that it is given; a committee's numbers then go to the department."""

    @workflow.init
    def __init__(self, state: ReturnState) -> None:
        service: ServiceName = "outflow" if state.role is ListRole.HOME else "inflow"
        super().__init__(state, "survey-return", service, owed)

    @workflow.run
    async def run(self, state: ReturnState) -> None:
        await self.follow_to_the_end()
        if self.state.level is ReturnLevel.COMMITTEE:
            await self._count()

    @workflow.signal
    def follow(self, state: ReturnState) -> None:
        self.learn(state)

    async def _count(self) -> None:
        counting = TallyStep(
            campaign_id=self.state.campaign_id,
            role=self.state.role,
            return_id=self.state.return_id,
            as_of=self.tasks.now(),
        )
        await call(AnnualSurveyActivities.record_tally, counting)
