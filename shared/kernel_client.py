"""The calls that every service answers alike: tasks, directory, letters."""

from typing import Any
from uuid import UUID

from shared.letters.contract import Envelope, LetterReceipt, SignedLetter
from shared.organisation_directory.contract import Directory, DirectoryReceipt
from shared.policy.schedule import PlannedRung
from shared.service_client import ServiceClient
from shared.tasks.contract import (
    FireRung,
    OpenedTask,
    OpenTask,
    RungReceipt,
    StepBegins,
    TaskDetail,
    TaskPage,
    TaskRef,
    Workload,
)


class KernelClient(ServiceClient):
    def list_tasks(self, **wanted: Any) -> TaskPage:
        """`wanted`: the fields of `TaskFilter`."""
        return self.get(TaskPage, "/tasks", **wanted)

    def read_task(self, task_id: UUID) -> TaskDetail:
        return self.get(TaskDetail, f"/tasks/{task_id}")

    def read_workload(self) -> Workload:
        return self.get(Workload, "/tasks/workload")

    def open_task(self, opening: OpenTask, as_of: str) -> OpenedTask:
        return self.system(OpenedTask, "/tasks", opening, as_of)

    def fire_rung(self, task_id: UUID, rung: PlannedRung, as_of: str) -> RungReceipt:
        return self.system(RungReceipt, f"/tasks/{task_id}/rungs", FireRung(rung=rung), as_of)

    def withdraw_task(self, task_id: UUID, as_of: str) -> TaskRef:
        return self.system(TaskRef, f"/tasks/{task_id}/withdrawal", TaskRef(task_id=task_id), as_of)

    def begin_step(
        self, process: str, subject: UUID, step: str, as_of: str, *, seconds: float | None = None
    ) -> StepBegins:
        return self.system(StepBegins, f"/steps/{process}/{subject}", StepBegins(step=step), as_of, seconds=seconds)

    def replace_directory(self, directory: Directory) -> DirectoryReceipt:
        return self.system(DirectoryReceipt, "/directory", directory)

    def read_directory_version(self) -> DirectoryReceipt:
        return self.get(DirectoryReceipt, "/directory/version")

    def sign_letter(self, letter_id: UUID) -> Envelope:
        return self.get(Envelope, f"/letters/{letter_id}/envelope")

    def receive_letter(self, token: str) -> LetterReceipt:
        """Raises Refused 403 `letter_refused` for a wrong signature or region."""
        return self.system(LetterReceipt, "/letters", SignedLetter(token=token))

    def mark_letter_delivered(self, letter_id: UUID, receipt: LetterReceipt, as_of: str) -> LetterReceipt:
        return self.system(LetterReceipt, f"/letters/{letter_id}/delivery", receipt, as_of)
