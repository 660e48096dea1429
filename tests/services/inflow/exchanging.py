"""A member on the roster of 朱塘村, and the people of the host as they exchange with home about him."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from services.inflow.contract import PlacementStatus
from services.inflow.exchange import contract as c
from shared.business_clock import SHANGHAI
from shared.calendar.published import published_calendar
from shared.exchange import ChangeKind
from shared.policy.book import packaged_book
from shared.policy.schedule import Schedule, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import OpenTask
from shared.terms import Quarter
from tests.factories.deployment import clock_at
from tests.services.inflow.host_side import CLERK, SECRETARY, HostCase, HostSide, notice

Q = "2026Q4"
NOW = date(2026, 10, 9)
"""A day in the first quarter that is owed: he was enrolled in the last thirty days of the third."""
SAID = {"placement": "编入第一党小组。", "participation": "参加组织生活3次。", "conduct": "表现良好。"}


class HostExchangeCase(HostCase):
    """A member on the roster of 朱塘村."""

    def exchange(self, actor: Any = CLERK) -> c.HostExchange:
        found = self.side.at(actor).read_dossier(self.case_id).exchange
        assert found is not None
        return found

    def opening(
        self, kind: TaskKind, holder: str, occurrence: str = "1.1", role: Role = Role.COMMITTEE_OFFICER
    ) -> OpenTask:
        """As the workflow opens it: feedback by its quarter."""
        if kind is not TaskKind.SEND_FEEDBACK:
            return super().opening(kind, holder, occurrence, role)
        quarter = Quarter(occurrence.split(".")[1])
        return OpenTask(
            kind=kind,
            case_id=self.case_id,
            occurrence=occurrence,
            holder=holder,
            role=role,
            since=quarter.first,
            schedule=feedback_ladder(quarter),
        )

    def state(self) -> c.HostExchangeState:
        return c.HostExchangeState.model_validate(self.told("HostFeedback")[-1])

    def begins(self, step: str = "") -> None:
        """The workflow, on the opening day."""
        state = self.state()
        named = step or f"{state.next_quarter}.{state.rests}"
        self.side.worker.begin_step("host-feedback", state.placement_id, named, self._now)

    def sends(self, quarter: str = Q, actor: Any = SECRETARY, **changed: Any) -> c.HostExchange:
        body = c.SendFeedback(**({"quarter": quarter} | SAID | changed))
        return self.side.at(actor).send_feedback(self.case_id, body)

    def answers(self, actor: Any = SECRETARY) -> c.HostExchange:
        body = c.AnswerFeedback(feedback_id=self.feedback().feedback_id, text="因出差缺席，已补课。")
        return self.side.at(actor).answer_feedback(self.case_id, body)

    def feedback(self) -> c.FeedbackView:
        return self.exchange().feedback[0]

    def notes(self, kind: ChangeKind = ChangeKind.MOVED_RESIDENCE, **changed: Any) -> UUID:
        said: dict[str, Any] = {"kind": kind, "happened_on": NOW, "learned_on": NOW, "text": "搬到朱塘村。"} | changed
        view = self.side.at(SECRETARY).note_change(self.case_id, c.NoteChange(**said))
        return view.changes[0].change_id

    def tells(self, change_id: UUID, actor: Any = SECRETARY) -> c.HostExchange:
        return self.side.at(actor).tell_change(self.case_id, c.TellChange(change_id=change_id))

    def cares(self, kind: c.CareKind, **changed: Any) -> c.HostExchange:
        said: dict[str, Any] = {"kind": kind, "on": NOW, "channel": "visit", "text": "走访住处。"} | changed
        return self.side.at(SECRETARY).record_care(self.case_id, c.RecordCare(**said))


def enrolled(side: HostSide, **changed: Any) -> HostExchangeCase:
    case = HostExchangeCase(side)
    case.hears(notice(**changed))
    case.goes_as_far_as(PlacementStatus.ENROLLED)
    return later(case, NOW)


def later(case: HostExchangeCase, day: date) -> HostExchangeCase:
    """The same case on another day, at ten in the morning."""
    clock = clock_at(datetime.combine(day, time(10), SHANGHAI))
    state = case.side.app.state
    state.kernel = replace(state.kernel, clock=clock)
    case.side.clock = clock
    return case


def feedback_ladder(quarter: Quarter) -> Schedule:
    pack = packaged_book().pack("CN-BASE-2019")
    return plan(TaskKind.SEND_FEEDBACK, since=quarter.first, pack=pack, calendar=published_calendar(), quarter=quarter)
