"""The campaign of a department (W-08, D-30, D-59): opened, confirmed, compared across regions, reported, closed."""

import io
import random
from collections.abc import Callable
from datetime import date
from itertools import count
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from deploy.embedded.walking import invented_person
from services.outflow import contract as home
from services.registry.survey import contract as c
from services.registry.survey.tables import ExchangeRow, ListRow
from shared.keys import KeyRing
from shared.letters.bodies_survey import DifferenceKind, ListRole
from shared.letters.tables import LetterSentRow
from shared.outbox import OutboxRow
from shared.posts import Actor, Role
from shared.sealing import Seal
from shared.service_client import Refused
from shared.survey import contract as s
from tests.factories.people import Tokens, holder
from tests.factories.survey_ground import (
    HOME_BRANCH,
    HOME_COMMITTEE,
    HOME_COUNTY,
    HOST_BRANCH,
    HOST_COUNTY,
    HOST_ORGANISER,
    HOST_SECRETARY,
    OPENED,
    ORGANISER,
    SurveyGround,
)

_serial = count(1)


@pytest.fixture
def ground(
    registry_database: Engine, outflow_database: Engine, inflow_database: Engine, keys: KeyRing, tokens: Tokens
) -> SurveyGround:
    engines = {"registry": registry_database, "outflow": outflow_database, "inflow": inflow_database}
    return SurveyGround(engines, keys, tokens)


def person(name: str = "汪海") -> home.Person:
    return invented_person(random.Random(next(_serial))).model_copy(update={"name": name})


def found(who: home.Person, region: str) -> s.FoundMember:
    return s.FoundMember(name=who.name, id_number=who.id_number, standing=who.standing, region=region, place="某地")


