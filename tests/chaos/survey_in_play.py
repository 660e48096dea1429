"""A survey of two counties (W-08) on the chaos ground: its workflows' hands are those of the survey's own tests."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from deploy.embedded.walking import invented_person
from services.outflow.contract import Person
from services.registry.survey import contract as c
from shared.letters.bodies_survey import DifferenceKind, ListRole
from shared.posts import Actor, Role
from shared.survey import contract as s
from tests.chaos.ground import Ground
from tests.factories.people import holder
from tests.factories.survey_ground import (
    HOME_BRANCH,
    HOME_COUNTY,
    HOST_COUNTY,
    HOST_ORGANISER,
    HOST_SECRETARY,
    OPENED,
    ORGANISER,
    SECRETARY,
    SurveyGround,
)

SECOND_ORGANISER = holder(Role.DEPARTMENT_OFFICER, HOME_COUNTY, account="organiser-2", name="宋明")
SECOND_SECRETARY = holder(Role.BRANCH_SECRETARY, HOME_BRANCH, account="secretary-2", name="吴安")
CHECKER = holder(Role.COMMITTEE_OFFICER, "321003001", account="checker-1", name="郑平")


class Letterbox(SurveyGround):
    """Its post between the departments is somebody else's: R3's storm."""

    def __init__(self, *given: Any) -> None:
        self.carry: Callable[[], object] = int
        super().__init__(*given)

    def carry_letters(self, writer: str, reader: str) -> None:
        if writer == reader == "registry":
            self.carry()
        else:
            super().carry_letters(writer, reader)


def survey_ground(ground: Ground, carry: Callable[[], object] | None = None) -> SurveyGround:
    """Spoken to through the ground's own clients, which turn a 5xx into an Outage. `carry`: another post."""
    kind = SurveyGround if carry is None else Letterbox
    survey = kind(ground.engines, ground.keys, ground.tokens)
    if isinstance(survey, Letterbox) and carry is not None:
        survey.carry = carry
    survey.https |= {"registry": ground.registry_http, "outflow": ground.outflow_http, "inflow": ground.inflow_http}
    survey.on(survey.day)
    return survey


@dataclass
class SurveyInPlay:
    ground: SurveyGround
    campaign_id: UUID

    @classmethod
    def opened(cls, ground: Ground, chance: random.Random, carry: Callable[[], object] | None = None) -> "SurveyInPlay":
        """Every branch of the county is asked; one member of one of them is away."""
        survey = survey_ground(ground, carry)
        survey.departs(invented_person(chance), "321003-2026-000001")
        survey.on(OPENED)
        return cls(survey, survey.campaign())

    @classmethod
    def compared(
        cls, ground: Ground, chance: random.Random, carry: Callable[[], object] | None = None
    ) -> "SurveyInPlay":
        """A difference on each side between the two counties."""
        one = cls.opened(ground, chance, carry)
        survey = one.ground
        survey.on(OPENED)
        survey.confirms(one.campaign_id, found=[_found(invented_person(chance), HOST_COUNTY)])
        there = survey.campaign(department=HOST_ORGANISER)
        found = [_found(invented_person(chance), HOME_COUNTY)]
        survey.confirms(there, actor=HOST_SECRETARY, role=ListRole.HOST, found=found)
        survey.everybody_confirms()
        survey.at(ORGANISER).registry.start_reconciling(one.campaign_id, c.StartReconciling())
        survey.works()
        return one

    def differences(self, actor: Actor) -> dict[DifferenceKind, c.Difference]:
        return {one.kind: one for one in self.ground.at(actor).registry.list_differences().items}

    def confirm(self, actor: Actor = SECRETARY) -> None:
        self.ground.confirms(self.campaign_id, actor=actor)

    def check(self, actor: Actor = CHECKER) -> None:
        body = s.CheckSurvey(text="其余党支部正在排查，先行审核。")
        self.ground.at(actor).outflow.check_survey(self.campaign_id, CHECKER.posts[0].organisation, body)

    def reconcile(self, actor: Actor) -> None:
        body = c.StartReconciling(text="两个党委正在换届。")
        self.ground.at(actor).registry.start_reconciling(self.campaign_id, body)

    def end_at_home(self) -> None:
        """The campaign is closed: what it still asks is taken back."""
        self.ground.worker.outflow.end_survey(self.campaign_id, self.ground.now)

    def resolve(self, actor: Actor, one: c.Difference) -> None:
        body = c.ResolveDifference(text="已核对，双方名册已更新。")
        self.ground.at(actor).registry.resolve_difference(one.difference_id, one.side, body)

    def carry(self, actor: Actor, one: c.Difference) -> None:
        assert one.suggested is not None
        body = c.CarryDifference(process=one.suggested, text="已交党支部办理。")
        self.ground.at(actor).registry.carry_difference(one.difference_id, one.side, body)

    def analyse(self, actor: Actor) -> None:
        self.ground.at(actor).registry.analyse_survey(self.campaign_id, c.AnalyseSurvey(text="以务工为主。"))


def _found(who: Person, region: str) -> s.FoundMember:
    return s.FoundMember(name=who.name, id_number=who.id_number, standing=who.standing, region=region, place="某地")
