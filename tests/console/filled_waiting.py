"""A task that is claimed, written about and urged; a case whose sides wait for each other and have said so."""

from datetime import date

from shared.posts import Role
from shared.tasks.contract import TaskComment
from shared.waiting.contract import Matter
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

SAID = "已电话联系，约定周五上午到村部面谈；本人在外地，可能改为视频。" * 4


def arrange(world: World) -> None:
    first, *others = world.tasks["outflow"]
    claimed = {"claimed_by": "周超", "claimed_by_name": "周超", "claimed_at": e.at(e.TODAY), "comments": 2}
    urged = {"urged": e.urge(text=SAID[:200]), "partner_urged": e.partner_urge("received", Matter.QUERY_ANSWER)}
    world.tasks["outflow"] = [first.model_copy(update=claimed | urged), *others]
    said = TaskComment(by="吴敏", role=Role.CONTACT_PERSON, organisation=e.BRANCH, text=SAID, at=e.at(e.TODAY))
    world.comments["outflow"] = [said, said]
    world.attachments["outflow"] = [e.attachment(), e.attachment(f"{SAID[:70]}.pdf")]
    urged_today = e.partner_urge("sent", Matter.HOST_OPINION)
    overdue = e.waiting(Matter.HOST_OPINION, due_on=date(2026, 11, 1), urged=urged_today)
    world.waiting["outflow"] = [*world.waiting.get("outflow", []), overdue]
    key = str(e.CASE_ID)
    at_home = {"waiting": world.waiting["outflow"], "urges": [urged_today]}
    world.home_dossiers[key] = world.home_dossiers[key].model_copy(update=at_home)
    at_host = {"waiting": [e.waiting(Matter.QUERY_ANSWER, "inflow")], "urges": [urged_today]}
    world.host_dossiers[key] = world.host_dossiers[key].model_copy(update=at_host)
