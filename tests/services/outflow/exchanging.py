"""A member enrolled at 秦栏镇, and his home branch as it exchanges with the host and him."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.outflow.exchange import contract as c
from shared.exchange import ChangeKind, SummonsKind
from shared.letters.bodies_exchange import ChangeNotice, ContactData, Feedback, Topics
from shared.letters.contract import Enrolled
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import OpenedTask, OpenTask
from tests.services.outflow.home_side import (
    BRANCH,
    HOST_BRANCH,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    schedule,
)

TOPICS = Topics(placement="编入第一党小组", participation="参加会议3次", conduct="良好", conversion="不涉及")
WORDS = {"thinking": "认真学习。", "work": "任班组长。", "participation": "参加活动10次。"}


class HomeExchangeCase(HomeCase):
    def exchange(self, actor: Any = SECRETARY) -> c.HomeExchange:
        found = self.side.at(actor).read_dossier(self.case_id).exchange
        assert found is not None
        return found

    def on(self, day: date) -> "HomeExchangeCase":
        return replace(self, side=self.side.on(day))

    def known(self) -> c.HomeExchangeState:
        """What the workflow knows."""
        return c.HomeExchangeState.model_validate(self.told("HomeExchange")[-1])

    def asks(self, kind: TaskKind, occurrence: str, since: date = TODAY) -> OpenedTask:
        """The workflow opens the task."""
        opening = OpenTask(
            kind=kind,
            case_id=self.case_id,
            occurrence=occurrence,
            holder=BRANCH,
            role=Role.BRANCH_SECRETARY,
            since=since,
            schedule=schedule(kind, since, occurrence.split(".")[0]),
        )
        return self.side.worker.open_task(opening, self.side.now)

    def begins(self, step: str = "") -> None:
        state = self.known()
        named = step or f"report/{state.next_report}.{state.rests}"
        self.side.worker.begin_step("home-exchange", self.case_id, named, self.side.now)

    def gets_feedback(self, quarter: str = "2026Q4") -> UUID:
        body = Feedback(feedback_id=uuid4(), quarter=quarter, topics=TOPICS, sent_on=self.today)
        self.hears(body)
        return body.feedback_id

    def acknowledges(self, feedback_id: UUID, actor: Any = SECRETARY) -> c.HomeExchange:
        body = c.AcknowledgeFeedback(feedback_id=feedback_id)
        return self.side.at(actor).acknowledge_feedback(self.case_id, body)

    def questions(self, feedback_id: UUID, actor: Any = SECRETARY) -> c.HomeExchange:
        body = c.QuestionFeedback(feedback_id=feedback_id, text="缺席的原因？")
        return self.side.at(actor).question_feedback(self.case_id, body)

    def gets_change(self, kind: ChangeKind = ChangeKind.SERIOUS, **contact: str) -> UUID:
        body = ChangeNotice(
            change_id=uuid4(),
            kind=kind,
            happened_on=self.today,
            learned_on=self.today,
            told_by_member=False,
            text="发生工伤事故。",
            contact=ContactData(**contact),
        )
        self.hears(body)
        return body.change_id

    def reports_yearly(self, actor: Any = SECRETARY, **changed: Any) -> c.HomeExchange:
        said: dict[str, Any] = {"received_on": self.today, "channel": "letter"} | WORDS | changed
        return self.side.at(actor).record_yearly_report(self.case_id, c.RecordYearlyReport(**said))

    def is_called(self, actor: Any = SECRETARY, **changed: Any) -> c.SummonsView:
        said: dict[str, Any] = {"kind": SummonsKind.ELECTION, "event_on": date(2026, 9, 20), "place": "双桥村"}
        body = c.CallMember(**(said | {"text": "支部换届选举。"} | changed))
        return self.side.at(actor).call_member(self.case_id, body).summonses[0]

    def summons_known(self) -> c.SummonsState:
        """As the workflow was told of it last."""
        return c.SummonsState.model_validate(self.told("Summons")[-1])

    def replies(self, summons_id: UUID, actor: Any = SECRETARY, *, comes: bool = True) -> c.HomeExchange:
        body = c.RecordSummonsReply(summons_id=summons_id, comes=comes)
        return self.side.at(actor).record_summons_reply(self.case_id, body)


def away(side: HomeSide, **changed: Any) -> HomeExchangeCase:
    """Enrolled at the host, on the day of his departure."""
    declared = side.declares(**changed)
    case = HomeExchangeCase(side, declared.case_id)
    case.departs()
    case.hears(
        Enrolled(
            host_branch=HOST_BRANCH,
            host_branch_name="朱塘村党支部",
            contact="侯洋",
            phone="0550-7012345",
            enrolled_on=case.today,
        )
    )
    return case
