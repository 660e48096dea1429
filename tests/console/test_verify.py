"""The public page on which a paper is checked: no session, a form of its own page only, nothing of it in an address."""

from fastapi import FastAPI

from shared.keys import KeyRing
from shared.papers.contract import LONGEST_TEXT, PaperStanding, VerifyPaper
from tests.console import filled_papers as f
from tests.console.far_side.world import World
from tests.console.test_papers_in_chromium import verdict
from tests.console.visitors import ORIGIN, Browser, fields_of


def hand_in(app: FastAPI, **typed: str) -> str:
    answer = Browser(app).send("/verify", **typed)
    assert answer.status_code == 200
    return answer.text


def test_a_stranger_hands_in_a_seal_and_is_answered(app: FastAPI, world: World, keys: KeyRing) -> None:
    world.verdict = verdict(PaperStanding.VALID)
    page = hand_in(app, text=f.certificate(keys).seal)
    for words in ("真实有效", "流动党员活动证", "蒋王街道", "2026-12-31"):
        assert words in page
    assert ("registry", "/papers/verification") in world.asked


def test_a_name_without_a_birth_date_is_not_compared_and_told(app: FastAPI, world: World) -> None:
    world.verdict = verdict(PaperStanding.VALID)
    assert "须同时填写姓名和出生日期" in hand_in(app, text="X", name="汪海")


def test_what_is_empty_or_far_too_long_is_no_seal_and_asks_nobody(app: FastAPI, world: World) -> None:
    for text in (" ", "A" * (LONGEST_TEXT + 1)):
        assert "不能认定为真" in hand_in(app, text=text)
    assert ("registry", "/papers/verification") not in world.asked


def test_hostile_words_stand_there_literally(app: FastAPI, world: World) -> None:
    world.verdict = verdict(PaperStanding.VOID, text="<b>x</b>")
    page = hand_in(app, text="<script>alert(1)</script>", name='"><img src=x>')
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>x" not in page


def test_a_form_from_elsewhere_is_refused(app: FastAPI) -> None:
    browser = Browser(app)
    form = fields_of(browser.get("/verify"), "/verify") | {"text": "X"}
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.http.post("/verify", data=form, headers=elsewhere).status_code == 403
    assert browser.http.post("/verify", data={"text": "X"}, headers=ORIGIN).status_code == 403


def test_the_longest_address_of_ours_fits(keys: KeyRing) -> None:
    text = f"https://{'a' * 200}.example.cn/verify#{f.agreement(keys).seal}"
    assert VerifyPaper(text=text).text == text