def refused(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value


def one_of_each(ground: SurveyGround) -> tuple[UUID, dict[str, home.Person]]:
    """郑 agrees on both sides, 吴 differs, 陈 only home found, 沈 only the host found."""
    people = {name: person(name) for name in ("郑", "吴", "陈", "沈")}
    ground.departs(people["郑"], "321003-2026-000001")
    differs = ground.departs(people["吴"], "321003-2026-000002")
    ground.on(OPENED)
    campaign_id = ground.campaign()
    members = ground.at(ORGANISER).outflow.read_survey_return(campaign_id, HOME_BRANCH).members
    subject = next(member.subject for member in members if member.case_id == differs)
    ground.confirms(
        campaign_id,
        otherwise={subject: s.Whereabouts.AT_HOME},
        found=[found(people["陈"], HOST_COUNTY)],
    )
    # The host's branch is asked by its own county; what it says counts in every comparison of the year.
    there = ground.campaign(department=HOST_ORGANISER)
    ground.confirms(there, actor=HOST_SECRETARY, role=ListRole.HOST, found=[found(people["沈"], HOME_COUNTY)])
    ground.everybody_confirms()
    return campaign_id, people


def differences(ground: SurveyGround, actor: Actor, **wanted: object) -> list[c.Difference]:
    return ground.at(actor).registry.list_differences(**wanted).items


def compared(ground: SurveyGround, campaign_id: UUID) -> c.Survey:
    ground.at(ORGANISER).registry.start_reconciling(campaign_id, c.StartReconciling())
    ground.works()
    return ground.at(ORGANISER).registry.read_survey(campaign_id)


@pytest.mark.duty("D-30", "D-59")
def test_lists_of_two_regions_are_compared_and_each_kind_of_difference_is_found(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    survey = compared(ground, campaign_id)
    anhui = next(exchange for exchange in survey.exchanges if exchange.region == "340000")
    assert anhui.status is c.ExchangeStatus.COMPARED
    assert anhui.matched == 1
    assert anhui.differences == dict.fromkeys(DifferenceKind, 1)
    assert survey.open_differences == 3


@pytest.mark.duty("D-59")
def test_every_difference_is_a_pair_of_tasks_one_at_each_county(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    here, there = differences(ground, ORGANISER), differences(ground, HOST_ORGANISER)
    assert {one.difference_id for one in here} == {one.difference_id for one in there}
    assert [(one.holder, one.side) for one in here] == [(HOME_COUNTY, 1)] * 3
    assert [(one.holder, one.side) for one in there] == [(HOST_COUNTY, 2)] * 3
    messages = ground.rows("registry", OutboxRow)
    assert len({row.workflow_id for row in messages if row.workflow == "SurveyDifference"}) == 6


def test_a_difference_says_what_each_side_has_and_what_it_calls_for(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    here = {one.kind: one for one in differences(ground, ORGANISER)}
    assert here[DifferenceKind.DIFFERS].fields == ("status",)
    both = here[DifferenceKind.DIFFERS]
    assert (both.ours and both.ours.status, both.theirs and both.theirs.status) == ("AT_HOME", "ENROLLED")
    assert here[DifferenceKind.ONLY_HOST].ours is None
    assert {kind: one.suggested for kind, one in here.items()} == {
        DifferenceKind.ONLY_HOME: c.Process.W_07,
        DifferenceKind.ONLY_HOST: c.Process.W_01,
        DifferenceKind.DIFFERS: c.Process.W_17,
    }
    there = {one.kind: one for one in differences(ground, HOST_ORGANISER)}
    assert there[DifferenceKind.ONLY_HOME].suggested is c.Process.W_03
    assert there[DifferenceKind.DIFFERS].case_id == both.case_id


def test_no_letter_and_no_row_of_the_department_holds_an_id_number_or_a_name(
    ground: SurveyGround, keys: KeyRing
) -> None:
    campaign_id, people = one_of_each(ground)
    compared(ground, campaign_id)
    seal = Seal(keys.sealing_key)
    crossed = [seal.open(row.sealed) for row in ground.rows("registry", LetterSentRow)]
    told = [str(row.message) for row in ground.rows("registry", OutboxRow)]
    assert crossed
    for who in people.values():
        assert not any(who.id_number in text or who.name in text for text in (*crossed, *told))


def test_the_lists_and_the_private_keys_are_gone_after_the_comparison(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    assert ground.rows("registry", ListRow) == []
    assert {row.private_half for row in ground.rows("registry", ExchangeRow)} == {""}


def handle_all(ground: SurveyGround, actor: Actor) -> None:
    registry = ground.at(actor).registry
    for one in differences(ground, actor, status="OPEN"):
        if one.kind is DifferenceKind.DIFFERS:
            body = c.ResolveDifference(text="已核对，党员已返回，双方名册已更新。")
            registry.resolve_difference(one.difference_id, one.side, body)
        else:
            carry = c.CarryDifference(process=one.suggested, text="已交党支部办理。")
            registry.carry_difference(one.difference_id, one.side, carry)


@pytest.mark.duty("D-59")
def test_a_campaign_is_analysed_when_every_difference_is_handled_and_closed_in_its_year(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    registry = ground.at(ORGANISER).registry
    analysis = c.AnalyseSurvey(text="流入天长的以务工为主。")
    still_open = refused(lambda: registry.analyse_survey(campaign_id, analysis))
    assert (still_open.problem.status, still_open.problem.code) == (409, "differences_open")
    handle_all(ground, ORGANISER)
    registry.analyse_survey(campaign_id, analysis)
    registry.report_survey(campaign_id, c.ReportSurvey(measures="与天长市委组织部按季会商。"))
    survey = registry.close_survey(campaign_id, c.CloseSurvey())
    assert survey.status is c.SurveyStatus.CLOSED
    assert survey.satisfies_the_year


def test_what_one_side_did_is_told_to_the_other(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    handle_all(ground, ORGANISER)
    ground.works()
    there = differences(ground, HOST_ORGANISER)
    assert all(one.status is c.DifferenceStatus.OPEN for one in there)
    told = {one.kind: one.handled_there or "" for one in there}
    assert "已处理" in told[DifferenceKind.DIFFERS]
    assert "W-01" in told[DifferenceKind.ONLY_HOST]


def test_the_loser_of_a_difference_is_told_who_was_first(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    (one,) = differences(ground, ORGANISER, kind="DIFFERS")
    registry = ground.at(ORGANISER).registry
    body = c.ResolveDifference(text="已核对。")
    registry.resolve_difference(one.difference_id, one.side, body)
    late = refused(lambda: registry.resolve_difference(one.difference_id, one.side, body))
    assert late.problem.status == 409
    assert "李部" in late.problem.detail


@pytest.mark.duty("D-59")
def test_a_campaign_closed_in_the_next_year_does_not_satisfy_its_own(ground: SurveyGround) -> None:
    campaign_id = ground.campaign()
    ground.everybody_confirms()
    compared(ground, campaign_id)
    registry = ground.at(ORGANISER).registry
    registry.analyse_survey(campaign_id, c.AnalyseSurvey(text="无变化。"))
    registry.report_survey(campaign_id, c.ReportSurvey(measures="继续联系。"))
    ground.on(date(2027, 1, 4))
    survey = ground.at(ORGANISER).registry.close_survey(campaign_id, c.CloseSurvey())
    assert (survey.closed_on, survey.satisfies_the_year) == (date(2027, 1, 4), False)


@pytest.mark.duty("D-30")
def test_the_next_year_is_on_the_calendar_once_a_campaign_is_closed_and_asked_for_when_its_window_opens(
    ground: SurveyGround,
) -> None:
    campaign_id = ground.campaign()
    ground.everybody_confirms()
    compared(ground, campaign_id)
    registry = ground.at(ORGANISER).registry
    registry.analyse_survey(campaign_id, c.AnalyseSurvey(text="无变化。"))
    registry.report_survey(campaign_id, c.ReportSurvey(measures="继续联系。"))
    registry.close_survey(campaign_id, c.CloseSurvey())
    ground.works()
    (planned,) = ground.worker.registry.list_running_surveys().items
    assert (planned.year, planned.status, planned.asked) == (2027, c.SurveyStatus.PLANNED, False)
    ground.on(date(2027, 10, 1))
    ground.works()
    asked, after = sorted(ground.worker.registry.list_running_surveys().items, key=lambda one: one.year)
    assert (after.year, after.asked) == (2028, False), "year follows year, whether this one is closed or not"
    assert asked.asked
    assert asked.status is c.SurveyStatus.PLANNED


def test_comparing_waits_for_the_committees_or_says_why_not(ground: SurveyGround) -> None:
    campaign_id = ground.campaign()
    registry = ground.at(ORGANISER).registry
    early = refused(lambda: registry.start_reconciling(campaign_id, c.StartReconciling()))
    assert early.problem.code == "committees_missing"
    survey = registry.start_reconciling(campaign_id, c.StartReconciling(text="两个党委正在换届。"))
    assert survey.status is c.SurveyStatus.RECONCILING
    assert survey.going_on_without == "两个党委正在换届。"


def test_a_department_has_one_campaign_a_year_and_only_its_own_officer_opens_it(ground: SurveyGround) -> None:
    campaign_id = ground.campaign()
    plan = c.PlanSurvey(department=HOME_COUNTY, year=2026)
    assert refused(lambda: ground.at(ORGANISER).registry.plan_survey(plan)).problem.status == 409
    assert refused(lambda: ground.at(HOST_ORGANISER).registry.plan_survey(plan)).problem.status == 404
    city = holder(Role.DEPARTMENT_OFFICER, "321000")
    again = c.OpenSurvey(freeze_on=OPENED)
    assert refused(lambda: ground.at(city).registry.open_survey(campaign_id, again)).problem.status == 403
    first = refused(lambda: ground.at(ORGANISER).registry.open_survey(campaign_id, again))
    assert (first.problem.status, "李部" in first.problem.detail) == (409, True)


def test_branches_and_committees_see_that_a_survey_is_on(ground: SurveyGround) -> None:
    campaign_id = ground.campaign()
    for actor in (holder(Role.BRANCH_SECRETARY, HOME_BRANCH), holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE)):
        assert [one.campaign_id for one in ground.at(actor).registry.list_surveys().items] == [campaign_id]
    assert ground.at(holder(Role.BRANCH_SECRETARY, HOST_BRANCH)).registry.list_surveys().items == []


@pytest.mark.duty("D-43", "D-59")
def test_the_report_gives_numbers_and_distribution_as_of_a_moment(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    report = ground.at(ORGANISER).registry.read_survey_report(campaign_id)
    assert report.as_of is not None
    assert sum(row.count for row in report.outflow) == 2
    assert {(row.home_region, row.host_region, row.trade) for row in report.outflow} == {
        (HOME_COUNTY, HOST_COUNTY, "work")
    }
    assert report.match_rate == 0.25
    progress = {one.role: one for one in report.survey.progress}[ListRole.HOME]
    assert (progress.checked, progress.returned, progress.found) == (progress.committees, progress.branches, 1)


def test_the_workbook_keeps_text_as_text(ground: SurveyGround) -> None:
    campaign_id, _ = one_of_each(ground)
    compared(ground, campaign_id)
    for one in differences(ground, ORGANISER):
        body = c.ResolveDifference(text='=HYPERLINK("http://evil.test")')
        ground.at(ORGANISER).registry.resolve_difference(one.difference_id, one.side, body)
    content = ground.at(ORGANISER).registry.export_survey(campaign_id)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("差异").to_python()
    assert [row[17] for row in rows[1:]] == ['=HYPERLINK("http://evil.test")'] * 3
    assert book.sheet_names == ["概况", "排查数字", "核对", "流出分布", "流入分布", "差异"]


@pytest.mark.duty("D-60")
def test_departments_record_what_they_exchanged_and_about_which_groups(ground: SurveyGround) -> None:
    body = c.RecordViews(
        department=HOME_COUNTY,
        partner="天长市委组织部",
        partner_region=HOST_COUNTY,
        held_on=OPENED,
        groups=[c.PriorityGroup.MIGRANT_WORKER, c.PriorityGroup.GRADUATE],
        text="交换务工党员名册，商定每季度通报。",
        measures="由双方县级组织部门各指定一名联络员。",
    )
    registry = ground.at(ORGANISER).registry
    recorded = registry.record_views(body)
    assert [one for one in registry.list_views().items] == [recorded]
    assert recorded.groups == [c.PriorityGroup.MIGRANT_WORKER, c.PriorityGroup.GRADUATE]
    assert ground.at(HOST_ORGANISER).registry.list_views().items == []
    future = body.model_copy(update={"held_on": date(2026, 12, 1)})
    assert refused(lambda: registry.record_views(future)).problem.code == "held_in_the_future"
