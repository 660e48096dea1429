"""W-08: one party's part in comparing lists with another region."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.survey.contract import ExchangeState
    from workflows.following import Following
    from workflows.options import OVER_WHOLE_LISTS
    from workflows.survey_exchange.activities import GatherLists, SurveyExchangeActivities
    from workflows.survey_exchange.duties import openings, owed

GATHER = "gather"


@workflow.defn(name="SurveyExchange")
class SurveyExchange(Following[ExchangeState]):
    """Letters of this party go with it, also those about differences that are handled after the comparison."""

    steps_take = OVER_WHOLE_LISTS

    @workflow.init
    def __init__(self, state: ExchangeState) -> None:
        super().__init__(state, "survey-exchange", "registry", owed, openings)

    @workflow.run
    async def run(self, state: ExchangeState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: ExchangeState) -> None:
        self.learn(state)

    async def _begin(self, step: str) -> None:
        if step != GATHER:
            await super()._begin(step)
            return
        gathering = GatherLists(exchange_id=self.state.exchange_id, side=self.state.side, as_of=self.tasks.now())
        await workflow.execute_activity_method(SurveyExchangeActivities.gather_lists, gathering, **OVER_WHOLE_LISTS)
