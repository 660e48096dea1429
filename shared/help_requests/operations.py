"""The steps of W-19, alike on both sides. The service locks the case, checks the post, and writes the history."""

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from shared.act import Act
from shared.errors import Conflict, Invalid, NotFound
from shared.help_requests.columns import HelpRequestColumns
from shared.help_requests.contract import (
    AnswerRequest,
    AssignRequest,
    ConfirmRequest,
    HelpRequestState,
    HelpRequestView,
    OpenRequest,
    RequestStatus,
)
from shared.history import who_was_first
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.own_word import himself
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.operations import close_task, open_task

S = RequestStatus
ServiceName = Literal["outflow", "inflow"]


class AskedInTheFuture(Invalid):
    message = "提出日期晚于今天，请填写实际日期。"


class RequestChannelUnknown(Invalid):
    message = "提出方式不在规定的选项里，请重新选择。"


class NotInOwnLine(Invalid):
    message = "只能交给本支部或其上级党组织办理，请重新选择。"


class RequestNoLongerOpen(Conflict):
    message = "这项求助或询问已经办理，不再需要这项任务。"


def check_opening(act: Act, path: str, body: OpenRequest) -> None:
    if body.asked_on > act.today:
        raise AskedInTheFuture(fields=[{"field": "asked_on", "message": "晚于今天"}])
    if not himself(act) and policy_for(act.session, path, act.today).contact_channel(body.channel) is None:
        raise RequestChannelUnknown(fields=[{"field": "channel", "message": "请从选项中选择"}])


def opened(act: Act, case_id: UUID, attempt: int, branch: str, body: OpenRequest) -> dict[str, Any]:
    """The columns of a new request; the branch that heard it holds it until it is assigned."""
    facts = body.model_dump(exclude={"text"}) | {"text": act.seal_text(body.text)}
    place = {"case_id": case_id, "attempt": attempt, "branch": branch, "holder": branch}
    return facts | place | {"status": S.OPEN, "version": 0, "round": 1}


def request_of(act: Act, table: type[Any], case_id: UUID, request_id: UUID) -> Any:
    """Raises NotFound. The caller holds the case's lock."""
    row = act.session.get(table, request_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotFound()
    return row


def assign(act: Act, row: HelpRequestColumns, path: str, body: AssignRequest) -> None:
    check_step(act, row, "assign_request", S.OPEN, S.ASSIGNED)
    if body.to not in path.split("."):
        raise NotInOwnLine(fields=[{"field": "to", "message": NotInOwnLine.message}])
    row.status, row.holder = S.ASSIGNED, body.to


def answer(act: Act, row: HelpRequestColumns, service: ServiceName, body: AnswerRequest) -> None:
    check_step(act, row, "answer_request", S.OPEN, S.ASSIGNED)
    _close(act, row, service, TaskKind.ANSWER_REQUEST, row.holder, "answer_request")
    row.status, row.answer, row.answered_on = S.ANSWERED, act.seal_text(body.text), act.today


def confirm(act: Act, row: HelpRequestColumns, service: ServiceName, body: ConfirmRequest) -> None:
    """Whoever is not satisfied is answered once more, by the same organisation."""
    check_step(act, row, "confirm_request", S.ANSWERED)
    _close(act, row, service, TaskKind.CONFIRM_REQUEST, row.branch, "confirm_request")
    row.remark = act.seal_text(body.text)
    if body.satisfied:
        row.status, row.confirmed_on = S.CONFIRMED, act.today
    else:
        row.status, row.round = S.ASSIGNED, row.round + 1


def check_step(act: Act, row: HelpRequestColumns, verb: str, *wanted: RequestStatus) -> None:
    """Raises StepAlreadyTaken with who was first."""
    if row.ended or RequestStatus(row.status) not in wanted:
        sentence = f"这项求助或询问现在是“{RequestStatus(row.status).label}”，这一步已不能办理"
        raise who_was_first(act.session, row.case_id, {verb, "answer_request", "confirm_request"}, sentence)


def _close(act: Act, row: HelpRequestColumns, service: ServiceName, kind: TaskKind, holder: str, verb: str) -> None:
    occurrence = state_of(act, row, service).occurrence
    close_task(act, row.case_id, kind, holder, verb=verb, occurrence=occurrence)


def state_of(act: Act, row: HelpRequestColumns, service: ServiceName) -> HelpRequestState:
    return HelpRequestState(
        request_id=row.id,
        case_id=row.case_id,
        attempt=row.attempt,
        version=row.version,
        clock=act.clock,
        service=service,
        branch=row.branch,
        holder=row.holder,
        holder_is_branch=row.holder == row.branch,
        status=RequestStatus(row.status),
        asked_on=row.asked_on,
        answered_on=row.answered_on,
        round=row.round,
        ended=row.ended,
    )


def publish(act: Act, row: HelpRequestColumns, service: ServiceName) -> None:
    """Give the request's workflow the newest snapshot."""
    row.version += 1
    act.session.flush()
    state = state_of(act, row, service)
    follow(act.session, "HelpRequest", state)


def hand_over(act: Act, row: HelpRequestColumns, service: ServiceName, old: str, new: str, path: str) -> None:
    """W-16: a successor takes over what its predecessor held; whoever has left the line hands it to the branch."""
    row.branch = new if row.branch == old else row.branch
    if row.holder not in path.split("."):
        row.holder = new
    publish(act, row, service)


def open_requests(act: Act, table: type[Any], case_id: UUID, attempt: int | None = None) -> list[Any]:
    query = select(table).where(table.case_id == case_id, table.ended.is_(False), table.status != S.CONFIRMED)
    if attempt is not None:
        query = query.where(table.attempt == attempt)
    return list(act.session.scalars(query.order_by(table.id)))


def open_request_task(act: Act, table: type[Any], opening: OpenTask, label: str) -> OpenedTask:
    """The caller holds the case's lock. Raises RequestNoLongerOpen."""
    wanted = (S.ANSWERED,) if opening.kind is TaskKind.CONFIRM_REQUEST else (S.OPEN, S.ASSIGNED)
    for row in open_requests(act, table, opening.case_id):
        if f"{row.attempt}.{row.id}.{row.round}" == opening.occurrence and RequestStatus(row.status) in wanted:
            return open_task(act, opening, label)
    raise RequestNoLongerOpen()


def views(act: Act, table: type[Any], case_id: UUID, attempt: int | None = None) -> list[HelpRequestView]:
    """Newest first; with `attempt` only those of one host."""
    query = select(table).where(table.case_id == case_id).order_by(table.id.desc())
    if attempt is not None:
        query = query.where(table.attempt == attempt)
    return [_view(act, row) for row in act.session.scalars(query)]


def _view(act: Act, row: Any) -> HelpRequestView:
    words = {name: act.open_text(getattr(row, name)) or "" for name in ("text", "answer", "remark")}
    plain = HelpRequestView.model_fields.keys() - words.keys() - {"request_id"}
    return HelpRequestView.model_validate({name: getattr(row, name) for name in plain} | words | {"request_id": row.id})
