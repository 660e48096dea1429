"""条例 Art 31(6): a member who can be reached and does not do his duty; the branch hears, the committee decides."""

from datetime import timedelta

from services.outflow.contract import CaseStatus
from services.outflow.inactivity import contract as idle
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_lost_contact import LostJourney
from tests.journeys.stage import Stage


def test_it_is_heard_decided_and_has_nothing_to_do_with_a_loss(stage: Stage) -> None:
    journey = LostJourney(stage)
    journey.depart()
    today, home = stage.today, journey.secretary.services.outflow
    report = idle.ReportInactivity(since=today - timedelta(days=200), no_dues=True, text="多次提醒仍未交纳")
    home.report_inactivity(journey.case_id, report)
    journey.finds(journey.secretary, K.CONSIDER_INACTIVITY)
    assert journey.dossier.lost_contact is None
    heard = idle.ConsiderInactivity(good_reason=False, heard_on=today, text="本人没有正当理由")
    home.consider_inactivity(journey.case_id, heard)
    journey.finds(journey.home_office, K.DECIDE_INACTIVITY)
    assert (journey.home.status, journey.home.duty_holder) == (CaseStatus.DEPARTED, journey.start.branch)
    decision = idle.DecideInactivity(approved=True, decided_on=today, text="同意")
    journey.home_office.services.outflow.decide_inactivity(journey.case_id, decision)
    journey.home_stands(CaseStatus.CLOSED_ENDED)
    journey.until(lambda: not journey.owed(), "没有任何待办")
