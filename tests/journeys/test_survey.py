"""W-08 between 邗江 in 扬州 and 天长 in 滁州: lists compared by letters, one difference of each kind, each resolved."""

import random

import pytest

from deploy.embedded.people import SignedIn
from deploy.embedded.walking import invented_person
from services.registry.survey import contract as c
from shared.letters.bodies_survey import DifferenceKind, ListRole
from shared.policy.task_kinds import TaskKind as K
from shared.survey import contract as s
from tests.journeys.acts_survey import CASES_WITHOUT, checks, confirms, differences, opens, owes, sends_back
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_QINLAN, YANGZHOU_HANHE
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_HANHE, CHUZHOU_QINLAN


def mine(found: list[c.Difference], differs: Journey) -> dict[DifferenceKind, c.Difference]:
    """Of the journey's own people: other journeys of this stack have left theirs."""
    unregistered = {
        one.kind: one for one in found if "UNREGISTERED" in (f.status for f in (one.ours, one.theirs) if f is not None)
    }
    different = {one.kind: one for one in found if one.case_id == differs.case_id}
    return unregistered | different


def of_each_kind(stage: Stage, who: SignedIn, differs: Journey, **wanted: object) -> dict[DifferenceKind, c.Difference]:
    def all_three() -> dict[DifferenceKind, c.Difference] | None:
        found = mine(differences(who, **wanted), differs)
        return found if found.keys() == set(DifferenceKind) else None

    return stage.until(all_three, "每一类差异都已发现")


def handles(stage: Stage, who: Journey, found: dict[DifferenceKind, c.Difference], *, home: bool) -> None:
    """Each county answers its own half: resolved, or carried as a case of the process that it calls for."""
    department = who.home_department if home else who.host_department
    registry = department.services.registry
    owes(stage, department, "registry", K.RESOLVE_DIFFERENCE)
    for kind, one in found.items():
        assert one.holder == (HOME.department if home else HOST.department)
        if kind is DifferenceKind.DIFFERS:
            registry.resolve_difference(one.difference_id, one.side, c.ResolveDifference(text="已核对并更新名册。"))
        else:
            carry = c.CarryDifference(process=one.suggested, text="已交党支部办理。")
            registry.carry_difference(one.difference_id, one.side, carry)


@pytest.mark.duty("D-30", "D-59")
def test_two_counties_compare_their_lists_and_resolve_one_difference_of_each_kind(stage: Stage) -> None:
    agrees, differs = (Journey(stage).depart().host_records_arrival().is_taken_in() for _ in range(2))
    here = opens(stage, differs.home_department, HOME.department)
    there = opens(stage, differs.host_department, HOST.department)
    host_secretary, host_office = stage.branch(HOST.branch), stage.office(HOST.committee)

    owes(stage, differs.secretary, "outflow", K.RETURN_SURVEY)
    moved = {differs.case_id: s.Whereabouts.UNKNOWN}
    only_home, only_host = (invented_person(random.Random()) for _ in range(2))
    confirms(differs.secretary, ListRole.HOME, here, HOME.branch, moved, only_home, HOST.region)
    sends_back(stage, differs.home_office, differs.secretary, here, HOME.branch)
    confirms(differs.secretary, ListRole.HOME, here, HOME.branch, moved, only_home, HOST.region)
    owes(stage, host_secretary, "inflow", K.RETURN_SURVEY)
    confirms(host_secretary, ListRole.HOST, there, HOST.branch, {}, only_host, HOME.department)
    checks(differs.home_office, ListRole.HOME, here, HOME.committee)
    checks(host_office, ListRole.HOST, there, HOST.committee)
    registry = differs.home_department.services.registry
    stage.until(lambda: any(p.checked for p in registry.read_survey(here).progress), "党委的数字已到组织部门")

    registry.start_reconciling(here, c.StartReconciling(text=CASES_WITHOUT))
    ours = of_each_kind(stage, differs.home_department, differs, campaign_id=here)
    theirs = of_each_kind(stage, differs.host_department, differs)
    assert {one.difference_id for one in ours.values()} == {one.difference_id for one in theirs.values()}
    assert agrees.case_id not in {one.case_id for one in differences(differs.home_department)}
    handles(stage, differs, ours, home=True)
    handles(stage, differs, theirs, home=False)
    stage.until(
        lambda: all(one.handled_there for one in mine(differences(differs.host_department), differs).values()),
        "对方的处理已函告",
    )
