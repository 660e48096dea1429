"""What a list offers to do with the rows that are ticked, and what a tick of each row stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.console.bulk.many import OF_ACTS, OF_TASKS, URGE_PARTNER, Many, Picked
from services.console.lists.sides import Item, Side
from services.console.sign_in.visitor import Visitor
from shared.tasks.contract import Task
from shared.waiting.contract import WaitingFor


@dataclass(frozen=True)
class Ticks:
    """`form`: id of the form that the ticks belong to; `acts`: empty where there is nothing to choose, and no ticks."""

    form: str
    acts: list[Many]
    everything: bool = False

    @staticmethod
    def of_case(side: Side, one: Item) -> str:
        return Picked(case_id=one.case_id, label=f"{one.member_name} {side.number(one)}").value

    @staticmethod
    def of_task(task: Task) -> str:
        label = f"{task.subject or task.case_label} {task.label}"
        return Picked(case_id=task.case_id, label=label, service=task.service, task_id=task.task_id).value

    @staticmethod
    def of_waiting(one: WaitingFor) -> str:
        label = f"{one.subject or one.case_label} {one.label}"
        return Picked(case_id=one.case_id, label=label, service=one.service, matter=one.matter).value


def ticks_of_list(visitor: Visitor, side: str, everything: bool) -> Ticks:
    """For the rows of one list, of cases or of placements; of both at once nothing is offered."""
    acts = [one for one in OF_ACTS if one.side == side and visitor.holds(one.roles)]
    return Ticks("bulk-cases", acts, everything)


def ticks_of_tasks(visitor: Visitor, tasks: Iterable[Task], everything: bool) -> Ticks:
    """The acts that do the tasks shown, and those about any task."""
    kinds = {task.kind for task in tasks}
    acts = [one for one in OF_ACTS if one.tasks & kinds and visitor.holds(one.roles)]
    return Ticks("bulk-tasks", acts + [one for one in OF_TASKS if visitor.holds(one.roles)], everything)


def ticks_of_waiting() -> Ticks:
    return Ticks("bulk-waiting", [URGE_PARTNER])
