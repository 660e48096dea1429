"""Routes that every service has: its tasks, its copy of the directory, its letters."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, File, Query, Response, UploadFile
from sqlalchemy.orm import Session

from shared.act import Act
from shared.authorisation import (
    BRANCH,
    OFFICERS,
    SIGNED_LETTER,
    SYSTEM_ONLY,
    Permissions,
    Relation,
    grant,
)
from shared.errors import NotFound
from shared.letters import operations as letters
from shared.letters.contract import Envelope, LetterReceipt, SignedLetter
from shared.organisation_directory.contract import Directory, DirectoryReceipt
from shared.organisation_directory.queries import directory_version
from shared.organisation_directory.queries import replace_directory as take_over_directory
from shared.posts import Actor, Role
from shared.requests import Command, Commanding, Kernel, KernelDep, Reading, Writing, act_of, system_only
from shared.service_app import COMMAND_REFUSALS, QUERY_REFUSALS, refusals
from shared.stuck.contract import OnTheWay
from shared.stuck.queries import list_on_the_way as on_the_way
from shared.tasks import attachments, people, queries
from shared.tasks import operations as tasks
from shared.tasks.contract import (
    ClaimTask,
    CommentOnTask,
    FireRung,
    ReleaseTask,
    RungReceipt,
    StepBegins,
    TaskDetail,
    TaskPage,
    TaskRef,
    UrgeTask,
)
from shared.tasks.limits import ATTACHMENT_BYTES
from shared.tasks.people import SUPERIORS
from shared.tasks.queries import TaskFilter
from shared.tasks.tables import TaskRow

TASK_READERS = (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))
HOLDERS = BRANCH | OFFICERS - {Role.INSPECTOR}
"""Whoever stands where a task is held may work on it: the acts themselves say which post may do what."""
KERNEL_PERMISSIONS: Permissions = {
    "list_tasks": TASK_READERS,
    "read_task": TASK_READERS,
    "claim_task": (grant(Relation.OWN, HOLDERS),),
    "release_task": (grant(Relation.OWN, HOLDERS), grant(Relation.SUBTREE, SUPERIORS)),
    "comment_on_task": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS - {Role.INSPECTOR})),
    "attach_file": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS - {Role.INSPECTOR})),
    "read_attachment": TASK_READERS,
    "urge_task": (grant(Relation.SUBTREE, SUPERIORS, Role.INSPECTOR),),
    "fire_rung": SYSTEM_ONLY,
    "withdraw_task": SYSTEM_ONLY,
    "begin_step": SYSTEM_ONLY,
    "replace_directory": SYSTEM_ONLY,
    "read_directory_version": SYSTEM_ONLY,
    "list_on_the_way": SYSTEM_ONLY,
    "sign_letter": SYSTEM_ONLY,
    "mark_letter_delivered": SYSTEM_ONLY,
    "receive_letter": SIGNED_LETTER,
}

SystemOnly = Depends(system_only)
READ = refusals(*QUERY_REFUSALS)
WRITE = refusals(*COMMAND_REFUSALS)
UPLOAD = refusals(*COMMAND_REFUSALS, 413, 415)
ANY_FILE = "application/octet-stream"
"""Nobody's browser is to show it: what it is stands beside the task."""


tasks_router = APIRouter(prefix="/tasks", tags=["tasks"])


@tasks_router.get("", summary="任务列表（我的待办、上送到我的、辖区内）", responses=READ)
def list_tasks(act: Reading, kernel: KernelDep, wanted: Annotated[TaskFilter, Query()]) -> TaskPage:
    return queries.list_tasks(act, kernel.permissions, kernel.name, wanted, kernel.subjects)


@tasks_router.get("/{task_id}", summary="一项任务及每次催办、上送的依据", responses=READ)
def read_task(act: Reading, kernel: KernelDep, task_id: UUID) -> TaskDetail:
    return queries.read_task(act, kernel.permissions, kernel.name, task_id, kernel.subjects)


def _said(command: Command, kernel: Kernel, task: TaskRow) -> Response:
    return command.answer(queries.task_detail(command.act, kernel.name, task.id, kernel.subjects))


@tasks_router.post("/{task_id}/claim", summary="认领任务", response_model=TaskDetail, responses=WRITE)
def claim_task(command: Commanding, kernel: KernelDep, task_id: UUID, body: ClaimTask) -> Response:
    return _said(command, kernel, people.claim_task(command.act, kernel.permissions, task_id))


@tasks_router.post("/{task_id}/release", summary="释放任务", response_model=TaskDetail, responses=WRITE)
def release_task(command: Commanding, kernel: KernelDep, task_id: UUID, body: ReleaseTask) -> Response:
    return _said(command, kernel, people.release_task(command.act, kernel.permissions, task_id))


@tasks_router.post("/{task_id}/comments", summary="就任务留言", response_model=TaskDetail, responses=WRITE)
def comment_on_task(command: Commanding, kernel: KernelDep, task_id: UUID, body: CommentOnTask) -> Response:
    return _said(command, kernel, people.comment_on_task(command.act, kernel.permissions, task_id, body))


