"""A probationary member on the host's roster, and the host branch that gives its opinion on him."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from services.inflow import contract as placements
from services.inflow.app import build
from services.inflow.opinion import contract as c
from shared.business_clock import SHANGHAI
from shared.letters.bodies_conversion import ConversionOutcome, ConversionResult, HostOpinion, OpinionRequest
from shared.letters.contract import PersonInLetter
from shared.posts import Actor
from tests.factories.deployment import clock_at
from tests.services.inflow.host_side import CONTACT, ID_NUMBER, PHONE, SECRETARY, HostCase, HostSide

ADMITTED, END, PREPARED = date(2025, 12, 1), date(2026, 12, 1), date(2026, 10, 2)


@dataclass
class Judging:
    case: HostCase

    def on(self, day: date) -> "Judging":
        side = self.case.side
        clock = clock_at(datetime.combine(day, time(10), SHANGHAI))
        later = replace(side, clock=clock, app=build(side.engine, side.keys, clock))
        return Judging(replace(self.case, side=later))

    @property
    def today(self) -> date:
        return self.case.side.clock.today()

    def view(self, actor: Actor = SECRETARY) -> c.OpinionWatchView:
        view = self.case.side.at(actor).read_dossier(self.case.case_id).opinion
        assert view is not None
        return view

    @property
    def status(self) -> c.WatchStatus:
        return self.view().status

    def observes(self, actor: Actor = CONTACT, **changed: Any) -> c.OpinionWatchView:
        body = c.RecordObservation(**({"observed_on": self.today, "text": "参加学习积极"} | changed))
        return self.case.side.at(actor).record_observation(self.case.case_id, body)

    def drafts(self, actor: Actor = CONTACT) -> c.OpinionWatchView:
        body = c.DraftOpinion(opinion="CONVERT_ON_TIME", text="拟建议按期转正")
        return self.case.side.at(actor).draft_opinion(self.case.case_id, body)

    def files(self, opinion: str = "CONVERT_ON_TIME", actor: Actor = SECRETARY, **changed: Any) -> c.OpinionWatchView:
        said: dict[str, Any] = {
            "participation_count": 12,
            "participation": "支部党员大会4次",
            "dues": "按月交纳",
            "thinking": "思想稳定",
            "work": "踏实",
            "group_and_members": "同意",
            "opinion": opinion,
            "reasons": "表现良好",
            "branch_decided_on": self.today,
            "secretary": "邓磊",
            "sealed": True,
            "dated_on": self.today,
        }
        return self.case.side.at(actor).file_opinion(self.case.case_id, c.FileOpinion(**(said | changed)))

    def is_asked(self, end: date = END, start: date = ADMITTED) -> None:
        body = OpinionRequest(probation_start=start, probation_end=end, asked_on=self.today, text="请提出书面意见")
        self.case.hears(body)

    def hears_result(self, outcome: str, end: date = END) -> None:
        body = ConversionResult(outcome=ConversionOutcome(outcome), approved_on=self.today, probation_end=end)
        self.case.hears(body)

    def begins(self, step: str) -> None:
        side = self.case.side
        side.worker.begin_step("host-opinion", self.case.case_id, step, side.clock.now().isoformat())

    def letters(self) -> list[HostOpinion]:
        return [body for body in self.case.letters_home() if isinstance(body, HostOpinion)]

    def state(self) -> c.OpinionState:
        return c.OpinionState.model_validate(self.case.told("HostOpinion")[-1])

    def current(self) -> UUID:
        return self.letters()[-1].opinion_id


def probationer(**changed: Any) -> PersonInLetter:
    facts: dict[str, Any] = {
        "name": "汪海",
        "sex": "男",
        "id_number": ID_NUMBER,
        "phone": PHONE,
        "standing": "PROBATIONARY",
        "joined_on": ADMITTED.isoformat(),
        "probation_end": END,
    }
    return PersonInLetter(**(facts | changed))


def enrolled(host_side: HostSide, **changed: Any) -> Judging:
    case = host_side.case(person=probationer(**changed))
    return Judging(case.goes_as_far_as(placements.PlacementStatus.ENROLLED))
