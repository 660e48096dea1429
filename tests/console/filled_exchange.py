"""Every act of the exchange, filled in as somebody who may would do it, and an exchange in which each is owed."""

from datetime import date
from uuid import UUID

from services.inflow.dossier.contract import PlacementDossier
from services.inflow.exchange import contract as host
from services.outflow.dossier.contract import CaseDossier
from services.outflow.exchange import contract as home
from shared.exchange import ChangeKind, FeedbackStatus, SummonsKind, SummonsStatus
from shared.help_requests.contract import HelpRequestView, RequestKind, RequestStatus
from shared.letters.bodies_exchange import ContactData, Topics
from shared.policy.task_kinds import TaskKind
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

DAY = date(2026, 11, 2)
ONE, TWO = UUID(int=0xE1), UUID(int=0xE2)
TOPICS = Topics(placement="编入第一党小组", participation="参加会议3次", conduct="表现良好", conversion="不涉及")
SAID = {"placement": "编入第一党小组", "participation": "参加会议3次", "conduct": "表现良好"}


def request(request_id: UUID, status: RequestStatus, holder: str) -> HelpRequestView:
    return HelpRequestView(
        request_id=request_id, kind=RequestKind.DIFFICULTY, status=status, asked_on=DAY, channel="phone",
        text="孩子入学有困难", holder=holder, answer="", answered_on=None, confirmed_on=None, remark="",
    )  # fmt: skip


def home_exchange() -> home.HomeExchange:
    feedback = home.FeedbackView(
        feedback_id=ONE, attempt=1, quarter="2026Q3", status=FeedbackStatus.SENT, topics=TOPICS, sent_on=DAY,
        received_on=DAY, question="", answer="", closed_on=None, sender="",
    )  # fmt: skip
    change = home.ChangeView(
        change_id=ONE, kind=ChangeKind.SERIOUS, from_host=True, happened_on=DAY, learned_on=DAY, told_by_member=False,
        text="发生工伤事故", received_on=DAY, acknowledged_on=None, follow_since=None, followed_on=None,
    )  # fmt: skip
    summons = home.SummonsView(
        summons_id=ONE, kind=SummonsKind.ELECTION, event_on=date(2026, 12, 20), place="双桥村", text="换届选举",
        called_on=DAY, status=SummonsStatus.CALLED, comes=None, reason="", replied_on=None,
    )  # fmt: skip
    report = home.YearlyReportView(
        year=2025,
        asked_on=None,
        received_on=DAY,
        channel="letter",
        thinking="认真学习",
        work="务工",
        participation="10次",
    )
    return home.HomeExchange(
        feedback=[feedback],
        paper_due=["2026Q4"],
        notices=[],
        notice_due=["2026Q4"],
        changes=[change],
        reports=[report],
        summonses=[summons],
        requests=[request(ONE, RequestStatus.OPEN, e.BRANCH), request(TWO, RequestStatus.ANSWERED, e.BRANCH)],
        contact=ContactData(),
    )


def host_exchange() -> host.HostExchange:
    def feedback(feedback_id: UUID, quarter: str, status: FeedbackStatus, question: str = "") -> host.FeedbackView:
        return host.FeedbackView(
            feedback_id=feedback_id, quarter=quarter, status=status, overdue=status is FeedbackStatus.DUE, topics=None,
            sent_on=None, question=question, answer="", closed_on=None,
        )  # fmt: skip

    def change(change_id: UUID, told_on: date | None) -> host.ChangeView:
        return host.ChangeView(
            change_id=change_id, kind=ChangeKind.MOVED_WORK, from_home=False, happened_on=DAY, learned_on=DAY,
            told_by_member=True, text="换了工厂", told_on=told_on, seen_by_parent_on=None, acknowledged_on=None,
        )  # fmt: skip

    summons = host.SummonsView(
        summons_id=ONE, kind=SummonsKind.ELECTION, event_on=date(2026, 12, 20), place="双桥村", text="换届选举",
        status=SummonsStatus.CALLED, comes=None, reason="",
    )  # fmt: skip
    notice = host.CareEntry(
        entry_id=1, kind=host.CareKind.NOTICE, on=DAY, channel="wechat", text="20日开支部大会", answers=None,
        recorded_by="赵强",
    )  # fmt: skip
    return host.HostExchange(
        feedback=[
            feedback(ONE, "2026Q4", FeedbackStatus.DUE),
            feedback(TWO, "2026Q3", FeedbackStatus.QUESTIONED, "缺席的原因？"),
        ],
        changes=[change(ONE, None), change(TWO, DAY)],
        summonses=[summons],
        notices=[],
        care=[notice],
        requests=[request(ONE, RequestStatus.OPEN, e.HOST_BRANCH), request(TWO, RequestStatus.ANSWERED, e.HOST_BRANCH)],
        contact=ContactData(),
    )


