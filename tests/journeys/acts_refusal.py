"""A member who stands at the host's door with his certificate, and what holds while the host does not take him in."""

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.stage import Stage


def arrived(stage: Stage) -> Journey:
    journey = Journey(stage).depart().host_records_arrival()
    journey.finds(journey.reception, K.VERIFY_CERTIFICATE)
    return journey


def stands_refused(journey: Journey, *owed: Owed) -> None:
    """W-10: while it is open the home branch holds the duty of contact."""
    journey.home_stands(CaseStatus.REFUSED)
    journey.owes(*owed)
    assert journey.home.duty_holder == journey.placement.duty_holder == journey.start.branch, journey.told()


def goes_on_at(journey: Journey, new_host: object, attempt: int) -> None:
    """The new host has the notice and knows that the member has reported already."""
    journey.host_stands(PlacementStatus.RECEIVED)
    assert journey.placement.attempt == attempt, journey.told()
    journey.home_stands(CaseStatus.REPORTED)
    assert journey.home.host_committee == journey.end.committee == getattr(new_host, "committee", None)
    assert journey.home.duty_holder == journey.start.branch
