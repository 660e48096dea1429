"""One task: who works on it, what was written beside it, who urged it; and the small acts about it."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from services.console.forms.reading import KEY_FIELD
from services.console.pages.todo import act_of, due_words
from services.console.pages.undoing import WAYS, Undo, done_at, undo_of
from services.console.pages.working import Working
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.console.wording import pick
from shared.identifiers import new_id
from shared.kernel_client import KernelClient
from shared.service_client import Refused
from shared.tasks.contract import ClaimTask, CommentOnTask, ReleaseTask, TaskDetail, UrgeTask
from shared.tasks.limits import COMMENT_CHARACTERS
from shared.waiting.contract import URGE_CHARACTERS

router = APIRouter()
NOTHING_WRITTEN = "请写下留言后再提交。"
NO_FILE = "请选择要上传的文件。"
ATTACH = "attach_file"
ANY_FILE = "application/octet-stream"
Send = Callable[[KernelClient, UUID, str, str], TaskDetail]
VERBS: dict[str, Send] = {
    "claim_task": lambda client, task_id, _, key: client.claim_task(task_id, ClaimTask(), key),
    "release_task": lambda client, task_id, _, key: client.release_task(task_id, ReleaseTask(), key),
    "comment_on_task": lambda client, task_id, text, key: client.comment_on_task(
        task_id, CommentOnTask(text=text[:COMMENT_CHARACTERS]), key
    ),
    "urge_task": lambda client, task_id, text, key: client.urge_task(
        task_id, UrgeTask(text=text[:URGE_CHARACTERS]), key
    ),
}


def _client(visitor: Visitor, service: str) -> KernelClient:
    client = visitor.services.each().get(service)
    if client is None:
        raise HTTPException(404)
    return client


@router.get("/tasks/{service}/{task_id}")
def show_task(
    request: Request, visitor: VisitorDep, service: str, task_id: UUID, done: str = "", undo: str = ""
) -> Response:
    detail = _client(visitor, service).read_task(task_id)
    return _page(request, visitor, detail, done=pick("done", done), undo=undo_of(done, undo))


def _page(
    request: Request,
    visitor: Visitor,
    detail: TaskDetail,
    *,
    done: str = "",
    undo: Undo | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    return render(
        request,
        "task.html",
        status=status,
        detail=detail,
        task=detail.task,
        done=done,
        undo=undo,
        problem=problem,
        working=Working(visitor),
        organisations=visitor.organisations,
        act_of=act_of,
        due_words=due_words,
        new_key=lambda: new_id().hex,
    )


@router.post("/tasks/{service}/{task_id}")
def work_on_task(request: Request, visitor: VisitorDep, form: Submitted, service: str, task_id: UUID) -> Response:
    """Raises Refused: who has claimed or urged it already, or that it is over."""
    client, verb = _client(visitor, service), str(form.get("verb"))
    if verb not in VERBS.keys() | {ATTACH}:
        raise HTTPException(404)
    if verb == ATTACH:
        return _attach(request, visitor, form, client, task_id)
    try:
        VERBS[verb](client, task_id, _text(form), str(form.get(KEY_FIELD)))
    except ValidationError:
        return _page(request, visitor, client.read_task(task_id), problem=NOTHING_WRITTEN, status=422)
    return done_at(form.get("back"), verb, f"{service}/{task_id}" if verb in WAYS else "")


def _attach(request: Request, visitor: Visitor, form: FormData, client: KernelClient, task_id: UUID) -> Response:
    """Raises Refused 401, 404."""
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return _page(request, visitor, client.read_task(task_id), problem=NO_FILE, status=422)
    try:
        client.attach_file(task_id, file.filename, file.file.read())
    except Refused as refused:
        if refused.problem.status in (401, 404):
            raise
        problem, status = refused.problem.detail, refused.problem.status
        return _page(request, visitor, client.read_task(task_id), problem=problem, status=status)
    return done_at(form.get("back"), ATTACH)


@router.get("/tasks/{service}/{task_id}/attachments/{attachment_id}")
def fetch_attachment(visitor: VisitorDep, service: str, task_id: UUID, attachment_id: UUID) -> Response:
    """Always saved, never shown by the browser; the service logs the look."""
    client = _client(visitor, service)
    files = client.read_task(task_id).attachments
    name = next((one.name for one in files if one.attachment_id == attachment_id), "附件")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(client.read_attachment(task_id, attachment_id), media_type=ANY_FILE, headers=headers)


def _text(form: FormData) -> str:
    return str(form.get("text", ""))