def arrange(world: World) -> None:
    """The exchange beside whatever else the dossiers hold."""
    key = str(e.CASE_ID)
    home_dossier = world.home_dossiers.get(key, CaseDossier(case_id=e.CASE_ID))
    host_dossier = world.host_dossiers.get(key, PlacementDossier(case_id=e.CASE_ID, attempt=1))
    world.home_dossiers[key] = home_dossier.model_copy(update={"exchange": home_exchange()})
    world.host_dossiers[key] = host_dossier.model_copy(update={"exchange": host_exchange()})


ON_BOTH_SIDES = (TaskKind.ACKNOWLEDGE_CHANGE, TaskKind.ANSWER_REQUEST, TaskKind.CONFIRM_REQUEST)
REPORT = {"channel": "letter", "thinking": "认真学习", "work": "任班组长", "participation": "10次"}
CHANGE = {"kind": "MOVED_WORK", "text": "换了工厂", "employer": "秦栏电子厂"}
ASKED = {"kind": "QUESTION", "channel": "phone", "text": "党费怎么交？"}
FILLED: dict[str, tuple[str, dict[str, str]]] = {
    "home/acknowledge_feedback": ("zhou", {"feedback_id": str(ONE)}),
    "home/question_feedback": ("zhou", {"feedback_id": str(ONE), "text": "缺席的原因？"}),
    "home/send_home_notice": ("zhou", SAID),
    "home/record_paper_feedback": (
        "zhou",
        {"quarter": "2026Q4", "sender": "南山某社区党支部", "written_on": "2026-11-01"} | SAID,
    ),
    "home/record_change": ("zhou", CHANGE),
    "home/acknowledge_change": ("zhou", {"change_id": str(ONE)}),
    "home/record_yearly_report": ("zhou", REPORT),
    "home/call_member": (
        "zhou",
        {"kind": "ELECTION", "event_on": "2026-12-20", "place": "双桥村", "text": "支部换届选举"},
    ),
    "home/record_summons_reply": ("zhou", {"summons_id": str(ONE), "comes": "true"}),
    "home/open_request": ("zhou", ASKED),
    "home/assign_request": ("zhou", {"request_id": str(ONE), "to": e.COMMITTEE}),
    "home/answer_request": ("zhou", {"request_id": str(ONE), "text": "已解决"}),
    "home/confirm_request": ("zhou", {"request_id": str(TWO), "satisfied": "true"}),
    "host/send_feedback": ("zhao", {"quarter": "2026Q4"} | SAID),
    "host/answer_feedback": ("zhao", {"feedback_id": str(TWO), "text": "出差"}),
    "host/note_change": ("zhao", CHANGE),
    "host/tell_change": ("zhao", {"change_id": str(ONE)}),
    "host/acknowledge_change": ("wang", {"change_id": str(TWO)}),
    "host/record_care": ("zhao", {"kind": "CARE", "channel": "visit", "text": "走访住处"}),
    "host/record_summons_reply": ("zhao", {"summons_id": str(ONE), "comes": "false", "reason": "停产检修"}),
    "host/open_request": ("zhao", ASKED),
    "host/assign_request": ("wang", {"request_id": str(ONE), "to": e.HOST_COMMITTEE}),
    "host/answer_request": ("zhao", {"request_id": str(ONE), "text": "已联系学校"}),
    "host/confirm_request": ("zhao", {"request_id": str(TWO), "satisfied": "false", "text": "还没解决"}),
}
