"""排查 in the console, over real services: a department watches, a branch confirms, differences, the report."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from deploy.embedded.walking import invented_person
from services.console.app import create_app
from services.console.console import Console
from services.console.far_side import FarSide
from services.console.guard import SESSION_COOKIE
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from services.registry.survey import contract as c
from shared.keys import KeyRing
from shared.letters.bodies_survey import ListRole
from shared.posts import Actor, Role
from shared.survey import contract as s
from tests.console.visitors import Browser
from tests.factories.deployment import clock_at
from tests.factories.people import Tokens, holder
from tests.factories.survey_ground import (
    HOME_BRANCH,
    HOME_COMMITTEE,
    HOME_COUNTY,
    HOST_COUNTY,
    HOST_SECRETARY,
    OPENED,
    ORGANISER,
    SECRETARY,
    SurveyGround,
)


@pytest.fixture
def ground(
    registry_database: Engine, outflow_database: Engine, inflow_database: Engine, keys: KeyRing, tokens: Tokens
) -> SurveyGround:
    """One member of 双桥村 is away in 秦栏镇; the day is in the survey's window."""
    engines = {"registry": registry_database, "outflow": outflow_database, "inflow": inflow_database}
    ground = SurveyGround(engines, keys, tokens)
    ground.departs(invented_person(random.Random(31)).model_copy(update={"name": "汪海"}), "321003-2026-000001")
    ground.on(OPENED)
    return ground


@dataclass(frozen=True)
class Access:
    actor: Actor
    token: str


@dataclass(frozen=True)
class AtTheDesk:
    """Who sits at the browser: the session's name is the account."""

    people: dict[str, Actor]
    tokens: Tokens

    def access(self, session: str) -> Access:
        return Access(self.people[session], self.tokens.of(self.people[session])())

    def forget(self, session: str) -> None:
        """Nothing is kept."""


@pytest.fixture
def visit(ground: SurveyGround) -> Callable[[Actor], Browser]:
    people: dict[str, Actor] = {}
    services = FarSide(
        RegistryClient("", http=ground.https["registry"]),
        OutflowClient("", http=ground.https["outflow"]),
        InflowClient("", http=ground.https["inflow"]),
    )
    desk = AtTheDesk(people, ground.tokens)
    console = Console(services=services, tokens=desk, clock=clock_at(ground.moment), demo_accounts=None)  # type: ignore[arg-type]
    app: FastAPI = create_app(console)

    def signed_in(actor: Actor) -> Browser:
        people[actor.account] = actor
        browser = Browser(app)
        browser.http = TestClient(app, follow_redirects=False, cookies={SESSION_COOKIE: actor.account})
        return browser

    return signed_in


@pytest.mark.duty("D-59")
def test_a_department_opens_its_survey_and_watches_how_far_it_is(
    ground: SurveyGround, visit: Callable[[Actor], Browser]
) -> None:
    browser = visit(ORGANISER)
    planned = browser.send("/surveys")
    page = browser.follow(planned)
    assert "待部署" in page.text
    address = planned.headers["location"]
    opened = browser.send(f"{address}/steps/opening", page, text="2026-10-09")
    ground.works()
    page = browser.follow(opened)
    assert "排查中" in page.text
    assert "已报回 <strong>0</strong>" in page.text
    assert "蒋王街道双桥村党支部" in page.text


@pytest.mark.duty("D-30")
def test_a_branch_confirms_its_members_on_one_page(ground: SurveyGround, visit: Callable[[Actor], Browser]) -> None:
    campaign_id = ground.campaign()
    browser = visit(SECRETARY)
    address = f"/surveys/{campaign_id}/returns/{HOME_BRANCH}"
    page = browser.get(address)
    assert "汪海" in page.text
    (member,) = ground.at(SECRETARY).outflow.read_survey_return(campaign_id, HOME_BRANCH).members
    assert member.id_number_masked in page.text
    unfinished = browser.send(address, page, finished="true")
    assert unfinished.status_code == 422
    assert "没有确认去向" in unfinished.text
    said = {f"home-member-{member.subject}": "UNKNOWN", "finished": "true"}
    page = browser.follow(browser.send(address, page, **said))
    assert "已报回" in page.text
    assert "查找去向不明的党员" in page.text


def test_somebody_found_out_of_the_records_is_told_on_the_same_page(
    ground: SurveyGround, visit: Callable[[Actor], Browser]
) -> None:
    campaign_id = ground.campaign()
    browser, address = visit(SECRETARY), f"/surveys/{campaign_id}/returns/{HOME_BRANCH}"
    who = invented_person(random.Random(77))
    filled = {"name": "陈一", "id_number": who.id_number, "region": HOST_COUNTY, "place": "秦栏镇某厂"}
    fields = {f"home-found-1-{part}": value for part, value in filled.items()}
    wrong = browser.send(address, None, **(fields | {"home-found-1-id_number": "123", "finished": "false"}))
    assert wrong.status_code == 422
    page = browser.follow(browser.send(address, None, **fields, finished="false"))
    assert "陈一" in page.text
    assert "/departures/new" in page.text


