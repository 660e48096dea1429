"""The host's feedback, read and asked about at home (D-52, D-64), and home's own notice (D-34)."""

from uuid import UUID

from services.outflow.exchange.contract import AcknowledgeFeedback, QuestionFeedback, SendHomeNotice
from services.outflow.exchange.domain import TO_READ, after_acknowledgement
from services.outflow.exchange.operations.casework import answer_host, done, take_up, tell_host
from services.outflow.exchange.snapshots import feedback_key, publish_exchange
from services.outflow.exchange.tables import ExchangeRow, FeedbackReceivedRow, HomeNoticeRow
from services.outflow.operations.casework import note
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import NotFound
from shared.exchange import FeedbackStatus
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_exchange import (
    Feedback,
    FeedbackAcknowledged,
    FeedbackAnswer,
    FeedbackQuestion,
    HomeNotice,
    Topics,
)
from shared.letters.contract import Letter
from shared.policy.task_kinds import TaskKind

S = FeedbackStatus
DEALT_WITH = {"acknowledge_feedback", "question_feedback"}


def acknowledge_feedback(act: Act, case_id: UUID, body: AcknowledgeFeedback) -> CaseRow:
    case, exchange, post = take_up(act, "acknowledge_feedback", case_id)
    feedback = _to_read(act, case, body.feedback_id)
    done(act, case, exchange, TaskKind.ACKNOWLEDGE_FEEDBACK, feedback_key(feedback), "acknowledge_feedback")
    feedback.status = after_acknowledgement(FeedbackStatus(feedback.status))
    feedback.closed_on = act.today
    answer_host(act, case, FeedbackAcknowledged(feedback_id=feedback.id), feedback.attempt)
    note(act, "acknowledge_feedback", case, post, quarter=feedback.quarter)
    publish(act, case)
    publish_exchange(act, case, exchange)
    return case


def question_feedback(act: Act, case_id: UUID, body: QuestionFeedback) -> CaseRow:
    case, exchange, post = take_up(act, "question_feedback", case_id)
    feedback = _to_read(act, case, body.feedback_id)
    done(act, case, exchange, TaskKind.ACKNOWLEDGE_FEEDBACK, feedback_key(feedback), "question_feedback")
    feedback.status, feedback.question = S.QUESTIONED, act.seal_text(body.text)
    answer_host(act, case, FeedbackQuestion(feedback_id=feedback.id, text=body.text), feedback.attempt)
    note(act, "question_feedback", case, post, quarter=feedback.quarter)
    publish(act, case)
    publish_exchange(act, case, exchange)
    return case


def _to_read(act: Act, case: CaseRow, feedback_id: UUID) -> FeedbackReceivedRow:
    """Raises NotFound, StepAlreadyTaken naming who was first."""
    feedback = act.session.get(FeedbackReceivedRow, feedback_id)
    if feedback is None or feedback.case_id != case.id:
        raise NotFound()
    if feedback.status not in TO_READ:
        status = FeedbackStatus(feedback.status)
        sentence = f"这一季度的反馈现在是「{status.label}」，这一步已不能办理"
        raise who_was_first(act.session, case.id, DEALT_WITH, sentence)
    return feedback


def send_home_notice(act: Act, case_id: UUID, body: SendHomeNotice) -> CaseRow:
    case, _, post = take_up(act, "send_home_notice", case_id)
    topics = Topics.model_validate(body.model_dump())
    notice = HomeNoticeRow(
        id=new_id(), case_id=case.id, sent_on=act.today, topics=act.seal_text(topics.model_dump_json())
    )
    act.session.add(notice)
    tell_host(act, case, HomeNotice(notice_id=notice.id, topics=topics, sent_on=act.today))
    note(act, "send_home_notice", case, post)
    publish(act, case)
    return case


def hear_feedback(act: Act, case: CaseRow, _: ExchangeRow, letter: Letter) -> bool:
    assert isinstance(letter.body, Feedback)
    if act.session.get(FeedbackReceivedRow, letter.body.feedback_id) is not None:
        return False
    act.session.add(
        FeedbackReceivedRow(
            id=letter.body.feedback_id,
            case_id=case.id,
            attempt=letter.attempt,
            quarter=letter.body.quarter,
            status=S.SENT,
            topics=act.seal_text(letter.body.topics.model_dump_json()),
            sent_on=letter.body.sent_on,
            received_on=act.today,
            rounds=1,
            to_read_since=act.today,
        )
    )
    return True


def hear_answer(act: Act, case: CaseRow, _: ExchangeRow, letter: Letter) -> bool:
    assert isinstance(letter.body, FeedbackAnswer)
    feedback = act.session.get(FeedbackReceivedRow, letter.body.feedback_id)
    if feedback is None or feedback.case_id != case.id or feedback.status != S.QUESTIONED:
        return False
    feedback.status, feedback.answer = S.ANSWERED, act.seal_text(letter.body.text)
    feedback.rounds, feedback.to_read_since = feedback.rounds + 1, act.today
    return True
