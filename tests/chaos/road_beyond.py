"""What both sides do with each other about a probationary member who is managed, as far as his way home: exchange,
pages, data, and his conversion with the host's opinion."""

from datetime import date, timedelta
from uuid import UUID

from deploy.embedded.people import SignedIn
from services.inflow.entries.contract import RecordEntry
from services.inflow.exchange import contract as at_host
from services.inflow.opinion.contract import FileOpinion
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
from tests.chaos.road import Step, Traveller, at_any_time, host_branch, office, secretary

NOTICE_RUNS = timedelta(days=21)
"""Five working days and the longest holidays."""
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


def opinion(t: Traveller, _: SignedIn) -> FileOpinion:
    words = ("participation", "dues", "thinking", "work", "group_and_members", "reasons")
    said = dict.fromkeys(words, ON_PROBATION) | {"opinion": "CONVERT_ON_TIME", "secretary": "支部书记"}
    facts = {"participation_count": 12, "branch_decided_on": t.day, "dated_on": t.day, "sealed": True}
    return FileOpinion.model_validate(said | facts)


def opinion_has_come(t: Traveller, person: SignedIn) -> bool:
    conversion = dossier(t, person).conversion
    return conversion is not None and conversion.opinion_step is c.OpinionStep.RECEIVED


def consultation(t: Traveller, _: SignedIn) -> c.ConsultOnConversion:
    heard = {"group_opinion": "同意", "members_opinion": "同意", "masses_opinion": "反映良好"}
    return c.ConsultOnConversion(consulted_on=t.day, **heard)


def review(t: Traveller, _: SignedIn) -> c.ReviewConversion:
    return c.ReviewConversion(reviewed_on=t.day, view=c.Proposal.CONVERT, text="材料齐全。")


def notice(t: Traveller, _: SignedIn) -> c.PublishConversionNotice:
    return c.PublishConversionNotice(published_on=t.day - NOTICE_RUNS, place="村务公开栏")


def meeting(t: Traveller, _: SignedIn) -> c.HoldConversionMeeting:
    held = {"held_on": t.day, "proposal": "CONVERT", "attendance": "IN_PERSON", "chaired_by": "支部书记"}
    votes = {"entitled": 12, "present": 9, "yes": 9, "no": 0, "abstained": 0}
    return c.HoldConversionMeeting.model_validate(held | votes | {"secret_ballot": True, "views_shown": True})


def decision(t: Traveller, _: SignedIn) -> c.DecideConversion:
    said = {"resolution": "党委会议纪要〔2026〕30号", "text": ""}
    return c.DecideConversion(decision=c.Decision.APPROVED, decided_on=t.day, **said)


def announcement(t: Traveller, _: SignedIn) -> c.AnnounceConversion:
    return c.AnnounceConversion(talked_on=t.day, talked_by="支部书记", announced_on=t.day, archived=True)


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
    Step("inflow", "file_opinion", host_branch, K.FILE_OPINION, opinion),
    Step("outflow", "consult_on_conversion", secretary, None, consultation, ready=opinion_has_come),
    Step("outflow", "review_conversion", secretary, None, review, ready=at_any_time),
    Step("outflow", "publish_conversion_notice", secretary, None, notice, ready=at_any_time),
    Step("outflow", "close_conversion_notice", secretary, None,
         lambda t, _: c.CloseConversionNotice(closed_on=t.day), ready=at_any_time),
    Step("outflow", "hold_conversion_meeting", secretary, K.HOLD_CONVERSION_MEETING, meeting),
    Step("outflow", "report_resolution", secretary, K.REPORT_RESOLUTION,
         lambda t, _: c.ReportResolution(reported_on=t.day)),
    Step("outflow", "decide_conversion", office, K.DECIDE_CONVERSION, decision),
    Step("outflow", "announce_conversion", secretary, K.ANNOUNCE_CONVERSION, announcement),
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
