"""A reminder that fires reaches the inbox of whoever owes the task, whichever deployment serves him."""

import asyncio
from datetime import UTC, datetime

from shared.authentication import TokenIssuer
from shared.identifiers import province_of
from shared.keys import KeyRing
from shared.policy.ladder import RungAction, RungTarget
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from tests.journeys.journey import Journey
from tests.journeys.places import YANGZHOU_HANHE
from tests.journeys.stage import Stage
from workflows.clients import Clients
from workflows.notices.telling import Teller


def worker_of(stage: Stage, code: str) -> Clients:
    region = province_of(code[:6])
    served = next(one for one in stage.deployments if region in KeyRing(one.keys_dir).regions)
    issuer = TokenIssuer("worker", KeyRing(served.keys_dir).issuer("worker"))
    return Clients(served.registry, served.outflow, served.inflow, issuer)


def test_a_reminder_reaches_the_inbox_and_is_told_once(stage: Stage) -> None:
    journey = Journey(stage, YANGZHOU_HANHE).declare()
    outflow, registry = journey.secretary.services.outflow, journey.secretary.services.registry

    def owed() -> bool:
        return any(one.kind is TaskKind.BRIEF_MEMBER for one in outflow.list_tasks(case_id=journey.case_id).items)

    journey.until(owed, "行前教育已列为待办")
    task = next(one for one in outflow.list_tasks(case_id=journey.case_id).items if one.kind is TaskKind.BRIEF_MEMBER)
    before = {one.notice_id for one in registry.list_notices().items}
    reminder = PlannedRung(
        name="told-by-a-test", action=RungAction.REMIND, at=datetime.now(UTC), day=task.due_on, to=RungTarget.HOLDER,
        why=task.why,
    )  # fmt: skip
    operator = stage.operator(YANGZHOU_HANHE.branch)
    operator.outflow.fire_rung(task.task_id, reminder, stage.now.isoformat())
    for _ in range(2):
        asyncio.run(Teller(worker_of(stage, YANGZHOU_HANHE.branch), stage.clock).tell())
    new = [one for one in registry.list_notices().items if one.notice_id not in before and one.task_id]
    assert [(one.task_id, one.service) for one in new] == [(task.task_id, "outflow")]
    assert new[0].words.startswith("【催办】行前教育（")
    assert journey.person.name not in new[0].words
