"""What the fake services answer to what people do about a task, and what they wait for."""

from uuid import UUID

from fastapi import FastAPI, Response, UploadFile
from pydantic import BaseModel

from shared.tasks.contract import TaskDetail
from shared.waiting.contract import UrgePartner, WaitingPage
from tests.console.far_side.world import Heard, World

VERBS = ("claim", "release", "comments", "urges")


def _answer(model: BaseModel) -> Response:
    return Response(model.model_dump_json(), media_type="application/json")


def detail_of(world: World, service: str, task_id: UUID) -> TaskDetail:
    known = [*world.tasks.get(service, []), *world.raised.get(service, [])]
    task = next(one for one in known if one.task_id == task_id)
    urges = [task.urged] if task.urged else []
    files = world.attachments.get(service, [])
    return TaskDetail(task=task, fired=[], comments=world.comments.get(service, []), urges=urges, attachments=files)


def answers_of_people(app: FastAPI, service: str, world: World) -> None:
    def said(task_id: UUID) -> Response:
        return _answer(detail_of(world, service, task_id))

    for verb in VERBS:
        app.post(f"/tasks/{{task_id}}/{verb}")(said)

    @app.post("/tasks/{task_id}/attachments")
    def attach_file(task_id: UUID, file: UploadFile) -> Response:
        world.heard.append(Heard(service, "/attachments", file.filename, ""))
        return said(task_id)

    @app.get("/tasks/{task_id}/attachments/{attachment_id}")
    def read_attachment(task_id: UUID, attachment_id: UUID) -> Response:
        return Response(b"%PDF-1.7")

    @app.get("/waiting")
    def list_waiting(limit: int = 50, after: str = "") -> Response:
        found, start = world.waiting.get(service, []), int(after or 0)
        more = start + limit < len(found)
        return _answer(WaitingPage(items=found[start : start + limit], next=str(start + limit) if more else None))

    @app.post("/waiting/{case_id}/urges")
    def urge_partner(case_id: UUID, body: UrgePartner) -> Response:
        return _answer(next(one for one in world.waiting[service] if one.matter is body.matter))
