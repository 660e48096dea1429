"""The organiser's view: every figure is the length of the list behind it, on each level, and strangers see nothing."""

from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import pytest

from deploy.embedded.people import SignedIn
from services.inflow.contract import PlacementStatus, PlacementSummary
from services.outflow.contract import CaseStatus, CaseSummary
from shared.kernel_client import KernelClient
from shared.policy.task_kinds import TaskKind
from shared.reporting.client import ReportCalls
from shared.service_client import Refused
from shared.tasks.contract import Task
from tests.journeys.journey import Journey
from tests.journeys.places import (
    CHUZHOU_LANGYA,
    CHUZHOU_QINLAN,
    CHUZHOU_TONGCHENG,
    SHANDONG,
    YANGZHOU_HANHE,
    YANGZHOU_YIZHENG,
    ZIBO,
)
from tests.journeys.stage import Stage

HOME_LEVELS = (YANGZHOU_HANHE.department, YANGZHOU_HANHE.city, YANGZHOU_HANHE.province)
HOST_LEVELS = (CHUZHOU_QINLAN.department, CHUZHOU_QINLAN.city, CHUZHOU_QINLAN.province)
OF_EVERY_COUNTY = TaskKind.OPEN_SURVEY
"""Asked of each county by the year, not by a case."""
SERVICES = ("registry", "outflow", "inflow")
LISTS: dict[str, dict[str, object]] = {
    "tasks-open": {},
    "tasks-soon": {"due_within_days": 3},
    "tasks-overdue": {"overdue": True},
}


@pytest.fixture(scope="module")
def scene(stage: Stage) -> list[Journey]:
    """Cases in several states, from two counties of 扬州 to two of 滁州."""
    declared = Journey(stage, YANGZHOU_HANHE, CHUZHOU_LANGYA).declare()
    declared.brief()
    declared.request_certificate()
    departed = Journey(stage, YANGZHOU_YIZHENG, CHUZHOU_TONGCHENG).depart()
    refused = Journey(stage, YANGZHOU_HANHE, CHUZHOU_QINLAN).depart().host_records_arrival()
    refused.refuse("too_many", "人数太多。")
    active = Journey(stage, YANGZHOU_YIZHENG, CHUZHOU_LANGYA).depart().host_records_arrival().is_taken_in()
    departed.host_stands(PlacementStatus.EXPECTED)
    refused.home_stands(CaseStatus.REFUSED)
    return [declared, departed, refused, active]


def all_tasks(service: KernelClient, **wanted: object) -> list[Task]:
    found: list[Task] = []
    after = None
    while True:
        page = service.list_tasks(scope="subtree", after=after, **wanted)
        found += page.items
        after = page.next
        if after is None:
            return found


def all_cases(person: SignedIn, **wanted: object) -> list[CaseSummary]:
    found: list[CaseSummary] = []
    after = None
    while True:
        page = person.services.outflow.list_cases(after=after, **wanted)
        found += page.items
        after = page.next
        if after is None:
            return found


def all_placements(person: SignedIn, **wanted: object) -> list[PlacementSummary]:
    found: list[PlacementSummary] = []
    after = None
    while True:
        page = person.services.inflow.list_placements(after=after, **wanted)
        found += page.items
        after = page.next
        if after is None:
            return found


def settled(stage: Stage, count: Callable[[], object]) -> object:
    """Workflows of other journeys may still be moving: the figure that two looks agree on."""
    seen: list[object] = []

    def agrees() -> bool:
        seen.append(count())
        return len(seen) > 1 and seen[-1] == seen[-2]

    stage.until(agrees, "待办不再变化")
    return seen[-1]


def counted(tasks: list[Task]) -> Counter[tuple[str, str | None]]:
    return Counter((task.kind, task.committee) for task in tasks)


@pytest.mark.parametrize("level", [*HOME_LEVELS, *HOST_LEVELS])
def test_the_figures_of_tasks_count_what_the_lists_hold(stage: Stage, scene: list[Journey], level: str) -> None:
    officer = stage.department(level)
    for name in SERVICES:
        service: ReportCalls = getattr(officer.services, name)
        settled(stage, lambda service=service: counted(all_tasks(service)))  # type: ignore[misc]
        for figure in service.read_report(*LISTS).figures:
            figures = {(row.dimension, row.organisation): row.count for row in figure.rows}
            assert figures == dict(counted(all_tasks(service, **LISTS[figure.key]))), f"{name} {figure.key} @{level}"


