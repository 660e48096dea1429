"""每年组织一次 (S001-B 二(三)): also a county without any survey before is asked, on the day that its policy names."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from services.registry.contract import DirectoryChanged
from services.registry.survey import contract as c
from services.registry.survey.operations.first_year import follow_directory, provide_first_surveys
from services.registry.survey.tables import CampaignRow
from shared.keys import KeyRing
from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused
from tests.factories.acts import Acts
from tests.factories.deployment import clock_at
from tests.factories.people import Tokens
from tests.factories.survey_ground import HOME_COUNTY, HOST_COUNTY, ORGANISER, SurveyGround
from workflows.annual_survey.duties import openings, owed

OPENS, REPORT = date(2026, 10, 1), date(2026, 12, 15)


@pytest.fixture
def ground(
    registry_database: Engine, outflow_database: Engine, inflow_database: Engine, keys: KeyRing, tokens: Tokens
) -> SurveyGround:
    engines = {"registry": registry_database, "outflow": outflow_database, "inflow": inflow_database}
    return SurveyGround(engines, keys, tokens)


def provided(ground: SurveyGround, on: date) -> list[CampaignRow]:
    """As the registry does when it starts; twice, which changes nothing."""
    ground.on(on)
    acts = Acts(ground.engines["registry"], ground.keys, clock_at(ground.moment))
    for _ in range(2):
        with acts.begin(at=ground.moment) as act:
            provide_first_surveys(act)
    return ground.rows("registry", CampaignRow)


def running(ground: SurveyGround) -> Iterator[c.CampaignState]:
    """All pages."""
    after = None
    while True:
        page = ground.worker.registry.list_running_surveys(after)
        yield from page.items
        after = page.next
        if after is None:
            return


@pytest.mark.duty("D-59")
@pytest.mark.parametrize(("on", "year"), [(date(2026, 3, 1), 2026), (REPORT, 2026), (date(2026, 12, 16), 2027)])
def test_every_county_is_put_on_the_calendar_once(ground: SurveyGround, on: date, year: int) -> None:
    rows = provided(ground, on)
    departments = [row.department for row in rows]
    assert len(set(departments)) == len(departments)
    assert {HOME_COUNTY, HOST_COUNTY} <= set(departments)
    assert {(row.year, row.status, row.planned_on, row.asked) for row in rows} == {(year, "PLANNED", None, False)}


@pytest.mark.duty("D-59")
def test_the_county_is_asked_on_the_first_day_of_the_window_and_decides_itself(ground: SurveyGround) -> None:
    provided(ground, date(2026, 9, 1))
    (mine,) = [one for one in running(ground) if one.department == HOME_COUNTY]
    assert (owed(mine), openings(mine)) == ([], {"ask": OPENS})
    ground.on(OPENS)
    ground.worker.registry.begin_step("annual-survey", mine.campaign_id, "ask", ground.now)
    asked = {one.year: one for one in running(ground) if one.department == HOME_COUNTY}
    assert [(duty.kind, duty.holder, duty.since) for duty in owed(asked[2026])] == [
        (TaskKind.OPEN_SURVEY, HOME_COUNTY, OPENS)
    ]
    assert openings(asked[2027]) == {"ask": date(2027, 10, 1)}, "the year after is on the calendar, too"
    survey = ground.at(ORGANISER).registry.read_survey(mine.campaign_id)
    assert (survey.status, survey.planned_on) == (c.SurveyStatus.PLANNED, None), "nobody has planned it"


def test_what_is_on_the_calendar_is_planned_by_the_department_and_only_once(ground: SurveyGround) -> None:
    provided(ground, OPENS)
    registry = ground.at(ORGANISER).registry
    plan = c.PlanSurvey(department=HOME_COUNTY, year=2026)
    planned = registry.plan_survey(plan)
    assert planned.planned_on == OPENS
    with pytest.raises(Refused) as refused:
        registry.plan_survey(plan)
    assert refused.value.problem.code == "survey_planned_already"
    assert registry.open_survey(planned.campaign_id, c.OpenSurvey(freeze_on=OPENS)).status is c.SurveyStatus.COLLECTING


def test_a_county_that_comes_with_the_directory_is_put_on_the_calendar(ground: SurveyGround) -> None:
    acts = Acts(ground.engines["registry"], ground.keys, clock_at(ground.moment))
    with acts.begin() as act:
        follow_directory(act, object())
    assert ground.rows("registry", CampaignRow) == []
    with acts.begin() as act:
        follow_directory(act, DirectoryChanged(version=2))
    assert HOME_COUNTY in {row.department for row in ground.rows("registry", CampaignRow)}


def test_running_surveys_come_page_by_page(ground: SurveyGround, monkeypatch: pytest.MonkeyPatch) -> None:
    every = {row.id for row in provided(ground, OPENS)}
    monkeypatch.setattr("services.registry.survey.queries.running.PAGE", 2)
    assert {one.campaign_id for one in running(ground)} == every
    assert len(ground.worker.registry.list_running_surveys().items) == 2
    ground.works()
    registry = ground.worker.registry
    assert registry.list_running_survey_differences().items == []
    for read in (registry.list_running_survey_exchanges, registry.list_running_survey_differences):
        with pytest.raises(Refused) as refused:
            read("no mark")
        assert refused.value.problem.status == 422
