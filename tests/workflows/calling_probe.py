"""A workflow that makes one call, and an activity that refuses as often as it is told to."""

from datetime import timedelta

from temporalio import activity, workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from shared.contract import Contract
    from workflows.calling import call
    from workflows.options import ActivityOptions

PATIENTLY: ActivityOptions = {
    "start_to_close_timeout": timedelta(seconds=10),
    "retry_policy": RetryPolicy(initial_interval=timedelta(milliseconds=10)),
}
OVER_A_LIST: ActivityOptions = PATIENTLY | {"heartbeat_timeout": timedelta(seconds=10)}


class Errand(Contract):
    number: int
    over_a_list: bool = False


class Office:
    def __init__(self, away: int) -> None:
        self.away, self.asked = away, 0

    @activity.defn
    def see_to(self, errand: Errand) -> int:
        self.asked += 1
        if self.asked <= self.away:
            raise RuntimeError("nobody there")
        return errand.number


@workflow.defn(name="MakesOneCall")
class MakesOneCall:
    @workflow.run
    async def run(self, errand: Errand) -> int:
        return await call(Office.see_to, errand, OVER_A_LIST if errand.over_a_list else PATIENTLY)