def test_a_committee_checks_its_branches(ground: SurveyGround, visit: Callable[[Actor], Browser]) -> None:
    campaign_id = ground.campaign()
    browser = visit(holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE))
    address = f"/surveys/{campaign_id}/checks/home/{HOME_COMMITTEE}"
    page = browser.get(f"/surveys/{campaign_id}")
    refused = browser.send(address, page)
    assert (refused.status_code, "没有报回" in refused.text) == (422, True)
    checked = browser.send(address, browser.get(f"/surveys/{campaign_id}"), text="双桥村书记空缺。")
    assert "已审核" in browser.follow(checked).text


def compared(ground: SurveyGround) -> UUID:
    campaign_id = ground.campaign()
    who = invented_person(random.Random(78)).model_copy(update={"name": "沈一"})
    found = s.FoundMember(name=who.name, id_number=who.id_number, region=HOME_COUNTY)
    there = ground.campaign(department=holder(Role.DEPARTMENT_OFFICER, HOST_COUNTY))
    ground.confirms(there, actor=HOST_SECRETARY, role=ListRole.HOST, found=[found])
    ground.everybody_confirms()
    ground.at(ORGANISER).registry.start_reconciling(campaign_id, c.StartReconciling())
    ground.works()
    return campaign_id


@pytest.mark.duty("D-59")
def test_differences_are_handled_one_by_one_and_the_report_follows(
    ground: SurveyGround, visit: Callable[[Actor], Browser]
) -> None:
    campaign_id = compared(ground)
    browser = visit(ORGANISER)
    page = browser.get("/survey-differences?status=OPEN")
    assert "只在流入名单" in page.text
    assert "沈一" not in page.text
    (one,) = ground.at(ORGANISER).registry.list_differences().items
    sent = browser.send(f"/survey-differences/{one.difference_id}/1", page, process="W-01", text="已通知支部登记流出。")
    assert "没有符合条件的差异" in browser.follow(sent).text
    report = browser.get(f"/surveys/{campaign_id}/report").text
    assert "数据截至 2026-10-09" in report
    assert "外出务工就业" in report
    assert "安徽省滁州市天长市" in report
    links = re.findall(r'href="(/survey-differences[^"]*)">(?:<span>[^<]*</span><strong>)?(\d+)<', report)
    assert {int(number) for _, number in links} == {0, 1}
    for address, number in links:
        listed = browser.get(address.replace("&amp;", "&")).text
        assert listed.count("<dt>对方名单</dt>") == int(number), address
    assert browser.get(f"/surveys/{campaign_id}/workbook").content.startswith(b"PK")


@pytest.mark.duty("D-30")
def test_a_committee_sends_a_return_back_and_the_branch_reads_why(
    ground: SurveyGround, visit: Callable[[Actor], Browser]
) -> None:
    campaign_id = ground.campaign()
    ground.confirms(campaign_id)
    address = f"/surveys/{campaign_id}/returns/{HOME_BRANCH}"
    clerk = visit(holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE))
    page = clerk.get(address)
    assert "退回支部重新确认" in page.text
    clerk.send(f"{address}/home/sending-back", page, text="名册上另有一名党员。")
    read = visit(SECRETARY).get(address).text
    assert "党委退回：名册上另有一名党员。" in read
    assert "已报回 1 次" in read
    assert "退回支部重新确认" not in visit(SECRETARY).get(address).text


def test_surveys_come_page_by_page(ground: SurveyGround, visit: Callable[[Actor], Browser]) -> None:
    for year in range(2030, 2030 + 51):
        ground.at(ORGANISER).registry.plan_survey(c.PlanSurvey(department=HOME_COUNTY, year=year))
    browser = visit(ORGANISER)
    first = browser.get("/surveys").text
    assert (first.count("待部署"), ">2030<" in first) == (50, False)
    (address,) = re.findall(r'href="(/surveys\?after=[^"]*)"', first)
    assert ">2030<" in browser.get(address).text


@pytest.mark.duty("D-60")
def test_views_exchanged_are_recorded_with_their_groups(
    ground: SurveyGround, visit: Callable[[Actor], Browser]
) -> None:
    browser = visit(ORGANISER)
    filled = {
        "partner": "天长市委组织部",
        "partner_region": HOST_COUNTY,
        "held_on": "2026-10-08",
        "text": "商定按季通报。",
    }
    sent = browser.send("/views", browser.get("/surveys"), **filled, **{"group-MIGRANT_WORKER": "true"})
    page = browser.follow(sent).text
    assert "天长市委组织部" in page
    assert "农民工" in page


def test_strangers_find_no_survey(ground: SurveyGround, visit: Callable[[Actor], Browser]) -> None:
    campaign_id = ground.campaign()
    assert visit(HOST_SECRETARY).get(f"/surveys/{campaign_id}").status_code == 404
    assert visit(HOST_SECRETARY).get(f"/surveys/{campaign_id}/report").status_code == 404
