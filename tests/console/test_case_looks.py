"""谁看过个人信息, and what the case page says of letters and of the time between steps."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from uuid import UUID

import pytest

from services.outflow.contract import CaseStatus
from shared.letters.answers import ANSWERED_BY, answer_to
from shared.letters.contract import LETTER_LABELS, LetterSummary
from tests.console.far_side import examples as e
from tests.console.far_side.looks import looks_of_both_sides
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
PAGE = f"/cases/{e.CASE_ID}"


def letter(number: int, direction: str, type_: str, day: int, **changed: object) -> LetterSummary:
    label = LETTER_LABELS[type_]
    counterpart = e.HOST_COMMITTEE
    ids = {"letter_id": UUID(int=number), "number": number}
    return e.letter(direction, type_, label, counterpart, date(2026, 11, day), **ids | changed)


@pytest.fixture
def told(world: World) -> World:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(CaseStatus.REPORTED))
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement())
    world.looks |= looks_of_both_sides()
    return world


@pytest.mark.parametrize("login", ["zhou", "liu", "chen", "wang"])
def test_the_case_page_leads_to_who_looked(visit: Visit, told: World, login: str) -> None:
    browser = visit(login)
    assert f'href="{PAGE}/looks"' in browser.get(PAGE).text
    assert browser.get(f"{PAGE}/looks").status_code == 200


def test_each_look_tells_who_when_what_and_why(visit: Visit, told: World) -> None:
    page = visit("zhou").get(f"{PAGE}/looks").text
    for shown in (
        "2026-11-20",
        "蒋王街道双桥村党支部 党支部书记",
        "查看个人信息：本人电话",
        "打印活动证",
        "（代行）",
        "没有人看过",
    ):
        assert shown in page
    assert "&lt;b&gt;核对电话&lt;/b&gt;" in page
    assert "<b>" not in page


def test_older_looks_are_a_page_of_their_own(visit: Visit, told: World) -> None:
    browser = visit("zhou")
    assert f"{PAGE}/looks?home=7" in browser.get(f"{PAGE}/looks").text
    older = browser.get(f"{PAGE}/looks?home=7").text
    assert "回到最近的" in older
    assert "核对电话" not in older


def test_one_side_out_of_reach_leaves_the_other_and_none_is_not_found(visit: Visit, told: World) -> None:
    browser = visit("zhou")
    browser.get(PAGE)
    told.down.add("inflow")
    page = browser.get(f"{PAGE}/looks").text
    assert "流入地一侧暂时连不上" in page
    assert "打印活动证" in page
    told.down.clear()
    told.looks.clear()
    assert browser.get(f"{PAGE}/looks").status_code == 404


def test_a_letter_says_whether_it_is_delivered_and_answered_and_when(visit: Visit, told: World) -> None:
    file = told.case_files[str(e.CASE_ID)]
    letters = [
        letter(1, "sent", "OUTFLOW_NOTICE", 2),
        letter(2, "received", "QUERY", 3, delivered_at=None),
        letter(3, "received", "QUERY", 4),
        letter(4, "sent", "ANSWER", 5, delivered_at=None),
        letter(5, "received", "MEMBER_REPORTED", 6),
        letter(6, "sent", "PLEASE_LOOK", 7, channel="PAPER", delivered_at=None),
    ]
    told.case_files[str(e.CASE_ID)] = file.model_copy(update={"letters": letters})
    page = visit("zhou").get(PAGE).text
    for shown in (
        "2026-11-02 10:30 已送达",
        "等待对方答复",
        "已收到，等前一封函件到后处理",
        "2026-11-05 09:30 已答复：答复函",
        "等待我方答复",
        "已保存，正在送达",
        "纸质：请打印寄送",
        "不需要",
    ):
        assert shown in page, shown


def test_each_question_has_its_own_answer_whatever_the_order_of_reading() -> None:
    first, second = letter(1, "received", "QUERY", 3), letter(2, "received", "QUERY", 6)
    answer, next_attempt = letter(3, "sent", "ANSWER", 8), letter(4, "sent", "ANSWER", 9, attempt=2)
    for said in permutations([first, second, answer, next_attempt]):
        assert answer_to(first, said) == answer
        assert answer_to(second, said) is None
    other = letter(5, "sent", "ANSWER", 10)
    assert answer_to(second, [first, second, answer, other]) == other


def test_what_answers_and_what_is_answered_are_letters() -> None:
    assert {*ANSWERED_BY, *(one for answers in ANSWERED_BY.values() for one in answers)} <= LETTER_LABELS.keys()