@pytest.mark.parametrize("level", HOME_LEVELS)
def test_the_home_overview_counts_what_the_case_lists_hold(stage: Stage, scene: list[Journey], level: str) -> None:
    officer = stage.department(level)
    overview = officer.services.outflow.read_overview()
    listed = Counter((case.home_committee, case.status) for case in all_cases(officer))
    assert {(one.committee, one.status): one.count for one in overview.by_committee} == dict(listed)
    for status, count in overview.by_status.items():
        assert count == len(all_cases(officer, status=status)), status
    for one in overview.by_committee:
        assert one.count == len(all_cases(officer, status=one.status, committee=one.committee))


@pytest.mark.parametrize("level", HOST_LEVELS)
def test_the_host_overview_counts_what_the_placement_lists_hold(stage: Stage, scene: list[Journey], level: str) -> None:
    officer = stage.department(level)
    overview = officer.services.inflow.read_overview()
    assert overview.by_status == dict(Counter(one.status for one in all_placements(officer)))
    for status, count in overview.by_status.items():
        assert count == len(all_placements(officer, status=status)), status
    (refused,) = officer.services.inflow.read_report("refused").figures
    assert any(row.dimension == "too_many" for row in refused.rows)


def test_a_higher_level_sees_what_its_counties_see_together(stage: Stage, scene: list[Journey]) -> None:
    county, city, province = ({case.case_id for case in all_cases(stage.department(level))} for level in HOME_LEVELS)
    assert county < city <= province
    ours = {journey.case_id for journey in scene}
    assert ours <= city
    assert {journey.case_id for journey in scene if journey.start is YANGZHOU_HANHE} <= county
    assert not {journey.case_id for journey in scene if journey.start is YANGZHOU_YIZHENG} & county


@pytest.mark.parametrize("level", [ZIBO, SHANDONG])
def test_an_organiser_without_a_part_in_the_cases_sees_nothing(stage: Stage, scene: list[Journey], level: str) -> None:
    stranger = stage.department(level)
    ours = {journey.case_id for journey in scene}
    # The demo's own roster names hosts in 山东; those cases are his partner's.
    assert all((case.host_committee or "").startswith(ZIBO) for case in all_cases(stranger))
    assert not ours & {case.case_id for case in all_cases(stranger)}
    assert all_placements(stranger) == []
    assert stranger.services.outflow.read_overview().by_status == {}
    assert stranger.services.inflow.read_overview().by_status == {}
    for name in SERVICES:
        service: ReportCalls = getattr(stranger.services, name)
        assert [task for task in all_tasks(service) if task.kind is not OF_EVERY_COUNTY] == []
        (figure,) = service.read_report("tasks-open").figures
        assert [row for row in figure.rows if row.dimension != OF_EVERY_COUNTY] == []
    for journey in scene:
        with pytest.raises(Refused) as foreign:
            stranger.services.outflow.read_case(journey.case_id)
        with pytest.raises(Refused) as unknown:
            stranger.services.outflow.read_case(uuid4())
        assert foreign.value.problem == unknown.value.problem, "别人的个案与不存在的个案回答相同"
        assert foreign.value.problem.status == 404


def test_the_partner_sees_the_case_but_not_the_other_sides_tasks(stage: Stage, scene: list[Journey]) -> None:
    """At another operator he knows it by letter only, and the other side's service does not know him."""
    refused = scene[2]
    host_side, home_side = stage.department(CHUZHOU_QINLAN.department), stage.department(YANGZHOU_HANHE.department)
    reads: tuple[Callable[[], object], ...] = (
        lambda: host_side.services.outflow.read_case(refused.case_id).case.status,
        lambda: home_side.services.inflow.read_placement(refused.case_id).placement.status,
    )
    for read, status in zip(reads, (CaseStatus.REFUSED, PlacementStatus.REFUSED), strict=True):
        if stage.at_one_operator:
            assert read() is status
        else:
            with pytest.raises(Refused, match="404"):
                read()
    assert not all_tasks(host_side.services.outflow, case_id=refused.case_id)
    assert not all_tasks(home_side.services.inflow, case_id=refused.case_id)


def test_a_departments_home_overview_leaves_out_members_it_is_only_host_to(stage: Stage, scene: list[Journey]) -> None:
    """The host's organiser has a case list as a partner, and no case of his own in the home overview."""
    officer = stage.department(CHUZHOU_QINLAN.department)
    assert officer.services.outflow.read_overview().by_status == {}
    as_partner = {case.case_id for case in all_cases(officer)}
    assert (scene[2].case_id in as_partner) is stage.at_one_operator
