"""组织间事项 before a real registry: lists, pages and forms of agreements, mobile organisations, changes, records."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.console.app import create_app
from services.console.console import Console
from services.console.far_side import FarSide
from services.console.sign_in.tokens import AccessTokens
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry import contract as r
from services.registry.agreement.contract import AgreementStatus, TerminateAgreement
from services.registry.client import RegistryClient
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.console.far_side.services import inflow_app, outflow_app
from tests.console.far_side.world import PASSWORD, World
from tests.console.visitors import Browser
from tests.factories.people import Tokens
from tests.services.registry.between import (
    CHUZHOU,
    HOME_CLERK,
    HOST_CLERK,
    YANGZHOU,
    YANGZHOU_DEPARTMENT,
    Between,
    terms,
)
from tests.services.registry.test_agreements import offered, state_of
from workflows.agreement.duties import owed

Visit = Callable[[str], Browser]
PEOPLE = {
    "zheng": ("郑洁", Role.COMMITTEE_OFFICER, YANGZHOU),
    "xu.jing": ("许文静", Role.COMMITTEE_OFFICER, CHUZHOU),
    "li.bu": ("李部", Role.DEPARTMENT_OFFICER, YANGZHOU_DEPARTMENT),
}


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    between = Between.at_work(registry_database, keys, tokens)
    operator = RegistryClient("", tokens.operator, http=between.http)
    for login, (name, role, organisation) in PEOPLE.items():
        post = r.NewPost(role=role, organisation=organisation)
        operator.create_account(r.CreateAccount(login=login, name=name, password=PASSWORD, posts=[post]))
    return between


@pytest.fixture
def visit(between: Between) -> Visit:
    world = World()
    services = FarSide(
        RegistryClient("", http=between.http),
        OutflowClient("", http=TestClient(outflow_app(world))),
        InflowClient("", http=TestClient(inflow_app(world))),
    )
    now = between.app.state.kernel.clock.now()
    clock = BusinessClock(origin_real=datetime.now(UTC), origin_business=now)
    app = create_app(
        Console(services=services, tokens=AccessTokens(services.registry), clock=clock, demo_accounts=None)
    )

    def signed_in(login: str) -> Browser:
        browser = Browser(app)
        if login:
            browser.sign_in(login)
        return browser

    return signed_in


def test_an_agreement_is_drafted_offered_and_signed_from_the_pages(visit: Visit, between: Between) -> None:
    home = visit("zheng")
    clauses = {f"terms.{k}": str(v) for k, v in terms().model_dump().items() if v}
    page = home.follow(
        home.send("/between/agreements/new/0", own=YANGZHOU, own_is_home="true", partner=CHUZHOU, **clauses)
    )
    assert "本方定稿后发给对方" in page.text
    address = str(page.url.path)
    assert "等对方答复" in home.follow(home.send(f"{address}/offer")).text
    between.post()
    host = visit("xu.jing")
    listed = host.get("/between/agreements").text
    assert "已提出，待答复" in listed
    copy_id = between.at(HOST_CLERK).list_agreements().items[0].copy_id
    theirs = f"/between/agreements/{copy_id}"
    assert "收到共管协议商请函" in host.get(theirs).text
    assert "等对方签署" in host.follow(host.send(f"{theirs}/sign", signatory="许文静")).text
    between.post()
    assert "对方已签，请本方签署" in home.get(address).text


def test_a_clause_left_empty_is_asked_for_in_a_sentence_and_nothing_typed_is_lost(visit: Visit) -> None:
    clauses = {f"terms.{k}": str(v) for k, v in terms().model_dump().items() if v}
    clauses["terms.targets"] = ""
    page = visit("zheng").send(
        "/between/agreements/new/0", own=YANGZHOU, own_is_home="true", partner=CHUZHOU, **clauses
    )
    assert page.status_code == 422
    assert "请填写目标" in page.text
    assert terms().methods in page.text


def test_a_partner_is_searched_for_by_a_part_of_its_name(visit: Visit, between: Between) -> None:
    home, address = visit("zheng"), "/between/agreements/new/0"
    said = {f"terms.{k}": str(v) for k, v in terms().model_dump().items() if v} | {"own_is_home": "true"}
    assert "天长市秦栏镇党委（中共天长市委组织部）" in home.get(address).text
    unknown = home.send(address, partner="不存在的镇", **said)
    assert "没有找到名称含“不存在的镇”的对方" in unknown.text
    several = home.send(address, partner="天长市", **said)
    assert several.status_code == 422
    assert "请写全一些：" in several.text
    assert 'value="天长市"' in several.text
    home.send(address, partner="秦栏镇", **said)
    assert between.at(HOME_CLERK).list_agreements().items[0].partner == CHUZHOU


def test_the_todo_leads_to_the_agreement(visit: Visit, between: Between) -> None:
    _, theirs = offered(between)
    between.asks(owed(state_of(between, theirs.copy_id))[0])
    page = visit("xu.jing").get("/").text
    assert TaskKind.NEGOTIATE_AGREEMENT.label in page
    assert f'href="/between/agreements/{theirs.copy_id}"' in page


def test_who_waits_for_the_partner_urges_from_the_todo_and_the_partner_reads_it(visit: Visit, between: Between) -> None:
    mine, theirs = offered(between)
    between.asks(owed(state_of(between, theirs.copy_id))[0])
    home = visit("zheng")
    todo = home.get("/")
    assert "对协议文本的答复" in todo.text
    assert f'href="/between/agreements/{mine.copy_id}"' in todo.text
    urged = home.follow(home.send(f"/cases/{mine.copy_id}", todo))
    assert "已办理：向对方催办。" in urged.text
    assert "今日已催办" in urged.text
    between.post()
    assert "（对方，催对协议文本的答复）" in visit("xu.jing").get("/").text


def test_on_the_page_of_an_agreement_one_urges_with_words_once_a_day(visit: Visit, between: Between) -> None:
    mine, theirs = offered(between)
    home, address = visit("zheng"), f"/between/agreements/{mine.copy_id}"
    assert "等对方办理" in home.get(address).text
    page = home.follow(home.send(f"{address}/urge", text="月底前请答复。"))
    assert "月底前请答复。" in page.text
    assert f'href="{address}/urge"' not in page.text
    between.post()
    there = visit("xu.jing").get(f"/between/agreements/{theirs.copy_id}").text
    assert "月底前请答复。" in there
    assert "等对方办理" not in there
    assert "已于" in home.send(f"{address}/urge", text="再催一次。").text


def test_only_what_is_possible_is_offered_and_a_foreign_copy_is_unknown(visit: Visit, between: Between) -> None:
    mine, theirs = offered(between)
    assert f"{theirs.copy_id}/counter" in visit("xu.jing").get(f"/between/agreements/{theirs.copy_id}").text
    assert f"{mine.copy_id}/counter" not in visit("zheng").get(f"/between/agreements/{mine.copy_id}").text
    assert f"{mine.copy_id}/sign" not in visit("li.bu").get(f"/between/agreements/{mine.copy_id}").text, "may only read"
    assert visit("xu.jing").get(f"/between/agreements/{mine.copy_id}").status_code == 404


def test_a_refusal_of_the_service_stands_on_the_form(visit: Visit, between: Between) -> None:
    _, theirs = offered(between)
    host = visit("xu.jing")
    form = host.get(f"/between/agreements/{theirs.copy_id}/sign")
    between.at(HOST_CLERK).terminate_agreement(theirs.copy_id, TerminateAgreement(text="暂不签订。"))
    page = host.send(f"/between/agreements/{theirs.copy_id}/sign", form, signatory="许文静")
    assert page.status_code == 409
    assert AgreementStatus.TERMINATED.label in page.text


def test_a_mobile_organisation_is_proposed_answered_and_approved(visit: Visit, between: Between) -> None:
    home = visit("zheng")
    said = {"own": YANGZHOU, "host": CHUZHOU, "name": "驻天长流动党员党支部", "kind": "BRANCH", "place": "工业园"}
    few = home.send("/between/mobile-orgs/new/0", **said, full_members="2")
    assert "不足规定人数" in few.text
    page = home.follow(home.send("/between/mobile-orgs/new/0", **said, full_members="5"))
    address = str(page.url.path)
    between.post()
    copy_id = between.at(HOST_CLERK).list_mobile_orgs().items[0].copy_id
    host = visit("xu.jing")
    answered = host.send(f"/between/mobile-orgs/{copy_id}/answer", supports="true", premises="二楼会议室")
    assert "流入地已答复" in host.follow(answered).text
    between.post()
    assert "已批准" in visit("li.bu").follow(visit("li.bu").send(f"{address}/approve", approved="true")).text
    assert "宣布成立" in home.get(address).text


def test_an_organisation_change_is_decided_mapped_and_shows_what_stands_there(visit: Visit) -> None:
    home = visit("zheng")
    said = {"kind": "MERGE", "predecessors": "32100300101\n32100300102", "document": "1号"}
    new, one, two = "32100300199 双桥联合党支部", "32100300198 第一党支部", "32100300197 第二党支部"
    said["effective_on"] = "2026-09-10"
    page = home.follow(home.send("/between/org-changes/new/0", **said, successors=new))
    address = str(page.url.path)
    assert "双桥联合党支部" in page.text
    assert "下级组织" in page.text
    mapped = home.follow(home.send(f"{address}/mapping"))
    assert "去向已落实" in mapped.text
    wrong = home.send("/between/org-changes/new/0", **said, successors=f"{one}\n{two}")
    assert wrong.status_code == 422


def test_records_are_kept_and_concluded(visit: Visit) -> None:
    host = visit("xu.jing")
    said = {"own": CHUZHOU, "kind": "COMMENDATION_QUOTA", "title": "2026年度表彰", "planned": "3"}
    page = host.follow(host.send("/between/records/new/0", **said))
    assert "登记结果" in page.text
    done = host.follow(host.send(f"{page.url.path}/result", result="2"))
    assert "2 人" in done.text
    assert "2026 年考核摘要" in done.text


@pytest.mark.duty("D-50")
def test_offices_are_published_and_read_without_signing_in(visit: Visit) -> None:
    host = visit("xu.jing")
    said = {"own": CHUZHOU, "office": "振兴路1号", "hours": "工作日 9:00-17:00", "phone": "0550-7000000"}
    host.send("/between/records/new/1", **said)
    page = visit("").get("/offices?region=341181")
    assert page.status_code == 200
    assert "振兴路1号" in page.text
    assert "0550-7000000" in page.text


def test_organisers_find_the_pages_from_the_navigation(visit: Visit) -> None:
    home = visit("zheng")
    assert 'href="/between"' in home.get("/").text
    hub = home.get("/between").text
    for place in ("agreements", "mobile-orgs", "org-changes", "records", "findings"):
        assert f'href="/between/{place}"' in hub
    assert home.get("/between/nothing").status_code == 404
    assert visit("").get("/between").status_code in (303, 401)
