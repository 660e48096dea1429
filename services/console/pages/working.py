"""Who may claim, release, urge and write about a task; the services decide, the page shows what they allow."""

from dataclasses import dataclass

from services.console.sign_in.visitor import Visitor
from services.console.task_roles import SUPERIORS, URGERS, WORKERS
from shared.posts import Role
from shared.tasks.contract import Task, TaskStatus


@dataclass(frozen=True)
class Working:
    """What this visitor can do about a task that he sees: he stands where it is held, or above."""

    visitor: Visitor

    def mine(self, task: Task) -> bool:
        return task.claimed_by == self.visitor.actor.account

    def stands_there(self, task: Task) -> bool:
        return self.visitor.holds(WORKERS, task.holder)

    def may_claim(self, task: Task) -> bool:
        free = task.status is TaskStatus.OPEN and task.claimed_by is None
        return free and self.stands_there(task)

    def may_release(self, task: Task) -> bool:
        claimed = task.status is TaskStatus.OPEN and task.claimed_by is not None
        return claimed and (self.mine(task) or self._above(SUPERIORS, task))

    def may_urge(self, task: Task) -> bool:
        return task.status is TaskStatus.OPEN and not self.urged_today(task) and self._above(URGERS, task)

    def may_comment(self, task: Task) -> bool:
        return self.stands_there(task) or self._above(WORKERS, task)

    def urged_today(self, task: Task) -> bool:
        return task.urged is not None and task.urged.on == self.visitor.today

    def _above(self, roles: frozenset[Role], task: Task) -> bool:
        return self.visitor.holds(roles) and not self.visitor.holds(frozenset(Role), task.holder)
