"""What both sides do with each other about a probationary member who is managed, as far as his way home: exchange,
pages, data, and his conversion with the host's opinion."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from pydantic import BaseModel

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.stories import conversion as said
from services.inflow.entries.contract import RecordEntry
from services.inflow.exchange import contract as at_host
from services.outflow.contract import Person, Standing
from services.outflow.conversion import contract as c
from services.outflow.dossier.contract import CaseDossier
from services.outflow.exchange import contract as at_home
from services.outflow.leaving.contract import AnnounceReturn
from shared.corrections.contract import CorrectedField, ReportCorrection
from shared.exchange import ChangeKind, SummonsKind
from shared.help_requests.contract import AnswerRequest, OpenRequest, RequestKind
from shared.policy.task_kinds import TaskKind as K
from shared.terms import Quarter, add_months
from tests.chaos.road import Body, Step, Traveller, at_any_time, host_branch, office, secretary

ON_PROBATION = "预备期表现良好。"
NEWS = {"placement": "编入第一党小组。", "participation": "参加组织生活3次。", "conduct": "表现良好。"}


def on_probation(person: Person, today: date) -> Person:
    """Until today, so that everything about his conversion may be done in a day."""
    admitted = add_months(today, -12)
    return person.model_copy(update={"standing": Standing.PROBATIONARY, "joined": admitted.isoformat()})


def dossier(t: Traveller, person: SignedIn) -> CaseDossier:
    assert t.case_id is not None
    return person.services.outflow.read_dossier(t.case_id)


def exchange_of(t: Traveller, person: SignedIn) -> at_host.HostExchange:
    assert t.case_id is not None
    found = person.services.inflow.read_dossier(t.case_id).exchange
    assert found is not None
    return found


def entry(t: Traveller, _: SignedIn) -> RecordEntry:
    return RecordEntry(happened_on=t.day, kind="ACTIVITY_DAY", content="参加党员活动日。", place="社区党群服务中心")


def news(_: Traveller, __: SignedIn) -> at_home.SendHomeNotice:
    return at_home.SendHomeNotice(conversion=ON_PROBATION, **NEWS)


def help_asked_for(t: Traveller, _: SignedIn) -> OpenRequest:
    return OpenRequest(kind=RequestKind.DIFFICULTY, asked_on=t.day, channel="visit", text="子女入学困难。")


def the_request(t: Traveller, person: SignedIn) -> UUID:
    return exchange_of(t, person).requests[0].request_id


def change(t: Traveller, _: SignedIn) -> at_host.NoteChange:
    return at_host.NoteChange(
        kind=ChangeKind.MOVED_RESIDENCE, happened_on=t.day, learned_on=t.day, text="搬到新租住处。"
    )


def the_change(t: Traveller, person: SignedIn) -> at_host.TellChange:
    return at_host.TellChange(change_id=exchange_of(t, person).changes[0].change_id)


def summons(t: Traveller, _: SignedIn) -> at_home.CallMember:
    on = t.day + timedelta(days=20)
    return at_home.CallMember(kind=SummonsKind.ELECTION, event_on=on, place="党群服务中心", text="换届选举。")


def correction(t: Traveller, _: SignedIn) -> ReportCorrection:
    return ReportCorrection(field=CorrectedField.PHONE, value="13800009999", text="号码登记有误。")


def feedback(t: Traveller, _: SignedIn) -> at_host.SendFeedback:
    return at_host.SendFeedback(quarter=Quarter.of(t.day), conversion=ON_PROBATION, **NEWS)


def reading(t: Traveller, person: SignedIn) -> at_home.AcknowledgeFeedback:
    exchange = dossier(t, person).exchange
    assert exchange is not None
    return at_home.AcknowledgeFeedback(feedback_id=exchange.feedback[0].feedback_id)


def of_the_day(says: Callable[[date], BaseModel]) -> Body:
    return lambda t, _: says(t.day)


def opinion_has_come(t: Traveller, person: SignedIn) -> bool:
    conversion = dossier(t, person).conversion
    return conversion is not None and conversion.opinion_step is c.OpinionStep.RECEIVED


def home_coming(t: Traveller, _: SignedIn) -> AnnounceReturn:
    return AnnounceReturn(returns_on=t.day, how="EARLY", text="务工结束。")


BEYOND: tuple[Step, ...] = (
    Step("inflow", "record_entry", host_branch, None, entry, ready=at_any_time),
    Step("inflow", "open_request", host_branch, None, help_asked_for, ready=at_any_time),
    Step(
        "inflow", "answer_request", host_branch, None, lambda _, __: AnswerRequest(text="已联系学校。"),
        ready=at_any_time, part=the_request,
    ),
    Step("inflow", "note_change", host_branch, None, change, ready=at_any_time),
    Step("inflow", "tell_change", host_branch, None, the_change, ready=at_any_time),
    Step("inflow", "send_feedback", host_branch, K.SEND_FEEDBACK, feedback),
    Step("outflow", "acknowledge_feedback", secretary, K.ACKNOWLEDGE_FEEDBACK, reading),
    Step("outflow", "send_home_notice", secretary, None, news, ready=at_any_time),
    Step("outflow", "call_member", secretary, None, summons, ready=at_any_time),
    Step("outflow", "report_correction", secretary, None, correction, ready=at_any_time),
    Step("outflow", "request_opinion", secretary, K.REQUEST_OPINION, lambda _, __: c.RequestOpinion(text="请提意见。")),
    Step("outflow", "record_application", secretary, None,
         lambda t, _: c.RecordApplication(applied_on=t.day, written=True), ready=at_any_time),
    Step("inflow", "file_opinion", host_branch, K.FILE_OPINION, of_the_day(said.opinion)),
    Step("outflow", "consult_on_conversion", secretary, None, of_the_day(said.consultation), ready=opinion_has_come),
    Step("outflow", "review_conversion", secretary, None, of_the_day(said.review), ready=at_any_time),
    Step("outflow", "publish_conversion_notice", secretary, None, of_the_day(said.notice), ready=at_any_time),
    Step("outflow", "close_conversion_notice", secretary, None,
         of_the_day(said.end_of_notice), ready=at_any_time),
    Step("outflow", "hold_conversion_meeting", secretary, K.HOLD_CONVERSION_MEETING, of_the_day(said.meeting)),
    Step("outflow", "report_resolution", secretary, K.REPORT_RESOLUTION,
         lambda t, _: c.ReportResolution(reported_on=t.day)),
    Step("outflow", "decide_conversion", office, K.DECIDE_CONVERSION, of_the_day(said.decision)),
    Step("outflow", "announce_conversion", secretary, K.ANNOUNCE_CONVERSION, of_the_day(said.announcement)),
    Step("outflow", "announce_return", secretary, None, home_coming, ready=at_any_time),
)  # fmt: skip
SENT_BEYOND = {
    "outflow": [
        "FEEDBACK_ACKNOWLEDGED",
        "HOME_NOTICE",
        "SUMMONS",
        "OPINION_REQUEST",
        "CONVERSION_RESULT",
        "MEMBER_RETURNING",
    ],
    "inflow": ["ENTRIES_MADE", "CHANGE_NOTICE", "FEEDBACK", "HOST_OPINION"],
}
