"""What both sides do with each other about a member who is managed, as far as his way home: exchange, pages, data."""

from datetime import timedelta
from uuid import UUID

from deploy.embedded.people import SignedIn
from services.inflow.entries.contract import RecordEntry
from services.inflow.exchange import contract as at_host
from services.outflow.exchange import contract as at_home
from services.outflow.leaving.contract import AnnounceReturn
from shared.corrections.contract import CorrectedField, ReportCorrection
from shared.exchange import ChangeKind, SummonsKind
from shared.help_requests.contract import AnswerRequest, OpenRequest, RequestKind
from tests.chaos.road import Step, Traveller, host_branch, secretary

NEWS = {"placement": "编入第一党小组。", "participation": "参加组织生活3次。", "conduct": "表现良好。"}


def exchange_of(t: Traveller, person: SignedIn) -> at_host.HostExchange:
    assert t.case_id is not None
    found = person.services.inflow.read_dossier(t.case_id).exchange
    assert found is not None
    return found


def entry(t: Traveller, _: SignedIn) -> RecordEntry:
    return RecordEntry(happened_on=t.day, kind="ACTIVITY_DAY", content="参加党员活动日。", place="社区党群服务中心")


def news(_: Traveller, __: SignedIn) -> at_home.SendHomeNotice:
    return at_home.SendHomeNotice(**NEWS)


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


def home_coming(t: Traveller, _: SignedIn) -> AnnounceReturn:
    return AnnounceReturn(returns_on=t.day, how="EARLY", text="务工结束。")


BEYOND: tuple[Step, ...] = (
    Step("inflow", "record_entry", host_branch, None, entry, at_any_time=True),
    Step("inflow", "open_request", host_branch, None, help_asked_for, at_any_time=True),
    Step(
        "inflow", "answer_request", host_branch, None, lambda _, __: AnswerRequest(text="已联系学校。"),
        at_any_time=True, part=the_request,
    ),
    Step("inflow", "note_change", host_branch, None, change, at_any_time=True),
    Step("inflow", "tell_change", host_branch, None, the_change, at_any_time=True),
    Step("outflow", "send_home_notice", secretary, None, news, at_any_time=True),
    Step("outflow", "call_member", secretary, None, summons, at_any_time=True),
    Step("outflow", "report_correction", secretary, None, correction, at_any_time=True),
    Step("outflow", "announce_return", secretary, None, home_coming, at_any_time=True),
)  # fmt: skip
SENT_BEYOND = {
    "outflow": ["HOME_NOTICE", "SUMMONS", "MEMBER_RETURNING"],
    "inflow": ["ENTRIES_MADE", "CHANGE_NOTICE"],
}
