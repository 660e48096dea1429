"""我的办事页 before three real services: the branch opens the link, the member comes in and does his part; what he has
said is found by whoever asks the services next."""

import random
import re
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from deploy.embedded.walking import invented_person
from services.inflow.entries.contract import EntryKind, EntryStatus, RecordEntry
from services.outflow.contract import CaseStatus
from shared.keys import KeyRing
from tests.console.real_side import console_before
from tests.console.visitors import Browser
from tests.factories.people import Tokens
from tests.factories.survey_ground import DEPARTED, HOST_SECRETARY, SECRETARY, SurveyGround

NUMBER = "321003-2026-000007"


@pytest.fixture
def ground(
    registry_database: Engine, outflow_database: Engine, inflow_database: Engine, keys: KeyRing, tokens: Tokens
) -> SurveyGround:
    engines = {"registry": registry_database, "outflow": outflow_database, "inflow": inflow_database}
    return SurveyGround(engines, keys, tokens)


@pytest.fixture
def case_id(ground: SurveyGround) -> UUID:
    person = invented_person(random.Random(7)).model_copy(update={"name": "欧阳海燕"})
    made = ground.departs(person, NUMBER)
    ground.on(DEPARTED + timedelta(days=20))
    return made


@pytest.fixture
def console(ground: SurveyGround, case_id: UUID) -> FastAPI:
    return console_before(ground)


def link_of(console: FastAPI, case_id: UUID, login: str) -> tuple[str, str]:
    """Secret and code, as the page of the branch shows them."""
    branch = Browser(console)
    branch.sign_in(login)
    opened = branch.send(f"/cases/{case_id}/member-link").text
    secret, code = re.search(r"/m/([\w-]+)", opened), re.search(r'class="revealed">(\d{6})<', opened)
    assert secret is not None
    assert code is not None
    return secret[1], code[1]


def enters(console: FastAPI, case_id: UUID, login: str = "zhou") -> Browser:
    member = Browser(console)
    secret, code = link_of(console, case_id, login)
    assert member.send(f"/m/{secret}", code=code).status_code == 303
    return member


@pytest.mark.parametrize(
    ("login", "shown", "not_here", "no_page"),
    [
        ("zhou", ("欧阳海燕同志", "双向共管中", NUMBER, "请向流入地党支部要链接"), "第一党小组", "confirm_request"),
        ("zhao", ("我的办事页", "邓磊", "编入流入地党支部", "请向流出地党支部要链接"), "欧阳海燕", "announce_return"),
    ],
)
def test_a_branchs_link_opens_its_own_side(
    console: FastAPI, case_id: UUID, login: str, shown: tuple[str, ...], not_here: str, no_page: str
) -> None:
    member = enters(console, case_id, login)
    page = member.get("/me").text
    assert [words for words in shown if words not in page] == []
    assert not_here not in page
    assert member.get(f"/me/{no_page}").status_code in (404, 409)


def second(console: FastAPI, case_id: UUID, member: Browser, login: str) -> None:
    """Another link, opened in the browser that he has."""
    secret, code = link_of(console, case_id, login)
    assert member.send(f"/m/{secret}", code=code).status_code == 303


@pytest.mark.parametrize("logins", [("zhou", "zhao"), ("zhao", "zhou"), ("zhou", "zhao", "zhou")])
def test_links_of_both_branches_make_one_page(
    console: FastAPI, case_id: UUID, ground: SurveyGround, logins: tuple[str, ...]
) -> None:
    recorded = ground.at(HOST_SECRETARY).inflow.record_entry(
        case_id, RecordEntry(happened_on=ground.day, kind=EntryKind.LECTURE, content="听党课。")
    )
    member = enters(console, case_id, logins[0])
    for login in logins[1:]:
        second(console, case_id, member, login)
    page = member.get("/me").text
    for shown in ("欧阳海燕同志", "邓磊", f"/me/confirm_entry/{recorded.entries[0].entry_id}", "我要返回"):
        assert shown in page, shown
    assert "要链接" not in page
    assert member.send(f"/me/confirm_entry/{recorded.entries[0].entry_id}").status_code == 303
    assert member.send("/me/announce_return", returns_on=ground.day.isoformat()).status_code == 303
    assert member.get("/me/certificate.pdf").content.startswith(b"%PDF")
    assert member.get("/me/looks").status_code == 200


def test_when_one_branch_takes_its_link_back_the_other_side_stays(console: FastAPI, case_id: UUID) -> None:
    member = enters(console, case_id)
    second(console, case_id, member, "zhao")
    branch = Browser(console)
    branch.sign_in("zhao")
    branch.send(f"/cases/{case_id}/member-link/withdrawal", branch.get(f"/cases/{case_id}/member-link"))
    for session in member.http.cookies["gongguan_member"].split("~"):
        console.state.console.member_tokens.forget(session)
    page = member.get("/me").text
    assert "欧阳海燕同志" in page
    assert "请向流入地党支部要链接" in page
    assert member.follow(member.send("/me/sign-out")).status_code == 401


