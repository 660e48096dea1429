"""Feedback for each quarter (D-52, D-64): begun by the workflow, sent by the branch, read and asked about by home."""

from uuid import UUID

from services.inflow.exchange.contract import AnswerFeedback, SendFeedback
from services.inflow.exchange.domain import FEEDBACK_STEPS, FeedbackNotDue, after_acknowledgement
from services.inflow.exchange.operations.casework import done, note, take_up
from services.inflow.exchange.snapshots import counts_from, feedback_of, publish_exchange, question_key, upcoming
from services.inflow.exchange.tables import ExchangeRow, FeedbackRow
from services.inflow.operations.casework import put_down, write
from services.inflow.sealed import notice_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import Invalid, NotFound
from shared.exchange import FeedbackStatus
from shared.history import who_was_first
from shared.letters.bodies_exchange import Feedback, FeedbackAcknowledged, FeedbackAnswer, FeedbackQuestion, Topics
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.tasks.tables import TaskRow

S = FeedbackStatus
NO_CONVERSION = "正式党员，不涉及转正。"


class ConversionMissing(Invalid):
    message = "该同志是预备党员，请写明转正方面的情况。"


def begin_quarter(act: Act, placement_id: UUID, step: str) -> None:
    """The workflow says that a quarter's day has come; a repeat, or one that is not next, changes nothing."""
    row = act.session.get(PlacementRow, placement_id, with_for_update=True)
    exchange = act.session.get(ExchangeRow, placement_id, with_for_update=True)
    if row is None or exchange is None or exchange.over or exchange.paused:
        return
    quarter = upcoming(act, row, exchange, feedback_of(act, row.id))
    opens = max(quarter.first, counts_from(exchange))
    if step.split(".")[0] != quarter or opens > act.today:
        return
    act.session.add(FeedbackRow(placement_id=row.id, quarter=quarter, status=S.DUE, opened_on=opens))
    note(act, row, "begin_feedback", None, quarter=quarter)
    publish_exchange(act, row, exchange)


def send_feedback(act: Act, case_id: UUID, body: SendFeedback) -> PlacementRow:
    row, exchange, post = take_up(act, "send_feedback", case_id)
    feedback = next((f for f in feedback_of(act, row.id) if f.quarter == body.quarter), None)
    if feedback is None:
        raise FeedbackNotDue(quarter=body.quarter)
    _check_step(act, row, feedback, "send_feedback")
    topics = _topics(act, row, body)
    feedback.status, feedback.sent_on = S.SENT, act.today
    feedback.topics = act.seal_text(topics.model_dump_json())
    done(act, row, exchange, TaskKind.SEND_FEEDBACK, feedback.quarter, "send_feedback")
    write(act, row, Feedback(feedback_id=feedback.id, quarter=feedback.quarter, topics=topics, sent_on=act.today))
    put_down(act, row, "send_feedback", post, quarter=feedback.quarter, overdue=feedback.overdue)
    publish_exchange(act, row, exchange)
    return row


def _topics(act: Act, row: PlacementRow, body: SendFeedback) -> Topics:
    if not body.conversion and notice_of(act, row).person.standing == "PROBATIONARY":
        raise ConversionMissing(fields=[{"field": "conversion", "message": ConversionMissing.message}])
    said = body.model_dump(exclude={"quarter"})
    return Topics.model_validate(said | {"conversion": body.conversion or NO_CONVERSION})


def answer_feedback(act: Act, case_id: UUID, body: AnswerFeedback) -> PlacementRow:
    row, exchange, post = take_up(act, "answer_feedback", case_id)
    feedback = _of_placement(act, row, body.feedback_id)
    _check_step(act, row, feedback, "answer_feedback")
    done(act, row, exchange, TaskKind.ANSWER_FEEDBACK, question_key(feedback), "answer_feedback")
    feedback.status, feedback.answer = S.ANSWERED, act.seal_text(body.text)
    write(act, row, FeedbackAnswer(feedback_id=feedback.id, text=body.text))
    put_down(act, row, "answer_feedback", post, quarter=feedback.quarter)
    publish_exchange(act, row, exchange)
    return row


def _of_placement(act: Act, row: PlacementRow, feedback_id: UUID) -> FeedbackRow:
    """Raises NotFound."""
    feedback = act.session.get(FeedbackRow, feedback_id)
    if feedback is None or feedback.placement_id != row.id:
        raise NotFound()
    return feedback


def _check_step(act: Act, row: PlacementRow, feedback: FeedbackRow, verb: str) -> None:
    status = FeedbackStatus(feedback.status)
    if status not in FEEDBACK_STEPS[verb]:
        sentence = f"这一季度的反馈现在是“{status.label}”，这一步已不能办理"
        raise who_was_first(act.session, row.case_id, {verb, *FEEDBACK_STEPS} - {"letter_feedback_question"}, sentence)


def hear_question(act: Act, row: PlacementRow, _: ExchangeRow, body: FeedbackQuestion) -> bool:
    feedback = act.session.get(FeedbackRow, body.feedback_id)
    if not _may(feedback, row, "letter_feedback_question"):
        return False
    assert feedback is not None
    feedback.status, feedback.question = S.QUESTIONED, act.seal_text(body.text)
    feedback.questioned_on, feedback.questions = act.today, feedback.questions + 1
    return True


def hear_acknowledgement(act: Act, row: PlacementRow, _: ExchangeRow, body: FeedbackAcknowledged) -> bool:
    feedback = act.session.get(FeedbackRow, body.feedback_id)
    if not _may(feedback, row, "letter_feedback_acknowledged"):
        return False
    assert feedback is not None
    feedback.status = after_acknowledgement(FeedbackStatus(feedback.status))
    feedback.closed_on = act.today
    return True


def _may(feedback: FeedbackRow | None, row: PlacementRow, verb: str) -> bool:
    mine = feedback is not None and feedback.placement_id == row.id
    return mine and FeedbackStatus(feedback.status) in FEEDBACK_STEPS[verb]  # type: ignore[union-attr]  # mine


def mark_overdue(act: Act, task: TaskRow, _: PlannedRung) -> None:
    """The quarter has ended without feedback: it is still owed, and rises (W-05)."""
    attempt, quarter = task.occurrence.split(".")[:2]
    for feedback, row in _feedback_of_task(act, task.case_id, int(attempt), quarter):
        if feedback.status == S.DUE and not feedback.overdue:
            feedback.overdue = True
            note(act, row, "feedback_overdue", None, quarter=quarter)


def _feedback_of_task(act: Act, case_id: UUID, attempt: int, quarter: str) -> list[tuple[FeedbackRow, PlacementRow]]:
    query = (
        act.session.query(FeedbackRow, PlacementRow)
        .join(PlacementRow, PlacementRow.id == FeedbackRow.placement_id)
        .filter(PlacementRow.case_id == case_id, PlacementRow.attempt == attempt, FeedbackRow.quarter == quarter)
    )
    return [(feedback, row) for feedback, row in query]
