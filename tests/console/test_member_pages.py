"""我的办事页: in by link and code, what is shown, what is said, out again; and never somebody else's."""

from uuid import UUID

import pytest
from fastapi import FastAPI

from services.console.guard import MEMBER_COOKIE, SESSION_COOKIE
from services.console.member.acts import OF_THE_CASE
from services.console.member.answers import ANSWERS
from services.console.member.story import Contact
from services.outflow.member.contract import MyDutyKind
from shared.exchange import ChangeKind
from shared.keys import KeyRing
from shared.own_case import OWN_PAGE
from shared.problem_details import FieldProblem, Problem
from tests.console import filled_member as f
from tests.console.far_side import examples as e
from tests.console.far_side.looks import looks_of_both_sides
from tests.console.far_side.world import World
from tests.console.visitors import ORIGIN, Browser, fields_of

OTHER = UUID(int=0xB0B)


@pytest.fixture(autouse=True)
def arranged(world: World, keys: KeyRing) -> World:
    return f.arrange(world, keys)


@pytest.fixture
def member(app: FastAPI) -> Browser:
    return f.enters(app)


def test_link_and_code_open_ones_own_page_once(app: FastAPI, world: World) -> None:
    browser = Browser(app)
    door = browser.get(f"/m/{f.SECRET}")
    assert (door.status_code, "one-time-code" in door.text) == (200, True)
    assert browser.send(f"/m/{f.SECRET}", door, code=" 492 039 ").headers["location"] == "/me"
    page = browser.get("/me").text
    assert "汪海同志" in page
    assert "双向共管中" in page
    assert f.enters(app).get("/me").status_code == 401


def test_the_member_cookie_is_its_own_and_kept_from_scripts(app: FastAPI) -> None:
    browser = Browser(app)
    cookies = browser.send(f"/m/{f.SECRET}", code=f.CODE).headers.get_list("set-cookie")
    mine = next(one for one in cookies if one.startswith(MEMBER_COOKIE))
    assert "HttpOnly" in mine
    assert "Path=/" in mine
    assert "SameSite=lax" in mine
    assert all(SESSION_COOKIE not in one for one in cookies)


@pytest.mark.parametrize(("secret", "code"), [(f.SECRET, "000000"), ("unknown", f.CODE), ("x" * 300, f.CODE)])
def test_a_wrong_code_and_an_unknown_link_are_told_alike(app: FastAPI, secret: str, code: str) -> None:
    browser = Browser(app)
    page = browser.send(f"/m/{secret}", code=code)
    assert page.status_code == 401
    assert "没有打开：验证码不对，或者链接已经用过、已过期、已由党支部收回。" in page.text
    assert "请给党支部打电话" in page.text
    assert browser.send(f"/m/{secret}", code="").status_code == 422