def test_a_link_of_another_person_ends_the_first_on_this_phone(
    console: FastAPI, case_id: UUID, ground: SurveyGround
) -> None:
    member = enters(console, case_id)
    person = invented_person(random.Random(8)).model_copy(update={"name": "司马光明"})
    other = ground.departs(person, "321003-2026-000008")
    ground.on(DEPARTED + timedelta(days=20))
    second(console, other, member, "zhou")
    page = member.get("/me").text
    assert "司马光明同志" in page
    assert "欧阳海燕" not in page


def test_what_a_member_says_is_done(console: FastAPI, case_id: UUID, ground: SurveyGround) -> None:
    recorded = ground.at(HOST_SECRETARY).inflow.record_entry(
        case_id, RecordEntry(happened_on=ground.day, kind=EntryKind.LECTURE, content="听党课。")
    )
    member, there = enters(console, case_id), enters(console, case_id, "zhao")
    entry_id = recorded.entries[0].entry_id
    assert f"/me/confirm_entry/{entry_id}" not in member.get("/me").text
    assert member.send(f"/me/confirm_entry/{entry_id}").status_code in (403, 404)
    assert f"/me/confirm_entry/{entry_id}" in there.get("/me").text
    assert there.send(f"/me/confirm_entry/{entry_id}").status_code == 303
    for place, filled in {
        "record_change": {"kind": "CONTACT_CHANGED", "phone": "13900000009"},
        "record_yearly_report": {"thinking": "STEADY", "work": "SAME", "participation": "ALL"},
        "open_request": {"kind": "DIFFICULTY", "text": "孩子入学有困难"},
        "announce_return": {"returns_on": ground.day.isoformat()},
        "call_off_return": {},
    }.items():
        done = member.send(f"/me/{place}", **filled)
        assert done.status_code == 303, (place, done.text)
    assert "孩子入学有困难" in member.get("/me").text
    assert "本人已核实" in there.get("/me").text
    home = ground.at(SECRETARY).outflow
    assert home.read_case(case_id).case.status is CaseStatus.ACTIVE
    dossier = home.read_dossier(case_id)
    assert dossier.exchange is not None
    assert dossier.exchange.reports[0].work == "工作和以前一样"
    assert dossier.exchange.changes[0].text == "本人在手机办事页告知。"
    entries = ground.at(HOST_SECRETARY).inflow.read_dossier(case_id).entries
    assert entries is not None
    assert entries.entries[0].status is EntryStatus.CONFIRMED


def test_coming_back(console: FastAPI, case_id: UUID, ground: SurveyGround) -> None:
    member = enters(console, case_id)
    assert member.send("/me/announce_return", returns_on=ground.day.isoformat()).status_code == 303
    assert "返回中，待查验" in member.get("/me").text
    assert member.send("/me/report_return").headers["location"] == "/me?done=report_return"
    assert member.get("/me/report_return").status_code == 409


def test_an_announcement_that_the_services_refuse_is_told_beside_its_field(
    console: FastAPI, case_id: UUID, ground: SurveyGround
) -> None:
    member = enters(console, case_id)
    page = member.send("/me/record_change", kind="MOVED_WORK", text="换了工厂", happened_on="2030-01-01")
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_the_certificate_and_who_looked(console: FastAPI, case_id: UUID) -> None:
    member = enters(console, case_id)
    assert NUMBER in member.get("/me/certificate").text
    assert member.get("/me/certificate.svg").content.startswith(b"<svg")
    assert member.get("/me/certificate.pdf").content.startswith(b"%PDF")
    branch = Browser(console)
    branch.sign_in("zhou")
    branch.send(f"/cases/{case_id}/home/reveal_field", field="phone", reason="季度联系")
    assert "原因：季度联系" in member.get("/me/looks").text


def test_withdrawn_and_signed_out_sessions_open_nothing(console: FastAPI, case_id: UUID) -> None:
    member = enters(console, case_id)
    branch = Browser(console)
    branch.sign_in("zhou")
    assert "正在使用" in branch.get(f"/cases/{case_id}/member-link").text
    branch.send(f"/cases/{case_id}/member-link/withdrawal", branch.get(f"/cases/{case_id}/member-link"))
    console.state.console.member_tokens.forget(member.http.cookies["gongguan_member"])
    assert member.get("/me").status_code == 401
    again = enters(console, case_id)
    assert again.follow(again.send("/me/sign-out")).status_code == 401
