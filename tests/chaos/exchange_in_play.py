"""What the two branches tell each other about a member in play (W-05, D-39, D-57, W-19)."""

from datetime import timedelta
from uuid import UUID

from services.inflow.exchange import contract as at_host
from services.outflow.exchange import contract as c
from shared.exchange import ChangeKind, SummonsKind
from shared.posts import Actor
from shared.waiting.contract import Matter, UrgePartner
from tests.chaos.case_in_play import CaseInPlay

QUARTER = "2026Q4"
SAID = {"placement": "编入第一党小组。", "participation": "参加组织生活3次。", "conduct": "表现良好。"}


def begin_feedback(case: CaseInPlay) -> None:
    """The quarter has begun: the workflow asks for its feedback."""
    query = "SELECT id FROM placement WHERE case_id = :case"
    placement = case.ground.sql(case.ground.inflow_engine, query, case=case.case_id)[0].id
    case.ground.inflow().begin_step("host-feedback", placement, f"{QUARTER}.0", case.now)


def send_feedback(case: CaseInPlay, actor: Actor) -> UUID:
    view = case.host(actor).send_feedback(case.case_id, at_host.SendFeedback(quarter=QUARTER, **SAID))
    return view.feedback[0].feedback_id


def question(case: CaseInPlay, actor: Actor, feedback: UUID) -> None:
    case.home(actor).question_feedback(case.case_id, c.QuestionFeedback(feedback_id=feedback, text="缺席的原因？"))


def answer(case: CaseInPlay, actor: Actor, feedback: UUID) -> None:
    case.host(actor).answer_feedback(case.case_id, at_host.AnswerFeedback(feedback_id=feedback, text="已补课。"))


def acknowledge(case: CaseInPlay, actor: Actor, feedback: UUID) -> None:
    case.home(actor).acknowledge_feedback(case.case_id, c.AcknowledgeFeedback(feedback_id=feedback))


def tell_home_news(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).send_home_notice(case.case_id, c.SendHomeNotice(**SAID))


def note_change(case: CaseInPlay, actor: Actor) -> UUID:
    body = at_host.NoteChange(
        kind=ChangeKind.MOVED_RESIDENCE, happened_on=case.today, learned_on=case.today, text="搬到朱塘村。"
    )
    return case.host(actor).note_change(case.case_id, body).changes[0].change_id


def tell_change(case: CaseInPlay, actor: Actor, change: UUID) -> None:
    case.host(actor).tell_change(case.case_id, at_host.TellChange(change_id=change))


def record_change(case: CaseInPlay, actor: Actor) -> UUID:
    body = c.RecordChange(
        kind=ChangeKind.CONTACT_CHANGED, happened_on=case.today, learned_on=case.today, text="换了号码。",
        phone="13900000000",
    )  # fmt: skip
    return case.home(actor).record_change(case.case_id, body).changes[0].change_id


def home_has_read(case: CaseInPlay, actor: Actor, change: UUID) -> None:
    case.home(actor).acknowledge_change(case.case_id, c.AcknowledgeChange(change_id=change))


def call(case: CaseInPlay, actor: Actor) -> UUID:
    event_on = case.today + timedelta(days=20)
    body = c.CallMember(kind=SummonsKind.ELECTION, event_on=event_on, place="村党群服务中心", text="换届选举。")
    return case.home(actor).call_member(case.case_id, body).summonses[0].summons_id


def reply_at_home(case: CaseInPlay, actor: Actor, summons: UUID) -> None:
    body = c.RecordSummonsReply(summons_id=summons, comes=True)
    case.home(actor).record_summons_reply(case.case_id, body)


def reply_at_host(case: CaseInPlay, actor: Actor, summons: UUID) -> None:
    body = at_host.RecordSummonsReply(summons_id=summons, comes=True)
    case.host(actor).record_summons_reply(case.case_id, body)


def urge_host(case: CaseInPlay, actor: Actor) -> None:
    """For its answer to the summons."""
    case.home(actor).urge_partner(case.case_id, UrgePartner(matter=Matter.SUMMONS_REPLY, text="请尽快转达。"))


def urge_home(case: CaseInPlay, actor: Actor) -> None:
    """For reading the feedback."""
    case.host(actor).urge_partner(case.case_id, UrgePartner(matter=Matter.FEEDBACK_ACKNOWLEDGEMENT))
