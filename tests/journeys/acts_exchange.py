"""The two branches as they exchange about the member: feedback, changes, summonses, requests."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from deploy.embedded.people import SignedIn
from services.inflow.exchange import contract as host
from services.outflow.exchange import contract as home
from shared.exchange import ChangeKind, FeedbackStatus, SummonsKind
from shared.help_requests.contract import (
    AnswerRequest,
    AssignRequest,
    ConfirmRequest,
    HelpRequestView,
    OpenRequest,
    RequestKind,
)
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.journey import Journey

T = TypeVar("T")
SAID = {"placement": "编入第一党小组。", "participation": "参加组织生活3次。", "conduct": "表现良好。"}


class ExchangeJourney(Journey):
    """An active case whose branches talk about it; each act is taken from the own list."""

    @property
    def host_secretary(self) -> SignedIn:
        return self.stage.branch(self.end.branch)

    @property
    def at_home(self) -> home.HomeExchange:
        found = self.secretary.services.outflow.read_dossier(self.case_id).exchange
        assert found is not None, self.told()
        return found

    @property
    def at_host(self) -> host.HostExchange:
        found = self.host_secretary.services.inflow.read_dossier(self.case_id).exchange
        assert found is not None, self.told()
        return found

    def seen(self, find: Callable[[], T | None], what: str, *, days: float = 0) -> T:
        return self.stage.until(find, what, days=days, told=self.told)

    def is_active(self) -> "ExchangeJourney":
        self.depart().host_records_arrival().is_taken_in()
        return self

    # ---- W-05 ----------------------------------------------------------------------------------------------
    def send_feedback(self, *, days: float = 0) -> UUID:
        task = self.finds(self.host_secretary, K.SEND_FEEDBACK, days=days)
        body = host.SendFeedback(quarter=task.occurrence.split(".")[1], **SAID)
        view = self.host_secretary.services.inflow.send_feedback(self.case_id, body)
        return next(one.feedback_id for one in view.feedback if one.quarter == body.quarter)

    def question_feedback(self, feedback_id: UUID) -> None:
        self.finds(self.secretary, K.ACKNOWLEDGE_FEEDBACK)
        body = home.QuestionFeedback(feedback_id=feedback_id, text="缺席一次的原因？")
        self.secretary.services.outflow.question_feedback(self.case_id, body)

    def answer_feedback(self, feedback_id: UUID) -> None:
        self.finds(self.host_secretary, K.ANSWER_FEEDBACK)
        body = host.AnswerFeedback(feedback_id=feedback_id, text="因出差缺席，已补课。")
        self.host_secretary.services.inflow.answer_feedback(self.case_id, body)

    def acknowledge_feedback(self, feedback_id: UUID) -> None:
        self.finds(self.secretary, K.ACKNOWLEDGE_FEEDBACK)
        body = home.AcknowledgeFeedback(feedback_id=feedback_id)
        self.secretary.services.outflow.acknowledge_feedback(self.case_id, body)

    def feedback_stands(self, feedback_id: UUID, *wanted: FeedbackStatus) -> None:
        def stands() -> bool:
            return any(one.feedback_id == feedback_id and one.status in wanted for one in self.at_host.feedback)

        self.until(stands, f"流入地的反馈成为 {'/'.join(wanted)}")

    def tell_host(self, *, days: float = 0) -> None:
        """D-34: home's own notice of the quarter."""
        self.finds(self.secretary, K.SEND_HOME_NOTICE, days=days)
        self.secretary.services.outflow.send_home_notice(self.case_id, home.SendHomeNotice(**SAID))

    def hears_on_paper(self, *, days: float = 0) -> str:
        """The quarter of which a host off the platform wrote."""
        quarter = self.finds(self.secretary, K.OBTAIN_FEEDBACK, days=days).occurrence
        today = self.stage.today
        paper = {"quarter": quarter, "sender": "某社区党支部", "written_on": today, "received_on": today}
        body = home.RecordPaperFeedback.model_validate(SAID | paper)
        self.secretary.services.outflow.record_paper_feedback(self.case_id, body)
        return quarter

    # ---- D-57 ----------------------------------------------------------------------------------------------
    def change_is_told(self, kind: ChangeKind, text: str) -> UUID:
        today = self.stage.today
        body = host.NoteChange(kind=kind, happened_on=today, learned_on=today, text=text)
        inflow = self.host_secretary.services.inflow
        change_id = inflow.note_change(self.case_id, body).changes[0].change_id
        self.finds(self.host_secretary, K.TELL_CHANGE)
        inflow.tell_change(self.case_id, host.TellChange(change_id=change_id))
        return change_id

    # ---- D-39 ----------------------------------------------------------------------------------------------
    def call_member(self) -> UUID:
        event_on = self.stage.today + timedelta(days=20)
        body = home.CallMember(kind=SummonsKind.ELECTION, event_on=event_on, place="村党群服务中心", text="换届选举。")
        return self.secretary.services.outflow.call_member(self.case_id, body).summonses[0].summons_id

    # ---- W-19 ----------------------------------------------------------------------------------------------
    def ask_for_help(self) -> UUID:
        body = OpenRequest(
            kind=RequestKind.DIFFICULTY, asked_on=self.stage.today, channel="visit", text="子女入学困难。"
        )
        view = self.host_secretary.services.inflow.open_request(self.case_id, body)
        return view.requests[0].request_id

    def help_is_assigned_and_given(self, request_id: UUID) -> None:
        self.finds(self.host_secretary, K.ANSWER_REQUEST, "inflow")
        assign = AssignRequest(to=self.end.committee)
        self.host_secretary.services.inflow.assign_request(self.case_id, request_id, assign)
        self.finds(self.host_office, K.ANSWER_REQUEST, "inflow")
        answer = AnswerRequest(text="已联系学校，可以入学。")
        self.host_office.services.inflow.answer_request(self.case_id, request_id, answer)

    def help_is_confirmed(self, request_id: UUID) -> HelpRequestView:
        self.finds(self.host_secretary, K.CONFIRM_REQUEST, "inflow")
        body = ConfirmRequest(satisfied=True, text="谢谢。")
        view = self.host_secretary.services.inflow.confirm_request(self.case_id, request_id, body)
        return next(one for one in view.requests if one.request_id == request_id)