def test_the_door_asks_nobody_about_the_secret_and_tells_it_to_nobody(
    app: FastAPI, world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    before = len(world.asked)
    browser = Browser(app)
    door = browser.get(f"/m/{f.SECRET}")
    assert world.asked[before:] == []
    assert door.headers["referrer-policy"] == "strict-origin"
    browser.send(f"/m/{f.SECRET}", door, code="000000")
    assert all(f.SECRET not in path for _, path in world.asked)
    assert f.SECRET not in browser.get("/metrics").text
    assert f.SECRET not in "".join(capfd.readouterr())


def test_an_outage_at_the_door_leaves_the_link(app: FastAPI, world: World) -> None:
    world.down.add("registry")
    browser = Browser(app)
    page = browser.send(f"/m/{f.SECRET}", code=f.CODE)
    assert (page.status_code, "链接没有用掉" in page.text) == (503, True)
    world.down.clear()
    assert browser.send(f"/m/{f.SECRET}", page, code=f.CODE).status_code == 303


def test_the_first_page_tells_what_is_asked_and_where_the_case_stands(member: Browser) -> None:
    page = member.get("/me").text
    for shown in (
        "请到流入地党组织报到", "2026年11月16日前，已超期", "请交年度汇报（2026年）", "您的求助有了答复", "属实",
        "有异议", "参加党员活动日", "现在轮到流出地党组织", "编入流入地党支部", "2026年11月9日", "tel:051480000000",
        "tel:05507000001,802", e.NUMBER, "孩子入学有困难", "当天请假", "看谁查看过我的信息",
    ):  # fmt: skip
        assert shown in page, shown
    assert 'href="/cases' not in page


def test_what_is_not_asked_yet_is_no_duty(world: World, member: Browser) -> None:
    later = f.duty(MyDutyKind.YEARLY_REPORT, from_on=e.TODAY.replace(month=12), due_on=None, year=2026)
    world.my_cases[str(e.CASE_ID)] = f.my_case(duties=(later,), may=(), requests=(), summonses=())
    world.my_placements[str(e.CASE_ID)] = f.my_placement(entries=(), may=(), requests=())
    page = member.get("/me").text
    assert "现在没有要您办的事。" in page
    assert "请交年度汇报" not in page


@pytest.mark.parametrize(("side", "shown"), [("outflow", "天长市秦栏镇党委"), ("inflow", "汪海同志")])
def test_one_side_out_of_reach_leaves_the_other(world: World, member: Browser, side: str, shown: str) -> None:
    world.down.add(side)
    page = member.get("/me")
    assert page.status_code == 200
    assert shown in page.text
    assert "暂时连不上" in page.text


def test_where_only_one_side_knows_the_case_it_is_shown_alone(world: World, member: Browser) -> None:
    world.my_placements.clear()
    at_home = member.get("/me").text
    assert "汪海同志" in at_home
    assert "交纳党费" in at_home
    assert "要确认或提出异议，请向流入地党支部要链接。" in at_home
    assert "/me/confirm_entry" not in at_home
    world.my_placements[str(e.CASE_ID)] = f.my_placement()
    world.my_cases.clear()
    page = member.get("/me").text
    assert "我的办事页" in page
    assert "请核实活动证上的这条记载" in page
    assert "请向流出地党支部要链接" in page
    assert "我要返回" not in page
    assert "还没有发活动证" not in page
    assert member.get("/me/certificate").status_code == 404
    world.my_placements.clear()
    assert member.get("/me").status_code == 401


def test_every_act_of_a_member_is_tried_here() -> None:
    assert {place.split("/")[0] for place in f.FILLED} == OF_THE_CASE.keys() | ANSWERS.keys()


@pytest.mark.parametrize("place", f.FILLED)
def test_an_act_is_said_once_and_told_on_the_first_page(world: World, member: Browser, place: str) -> None:
    form = member.get(f"/me/{place}")
    assert form.status_code == 200
    done = member.send(f"/me/{place}", form, **f.FILLED[place])
    again = member.send(f"/me/{place}", form, **f.FILLED[place])
    assert done.headers["location"] == again.headers["location"] == f"/me?done={place.split('/')[0]}"
    assert len({one.key for one in world.heard}) == 1
    assert 'class="done"' in member.follow(done).text


def said(world: World) -> dict[str, object]:
    body = world.heard[-1].body
    assert isinstance(body, dict)
    return body


def test_what_need_not_be_written_is_filled_in(world: World, member: Browser) -> None:
    member.send("/me/record_change", kind="MOVED_WORK", employer="天长市电子厂")
    assert said(world)["text"] == "本人在手机办事页告知。"
    assert said(world)["learned_on"] == e.TODAY.isoformat()
    member.send("/me/announce_return", returns_on="2027-01-15")
    assert said(world)["how"] == "EARLY"
    member.send("/me/announce_return", returns_on="2027-02-15")
    assert said(world)["how"] == "ANNOUNCED"


def test_a_yearly_report_is_made_of_chosen_sentences(world: World, member: Browser) -> None:
    member.send("/me/record_yearly_report", **f.FILLED["record_yearly_report"], more="明年想参加技能培训")
    assert said(world) == {
        "received_on": e.TODAY.isoformat(), "channel": OWN_PAGE, "work": "工作和以前一样",
        "thinking": "思想稳定，坚持学习，拥护党的路线方针政策。本人补充：明年想参加技能培训",
        "participation": "按时参加流入地党支部的组织生活，按月交纳党费",
    }  # fmt: skip


def test_help_is_asked_where_he_lives_or_at_home(world: World, member: Browser) -> None:
    member.send("/me/open_request", **f.FILLED["open_request"])
    assert (world.heard[-1].service, said(world)["channel"]) == ("inflow", OWN_PAGE)
    member.send("/me/open_request", **f.FILLED["open_request"], side="home")
    assert world.heard[-1].service == "outflow"
    member.send(f"/me/confirm_request/{f.REQUEST}", satisfied="false")
    assert (world.heard[-1].service, said(world)["satisfied"]) == ("inflow", False)


def test_to_a_summons_he_says_whether_he_comes(world: World, member: Browser) -> None:
    page = member.get("/me").text
    for shown in ("党支部请您回去参加选举", "2026年12月20日", "选举权、被选举权和表决权在流出地", "您答应参加的"):
        assert shown in page, shown
    place = f"/me/record_summons_reply/{f.SUMMONS}"
    assert "双桥村党群服务中心" in member.get(place).text
    assert "请选择能不能参加" in member.send(place).text
    assert member.send(place, comes="false", reason="请不了假").headers["location"].endswith("record_summons_reply")
    assert (world.heard[-1].service, said(world)) == (
        "outflow",
        {"summons_id": str(f.SUMMONS), "comes": False, "reason": "请不了假"},
    )
    world.my_cases[str(e.CASE_ID)] = f.my_case(summonses=(f.summons(comes=False, may_answer=False),))
    page = member.get("/me").text
    assert "党支部请您回去" not in page
    assert "您答应参加的" not in page


def test_a_change_without_what_is_new_asks_for_a_sentence(world: World, member: Browser) -> None:
    page = member.send("/me/record_change", kind="MOVED_WORK")
    assert (page.status_code, "请填写要说明的情况" in page.text) == (422, True)
    assert member.send("/me/record_change", kind="MOVED_WORK", text="换了班组").status_code == 303
    assert said(world)["text"] == "换了班组"


def test_only_his_own_kinds_of_change_are_offered(member: Browser) -> None:
    form = member.get("/me/record_change").text
    assert ChangeKind.MOVED_WORK.value in form
    assert ChangeKind.SERIOUS.value not in form
    assert ChangeKind.RETURNED.value not in form


def test_faults_stand_above_and_beside_the_field(member: Browser) -> None:
    page = member.send("/me/record_yearly_report")
    assert page.status_code == 422
    assert "有 3 处需要改正" in page.text
    assert "请选择思想情况" in page.text


def test_a_refusal_is_told_in_words_and_names_no_code_of_an_organisation(world: World, member: Browser) -> None:
    details = {"by": "赵强", "organisation": e.HOST_BRANCH, "at": "2026-11-20T01:05:00+00:00", "act": "confirm_entry"}
    taken = Problem(status=409, code="step_already_taken", detail="这条记载已经核实。", details=details)
    world.refusals["confirmation"] = [taken]
    page = member.send(f"/me/confirm_entry/{f.ENTRY}")
    assert page.status_code == 409
    assert "这条记载已经核实。" in page.text
    assert e.HOST_BRANCH not in page.text
    wrong = FieldProblem(field="reported_on", message="报到日期不能晚于今天。")
    world.refusals["arrival"] = [Problem(status=422, code="invalid", detail="请改正。", fields=[wrong])]
    assert "报到日期不能晚于今天。" in member.send("/me/report_arrival").text


def test_what_is_not_open_now_is_said_before_it_is_filled_in(world: World, member: Browser) -> None:
    world.my_cases[str(e.CASE_ID)] = f.my_case(may=(), duties=())
    world.my_placements[str(e.CASE_ID)] = f.my_placement(entries=(f.entry(may_answer=False),))
    for place in ("report_arrival", f"confirm_entry/{f.ENTRY}"):
        page = member.get(f"/me/{place}")
        assert (page.status_code, "这件事现在不用办" in page.text) == (409, True)
    for place in ("nonsense", f"confirm_entry/{OTHER}", f"nonsense/{f.ENTRY}", f"confirm_request/{OTHER}"):
        assert member.get(f"/me/{place}").status_code == 404


def test_what_was_typed_is_kept_when_a_service_is_away(world: World, member: Browser) -> None:
    form = member.get("/me/open_request")
    world.down |= {"outflow", "inflow"}
    page = member.send("/me/open_request", form, **f.FILLED["open_request"])
    assert (page.status_code, "工资被拖欠" in page.text) == (503, True)
    world.down.clear()
    assert member.send("/me/open_request", page).status_code == 303


def test_the_certificate_with_its_qr_and_as_pdf(world: World, member: Browser) -> None:
    page = member.get("/me/certificate").text
    for shown in (e.NUMBER, "2026年10月：12.50元", "2026年：已年审", f.LONG_NAME, "/me/certificate.svg"):
        assert shown in page, shown
    picture = member.get("/me/certificate.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert picture.content.startswith(b"<svg")
    assert member.get("/me/certificate.pdf").content.startswith(b"%PDF")
    world.my_cases[str(e.CASE_ID)] = f.my_case(certificate=None)
    assert "还没有发活动证" in member.get("/me").text


def test_who_looked_on_both_sides(world: World, member: Browser) -> None:
    world.looks |= looks_of_both_sides()
    page = member.get("/me/looks").text
    for shown in ("蒋王街道双桥村党支部 党支部书记", "&lt;b&gt;核对电话&lt;/b&gt;", "打印活动证", "没有人查看过"):
        assert shown in page, shown
    assert "回到最近的" in member.get("/me/looks?home=7").text


def test_signing_out_says_first_what_follows_and_closes_the_page(world: World, member: Browser) -> None:
    first = member.get("/me/sign-out")
    assert "这个链接不能再打开" in first.text
    out = member.send("/me/sign-out", first)
    gone = member.follow(out)
    assert (gone.status_code, "已退出" in gone.text) == (401, True)
    assert f"member-session-{e.CASE_ID}" in world.ended


def test_a_session_that_is_over_says_what_to_do(app: FastAPI, world: World, member: Browser) -> None:
    form = member.get("/me/open_request")
    world.ended.add(f"member-session-{e.CASE_ID}")
    app.state.console.member_tokens.forget(f"member-session-{e.CASE_ID}")
    over = member.send("/me/open_request", form, **f.FILLED["open_request"])
    assert over.status_code == 401
    assert "办事页已经关闭" in over.text
    assert "重新开一个链接" in over.text
    assert world.heard == []


def test_what_he_wrote_as_his_session_ended_can_be_copied(app: FastAPI, world: World, member: Browser) -> None:
    form = member.get("/me/record_change")
    world.ended.add(f"member-session-{e.CASE_ID}")
    app.state.console.member_tokens.forget(f"member-session-{e.CASE_ID}")
    words = {"kind": "MOVED_WORK", "employer": "<b>新厂</b>", "text": "上周换的\n电话没变"}
    over = member.send("/me/record_change", form, **words)
    assert over.status_code == 401
    for shown in ("刚才写的还没有交上去", "新工作单位", "&lt;b&gt;新厂&lt;/b&gt;", "上周换的\n电话没变"):
        assert shown in over.text, shown
    assert "MOVED_WORK" not in over.text
    assert "刚才写的" not in member.get("/me").text


def test_one_members_session_never_opens_anothers_case(app: FastAPI, world: World, member: Browser) -> None:
    world.my_cases[str(OTHER)] = f.my_case(case_id=OTHER, name="别人")
    world.links["other"] = (f.CODE, OTHER)
    other = f.enters(app, "other")
    assert "别人同志" in other.get("/me").text
    assert "汪海" not in other.get("/me").text
    assert "别人" not in member.get("/me").text
    token = fields_of(other.get("/me/open_request"), "/me/open_request")
    stolen = member.http.post("/me/open_request", data=token | f.FILLED["open_request"], headers=ORIGIN)
    assert stolen.status_code == 403
    assert other.send(f"/me/confirm_entry/{f.ENTRY}", member.get(f"/me/confirm_entry/{f.ENTRY}")).status_code == 403


@pytest.mark.parametrize("path", ["/me", "/me/certificate", "/me/looks", "/me/report_arrival", "/me/sign-out"])
def test_a_staff_session_opens_no_page_of_a_member(app: FastAPI, path: str) -> None:
    browser = Browser(app)
    browser.sign_in("zhou")
    page = browser.get(path)
    assert page.status_code == 401
    assert "工作人员请在个案页办理" in page.text
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/cases", f"/cases/{e.CASE_ID}", "/account", "/papers"])
def test_a_members_session_opens_no_page_of_the_staff(member: Browser, path: str) -> None:
    page = member.get(path)
    assert page.status_code == 403
    assert "这里是工作人员的页面" in page.text
    assert member.get("/me").status_code == 200


def test_a_members_token_in_the_staffs_cookie_opens_nothing(app: FastAPI) -> None:
    browser = Browser(app)
    browser.http.cookies.set(SESSION_COOKIE, f"member-session-{e.CASE_ID}")
    assert browser.get("/").headers["location"] == "/sign-in"
    browser.http.cookies.clear()
    browser.http.cookies.set(MEMBER_COOKIE, "session-zhou")
    assert browser.get("/me").status_code == 401


def test_a_browser_with_both_sessions_keeps_them_apart(app: FastAPI, member: Browser, world: World) -> None:
    member.sign_in("zhou")
    assert "我的待办" in member.get("/").text
    assert member.send("/me/open_request", **f.FILLED["open_request"]).status_code == 303
    member.send("/sign-out", member.get("/"))
    assert member.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("phone", "tel"),
    [
        ("0514-80000000", "051480000000"),
        ("0550-7000001 转 802", "05507000001,802"),
        ("+86 138 0000 0000", "+8613800000000"),
        ("无", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_dialled_without_its_signs(phone: str, tel: str) -> None:
    assert Contact("流入地党支部", "朱塘村党支部", "赵强", phone).tel == tel
