"""The host's feedback, read and asked about at home (D-52, D-64), and home's own notice (D-34)."""

from uuid import UUID

from services.outflow.exchange.contract import (
    AcknowledgeFeedback,
    QuestionFeedback,
    RecordPaperFeedback,
    SendHomeNotice,
)
from services.outflow.exchange.domain import (
    TO_READ,
    FeedbackNotDue,
    HostWritesItself,
    ReceivedBeforeWritten,
    after_acknowledgement,
)
from services.outflow.exchange.operations.casework import answer_host, done, not_later_than_today, take_up, tell_host
from services.outflow.exchange.snapshots import (
    counts_from,
    exchange_state,
    feedback_key,
    open_quarters,
    publish_exchange,
)
from services.outflow.exchange.tables import ExchangeQuarterRow, ExchangeRow, FeedbackReceivedRow, HomeNoticeRow
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
from shared.terms import Quarter

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
        sentence = f"这一季度的反馈现在是“{status.label}”，这一步已不能办理"
        raise who_was_first(act.session, case.id, DEALT_WITH, sentence)
    return feedback


def begin_quarter(act: Act, case: CaseRow, exchange: ExchangeRow, quarter: str) -> None:
    """The workflow says that a quarter's day has come; a repeat, or one that is not next, changes nothing."""
    state = exchange_state(act, case, exchange)
    opens = max(Quarter(quarter).first, counts_from(exchange))
    gone = state.over or state.paused or state.quarter_opens_on is None
    if gone or quarter != state.next_quarter or opens > act.today:
        return
    on_paper = not case.host_on_platform
    act.session.add(ExchangeQuarterRow(case_id=case.id, quarter=quarter, opened_on=opens, on_paper=on_paper))
    note(act, "begin_notice", case, None, quarter=quarter)
    publish_exchange(act, case, exchange)


def send_home_notice(act: Act, case_id: UUID, body: SendHomeNotice) -> CaseRow:
    """D-34, D-64: the host is up to date with it, for every quarter that waits."""
    case, exchange, post = take_up(act, "send_home_notice", case_id)
    topics = Topics.model_validate(body.model_dump())
    waiting = {one.key for one in exchange_state(act, case, exchange).notices}
    for quarter in open_quarters(act, case, exchange):
        if quarter.quarter in waiting:
            done(act, case, exchange, TaskKind.SEND_HOME_NOTICE, quarter.quarter, "send_home_notice")
            quarter.told_on = act.today
    notice = HomeNoticeRow(
        id=new_id(), case_id=case.id, sent_on=act.today, topics=act.seal_text(topics.model_dump_json())
    )
    act.session.add(notice)
    tell_host(act, case, HomeNotice(notice_id=notice.id, topics=topics, sent_on=act.today))
    note(act, "send_home_notice", case, post)
    publish(act, case)
    publish_exchange(act, case, exchange)
    return case


def record_paper_feedback(act: Act, case_id: UUID, body: RecordPaperFeedback) -> CaseRow:
    """What a host off the platform wrote; read by home as it is recorded. Raises HostWritesItself, FeedbackNotDue."""
    case, exchange, post = take_up(act, "record_paper_feedback", case_id)
    _check_days(act, body)
    quarter = _quarter_of(act, case, exchange, body.quarter)
    done(act, case, exchange, TaskKind.OBTAIN_FEEDBACK, body.quarter, "record_paper_feedback")
    quarter.heard_on = body.received_on
    topics = Topics.model_validate(body.model_dump(include=set(Topics.model_fields)))
    act.session.add(
        FeedbackReceivedRow(
            id=new_id(),
            case_id=case.id,
            attempt=case.attempt,
            quarter=body.quarter,
            status=S.ACKNOWLEDGED,
            topics=act.seal_text(topics.model_dump_json()),
            sender=body.sender,
            sent_on=body.written_on,
            received_on=body.received_on,
            to_read_since=act.today,
            closed_on=act.today,
        )
    )
    note(act, "record_paper_feedback", case, post, quarter=body.quarter, received_on=body.received_on.isoformat())
    publish_exchange(act, case, exchange)
    return case


def _check_days(act: Act, body: RecordPaperFeedback) -> None:
    not_later_than_today(act, received_on=body.received_on, written_on=body.written_on)
    if body.received_on < body.written_on:
        raise ReceivedBeforeWritten(fields=[{"field": "received_on", "message": ReceivedBeforeWritten.message}])


def _quarter_of(act: Act, case: CaseRow, exchange: ExchangeRow, quarter: str) -> ExchangeQuarterRow:
    """One paper for a quarter: whoever comes second is told who was first."""
    row = next((one for one in open_quarters(act, case, exchange) if one.quarter == quarter), None)
    if row is None or not row.on_paper:
        raise HostWritesItself() if case.host_on_platform else FeedbackNotDue()
    if row.heard_on is not None:
        raise who_was_first(act.session, case.id, {"record_paper_feedback"}, "这个季度的书面反馈已经登记")
    return row


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
