"""等对方办理: each side reads from its own service what the other owes, urges it, and is seen to have done so."""

from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import CommentOnTask, Task, UrgeTask
from shared.waiting.contract import Matter, UrgePartner
from tests.journeys.journey import Journey
from tests.journeys.stage import Stage


def test_each_side_urges_the_other_and_it_stands_beside_the_task(stage: Stage) -> None:
    journey = Journey(stage)
    journey.depart().host_records_arrival()
    at_home = journey.secretary.services.outflow
    journey.finds(journey.reception, K.VERIFY_CERTIFICATE)
    journey.until(lambda: _owed(journey, Matter.PLACEMENT), "流出地在等接收决定")
    at_home.urge_partner(journey.case_id, UrgePartner(matter=Matter.PLACEMENT, text="已报到，请尽快答复。"))
    journey.until(lambda: _said(journey, K.VERIFY_CERTIFICATE) == "已报到，请尽快答复。", "流入地的任务旁有催办")
    journey.ask_home("是否本人？")
    journey.finds(journey.secretary, K.ANSWER_QUERY)
    assert not _owed(journey, Matter.PLACEMENT)
    at_host = journey.host_office.services.inflow
    at_host.urge_partner(journey.case_id, UrgePartner(matter=Matter.QUERY_ANSWER, text="请速复。"))
    journey.until(lambda: _said(journey, K.ANSWER_QUERY) == "请速复。", "流出地的任务旁有催办")


def test_a_superior_urges_and_the_holder_reads_it(stage: Stage) -> None:
    journey = Journey(stage)
    journey.declare()
    task = journey.finds(journey.secretary, K.BRIEF_MEMBER)
    journey.home_office.services.outflow.urge_task(task.task_id, UrgeTask(text="请于周五前办结。"))
    at_home = journey.secretary.services.outflow
    at_home.comment_on_task(task.task_id, CommentOnTask(text="已约周四。"))
    found = at_home.read_task(task.task_id)
    assert found.task.urged is not None
    assert (found.task.urged.text, [one.text for one in found.comments]) == ("请于周五前办结。", ["已约周四。"])


def _owed(journey: Journey, matter: Matter) -> bool:
    items = journey.secretary.services.outflow.list_waiting(case_id=journey.case_id).items
    return matter in {one.matter for one in items}


def _said(journey: Journey, kind: K) -> str:
    task: Task = journey.task(kind).task
    return task.partner_urged.text if task.partner_urged else ""
