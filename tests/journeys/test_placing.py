"""D-42, D-51: the committee may place the member in another branch until one has enrolled him."""

import pytest

from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_LANGYA, CHUZHOU_QINLAN
from tests.journeys.stage import Stage

HOST = CHUZHOU_QINLAN


def test_placing_him_elsewhere_moves_the_task_to_the_other_branch(stage: Stage) -> None:
    journey = Journey(stage).depart().host_records_arrival()
    journey.verify()
    with pytest.raises(Refused, match="not_a_branch_of_yours"):
        journey.place(CHUZHOU_LANGYA.branch)
    journey.place(HOST.branch)
    first, second = stage.branch(HOST.branch), stage.branch(HOST.other_branch)
    before = journey.finds(first, K.ENROL_MEMBER)
    journey.place(HOST.other_branch, again=True)
    after = journey.finds(second, K.ENROL_MEMBER)
    journey.owes(Owed("inflow", K.ENROL_MEMBER, HOST.other_branch))
    assert (after.task_id, after.due_on) == (before.task_id, before.due_on), "同一任务换了承办支部，期限不变"
    assert journey.is_not_asked(first, K.ENROL_MEMBER)
    with pytest.raises(Refused):
        first.services.inflow.read_placement(journey.case_id)
    journey.enrol(HOST.other_branch)
    journey.is_active_on_both_sides()
    assert journey.home.host_branch == HOST.other_branch
    with pytest.raises(Refused, match="step_already_taken"):
        journey.place(HOST.branch, again=True)
