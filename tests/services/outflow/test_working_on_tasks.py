"""Claims, urges and files through HTTP: one effect for each key, and what a browser is told about a file."""

import httpx
import pytest
from sqlalchemy import event

from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused
from shared.tasks.contract import ClaimTask, TaskDetail, UrgeTask
from tests.services.outflow.home_side import CLERK, CONTACT, SECRETARY, HomeCase, HomeSide

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    return home_side.declares()


def test_a_claim_sent_twice_with_one_key_is_answered_alike(case: HomeCase) -> None:
    task_id = case.opens(TaskKind.BRIEF_MEMBER).task_id
    secretary = case.side.at(SECRETARY)
    first, again = (secretary.claim_task(task_id, ClaimTask(), "one-key-for-both") for _ in range(2))
    assert first == again
    assert first.task.claimed_by_name == "周超"
    with pytest.raises(Refused) as refused:
        case.side.at(CONTACT).claim_task(task_id, ClaimTask())
    problem = refused.value.problem
    assert (problem.status, problem.code, problem.details["by"]) == (409, "task_claimed", "周超")


def test_acting_keeps_who_had_claimed_it_and_nobody_was_locked_out(case: HomeCase) -> None:
    task_id = case.opens(TaskKind.BRIEF_MEMBER).task_id
    case.side.at(SECRETARY).claim_task(task_id, ClaimTask())
    case.is_briefed(actor=CONTACT)
    task = case.side.at(SECRETARY).read_task(task_id).task
    assert (task.closed_by_act, task.claimed_by_name) == ("brief_member", "周超")


def test_what_was_said_stands_in_the_file_of_the_case(case: HomeCase) -> None:
    task_id = case.opens(TaskKind.BRIEF_MEMBER).task_id
    case.side.at(CLERK).urge_task(task_id, UrgeTask(text="请抓紧。"))
    case.side.at(SECRETARY).attach_file(task_id, "照片/记录.pdf", PDF)
    shown = [one for one in case.file().tasks if one.task.task_id == task_id]
    assert [one.text for one in shown[0].urges] == ["请抓紧。"]
    assert [one.name for one in shown[0].attachments] == ["记录.pdf"]


def test_a_file_is_sent_as_something_to_save(case: HomeCase) -> None:
    task_id = case.opens(TaskKind.BRIEF_MEMBER).task_id
    client = case.side.at(SECRETARY)
    found: TaskDetail = client.attach_file(task_id, "谈话记录.pdf", PDF)
    attachment_id = found.attachments[0].attachment_id
    assert client.read_attachment(task_id, attachment_id) == PDF
    token = {"Authorization": f"Bearer {case.side.tokens.of(SECRETARY)()}"}
    answer: httpx.Response = case.side.http.get(f"/tasks/{task_id}/attachments/{attachment_id}", headers=token)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("data", "status"), [(b"", 422), (b"MZ\x90\x00", 415), (PDF + b"x" * 10 * 1024 * 1024, 413)])
def test_what_is_not_taken_is_refused_in_words(case: HomeCase, data: bytes, status: int) -> None:
    task_id = case.opens(TaskKind.BRIEF_MEMBER).task_id
    with pytest.raises(Refused) as refused:
        case.side.at(SECRETARY).attach_file(task_id, "记录.pdf", data)
    assert refused.value.problem.status == status
    assert "上传" in refused.value.problem.detail


def test_a_list_of_tasks_with_names_is_one_statement(case: HomeCase) -> None:
    task_id = case.opens(TaskKind.BRIEF_MEMBER).task_id
    sent: list[str] = []

    def note(*said: object) -> None:
        sent.append(str(said[2]))

    event.listen(case.side.engine, "before_cursor_execute", note)
    try:
        (task,) = case.side.at(SECRETARY).list_tasks(scope="mine").items
    finally:
        event.remove(case.side.engine, "before_cursor_execute", note)
    assert (task.task_id, task.subject) == (task_id, "汪海")
    assert len([one for one in sent if "SELECT" in one]) == 1