@tasks_router.post("/{task_id}/attachments", summary="上传附件", responses=UPLOAD)
def attach_file(act: Writing, kernel: KernelDep, task_id: UUID, file: Annotated[UploadFile, File()]) -> TaskDetail:
    data = file.file.read(ATTACHMENT_BYTES + 1)
    attachments.attach_file(act, kernel.permissions, task_id, file.filename or "", data)
    return queries.task_detail(act, kernel.name, task_id, kernel.subjects)


@tasks_router.get(
    "/{task_id}/attachments/{attachment_id}",
    summary="下载附件（留痕）",
    response_class=Response,
    responses={**READ, 200: {"content": {ANY_FILE: {"schema": {"type": "string", "format": "binary"}}}}},
)
def read_attachment(act: Writing, kernel: KernelDep, task_id: UUID, attachment_id: UUID) -> Response:
    file = attachments.read_attachment(act, kernel.permissions, task_id, attachment_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}
    return Response(file.content, media_type=ANY_FILE, headers=headers | {"X-Content-Type-Options": "nosniff"})


@tasks_router.post("/{task_id}/urges", summary="催办（一天一次）", response_model=TaskDetail, responses=WRITE)
def urge_task(command: Commanding, kernel: KernelDep, task_id: UUID, body: UrgeTask) -> Response:
    return _said(command, kernel, people.urge_task(command.act, kernel.permissions, task_id, body))


@tasks_router.post("/{task_id}/rungs", summary="催办或上送一次（工作流）", responses=WRITE, dependencies=[SystemOnly])
def fire_rung(act: Writing, kernel: KernelDep, task_id: UUID, body: FireRung) -> RungReceipt:
    return tasks.fire_rung(act, task_id, body.rung, kernel.effects, kernel.lock_case)


@tasks_router.post(
    "/{task_id}/withdrawal", summary="撤回不再需要的任务（工作流）", responses=WRITE, dependencies=[SystemOnly]
)
def withdraw_task(act: Writing, task_id: UUID) -> TaskRef:
    tasks.withdraw_task(act, task_id)
    return TaskRef(task_id=task_id)


steps_router = APIRouter(prefix="/steps", tags=["steps"])


@steps_router.post(
    "/{process}/{subject}", summary="到日子的一步开始（工作流）", responses=WRITE, dependencies=[SystemOnly]
)
def begin_step(act: Writing, kernel: KernelDep, process: str, subject: UUID, body: StepBegins) -> StepBegins:
    begins = kernel.begins.get(process)
    if begins is None:
        raise NotFound()
    begins(act, subject, body.step)
    return body


directory_router = APIRouter(tags=["directory"])


@directory_router.post("/directory", summary="更新组织目录副本（工作流）", responses=WRITE, dependencies=[SystemOnly])
def replace_directory(act: Writing, body: Directory) -> DirectoryReceipt:
    return DirectoryReceipt(version=take_over_directory(act.session, body))


@directory_router.get("/directory/version", summary="组织目录副本的版本", responses=READ, dependencies=[SystemOnly])
def read_directory_version(act: Reading) -> DirectoryReceipt:
    return DirectoryReceipt(version=directory_version(act.session))


letters_router = APIRouter(prefix="/letters", tags=["letters"])


@letters_router.get(
    "/on-the-way", summary="还没有到达的函件和消息（工作进程）", responses=READ, dependencies=[SystemOnly]
)
def list_on_the_way(act: Reading) -> OnTheWay:
    return on_the_way(act.session)


@letters_router.get(
    "/{letter_id}/envelope", summary="签章后的函（工作流取走投递）", responses=READ, dependencies=[SystemOnly]
)
def sign_letter(act: Reading, letter_id: UUID) -> Envelope:
    return letters.sign_letter(act, letter_id)


@letters_router.post("/{letter_id}/delivery", summary="登记送达（工作流）", responses=WRITE, dependencies=[SystemOnly])
def mark_letter_delivered(act: Writing, letter_id: UUID, body: LetterReceipt) -> LetterReceipt:
    letters.mark_delivered(act, letter_id, body)
    return body


@letters_router.post("", summary="收函：凭来函地区的签名，不凭岗位", responses=WRITE)
def receive_letter(kernel: KernelDep, body: SignedLetter) -> LetterReceipt:
    try:
        with kernel.sessions.begin() as session:
            return letters.receive_letter(_letter_act(kernel, session), body.token, kernel.apply_letter)
    except letters.LetterRefused as refusal:
        with kernel.sessions.begin() as session:
            letters.audit_refusal(_letter_act(kernel, session), refusal)
        raise


def _letter_act(kernel: Kernel, session: Session) -> Act:
    actor = Actor.system("letter")
    return act_of(kernel, session, actor)


KERNEL_ROUTERS = (tasks_router, steps_router, directory_router, letters_router)
