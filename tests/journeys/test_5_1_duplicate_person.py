"""5.1 Duplicate person: linked, never deleted; both ids resolve; the home side merges."""

from stdnum.cn import ric

from services.outflow import contract as outflow
from services.outflow.contract import CaseStatus
from services.outflow.correction.contract import MergeMembers
from tests.journeys.acts_lost_contact import LostJourney
from tests.journeys.stage import Stage


def mistyped(person: outflow.Person) -> outflow.Person:
    """The same person with one digit of the ID number wrong (and the check digit that fits it)."""
    number = person.id_number
    changed = number[:14] + ("1" if number[14] != "1" else "2") + number[15:17]
    return person.model_copy(update={"id_number": changed + ric.calc_check_digit(f"{changed}0")})


def test_a_person_registered_twice_is_merged_by_the_home_committee(stage: Stage) -> None:
    journey = LostJourney(stage)
    journey.depart()
    twin = LostJourney(stage, person=mistyped(journey.person))
    twin.declare()
    (hint,) = journey.dossier.possible_duplicates
    assert hint.case_id == twin.case_id
    body = MergeMembers(duplicate_case_id=twin.case_id, text="核对档案，系同一人")
    journey.home_office.services.outflow.merge_members(journey.case_id, body)
    twin.home_stands(CaseStatus.CLOSED_ENDED)
    assert journey.home.status is CaseStatus.DEPARTED
    assert journey.home.duty_holder == journey.start.branch
    assert twin.home.member.id_number_masked == journey.home.member.id_number_masked
    assert len(journey.dossier.aliases) == 1
    twin.until(lambda: not twin.owed(), "重复个案没有任何待办")
