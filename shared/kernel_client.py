"""The calls that every service answers alike: tasks, directory, letters."""

from typing import Any
from uuid import UUID

from shared.letters.contract import Envelope, LetterReceipt, SignedLetter
from shared.organisation_directory.contract import Directory, DirectoryReceipt
from shared.policy.schedule import PlannedRung
from shared.service_client import ServiceClient
from shared.stuck.contract import OnTheWay
from shared.tasks.contract import (
    ClaimTask,
    CommentOnTask,
    FireRung,
    OpenedTask,
    OpenTask,
    ReleaseTask,
    RungReceipt,
    StepBegins,
    TaskDetail,
    TaskPage,
    TaskRef,
    UrgeTask,
)


class KernelClient(ServiceClient):
    def list_tasks(self, **wanted: Any) -> TaskPage:
        """`wanted`: the fields of `TaskFilter`."""
        return self.get(TaskPage, "/tasks", **wanted)

    def read_task(self, task_id: UUID) -> TaskDetail:
        return self.get(TaskDetail, f"/tasks/{task_id}")

    def claim_task(self, task_id: UUID, body: ClaimTask, key: str | None = None) -> TaskDetail:
        """Raises Refused 409 `task_claimed` naming who was first."""
        return self.command(TaskDetail, f"/tasks/{task_id}/claim", body, key)

    def release_task(self, task_id: UUID, body: ReleaseTask, key: str | None = None) -> TaskDetail:
        """Raises Refused 403 `claim_of_another`."""
        return self.command(TaskDetail, f"/tasks/{task_id}/release", body, key)

    def comment_on_task(self, task_id: UUID, body: CommentOnTask, key: str | None = None) -> TaskDetail:
        return self.command(TaskDetail, f"/tasks/{task_id}/comments", body, key)

    def attach_file(self, task_id: UUID, filename: str, data: bytes) -> TaskDetail:
        """The same content again changes nothing. Raises Refused 413, 415 with a sentence that says what to do."""
        answer = self._send("POST", f"/tasks/{task_id}/attachments", files={"file": (filename, data)})
        return TaskDetail.model_validate_json(answer.content)

    def read_attachment(self, task_id: UUID, attachment_id: UUID) -> bytes:
        """The look is logged."""
        return self._send("GET", f"/tasks/{task_id}/attachments/{attachment_id}").content

    def urge_task(self, task_id: UUID, body: UrgeTask, key: str | None = None) -> TaskDetail:
        """Once a day. Raises Refused 409 `task_urged_today` naming who was first."""
        return self.command(TaskDetail, f"/tasks/{task_id}/urges", body, key)

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

    def list_on_the_way(self) -> OnTheWay:
        """Letters and messages that have not arrived, the oldest of each."""
        return self.get(OnTheWay, "/letters/on-the-way")

    def sign_letter(self, letter_id: UUID) -> Envelope:
        return self.get(Envelope, f"/letters/{letter_id}/envelope")

    def receive_letter(self, token: str) -> LetterReceipt:
        """Raises Refused 403 `letter_refused` for a wrong signature or region."""
        return self.system(LetterReceipt, "/letters", SignedLetter(token=token))

    def mark_letter_delivered(self, letter_id: UUID, receipt: LetterReceipt, as_of: str) -> LetterReceipt:
        return self.system(LetterReceipt, f"/letters/{letter_id}/delivery", receipt, as_of)
