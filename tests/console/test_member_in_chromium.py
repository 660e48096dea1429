"""我的办事页 in Chromium: every page in both sizes and large print, the taps of every act, without JavaScript, by
keyboard."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from services.console.member.acts import OF_THE_CASE
from services.console.member.answers import ANSWERS
from services.outflow.contract import CaseStatus
from shared.keys import KeyRing
from tests.console import filled_member as f
from tests.console.chromium import DESK, PHONE, Screen, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.looks import looks_of_both_sides
from tests.console.far_side.world import World
from tests.console.test_clicks import Clicker
from tests.console.walk import signs_in, stands_well_in_both_sizes, walk
from tests.console.walks import AT_THE_DOOR, OF_MEMBERS

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(600)
WRITTEN_DOWN = Path(__file__).parents[2] / "docs" / "clicks.md"
LINE = re.compile(r"^\| (?P<act>[^|]+) \| 党员本人 \| (?P<taps>\d+) \|$", re.MULTILINE)
SUBMIT = "main form[method=post] button[type=submit]"
SMALL = """() => [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), textarea")]
  .filter((one) => one.offsetParent && !one.closest(".skip, p:not(.buttons, .crumb), .choice"))
  .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([_, box]) => box.height < 44).map(([html, box]) => `${html} ${box.height}`)"""
"""Targets lower than 44 px; links inside a sentence are text, and a choice is pressed by its label."""


@pytest.fixture(autouse=True)
def arranged(world: World, keys: KeyRing) -> World:
    world.looks |= looks_of_both_sides()
    return f.arrange(world, keys)


def enters(screen: Screen, secret: str = f.SECRET) -> Screen:
    screen.open(f"/m/{secret}")
    screen.page.get_by_label("验证码").fill(f.CODE)
    screen.page.get_by_role("button", name="打开").click()
    screen.page.wait_for_url(f"{screen.base}/me")
    return screen


@contextmanager
def phone(chromium: Chromium, base: str, *, javascript: bool = True) -> Iterator[Screen]:
    screen = watch(chromium, base, PHONE, javascript=javascript)
    yield screen
    screen.page.context.close()
    assert screen.complaints == []


def test_every_page_of_a_member(chromium: Chromium, served: str) -> None:
    with phone(chromium, served) as screen:
        for name, path in AT_THE_DOOR.items():
            walk(screen, name, path)
        enters(screen)
        for name, path in OF_MEMBERS.items():
            walk(screen, name, path)
        for place in f.FILLED:
            walk(screen, f"member-{place.split('/')[0]}", f"/me/{place}", is_form=True)


def test_the_first_page_with_nothing_to_do(chromium: Chromium, served: str, world: World) -> None:
    world.my_cases[str(e.CASE_ID)] = f.my_case(
        status=CaseStatus.CLOSED_RETURNED, whose_turn=None, next_act="", duties=(), may=(), requests=(),
        certificate=None, name="买买提江·阿卜杜热合曼江",
    )  # fmt: skip
    world.my_placements.clear()
    with phone(chromium, served) as screen:
        walk(enters(screen), "member-home-empty", "/me")


def test_faults_refusals_and_what_is_not_there(chromium: Chromium, served: str) -> None:
    with phone(chromium, served) as screen:
        screen.open("/m/unknown")
        screen.page.get_by_label("验证码").fill("000000")
        screen.page.get_by_role("button", name="打开").click()
        stands_well_in_both_sizes(screen, "member-link-refused")
        walk(screen, "member-without-link", "/me", status=401)
        enters(screen)
        screen.open("/me/record_yearly_report")
        screen.page.locator(SUBMIT).click()
        assert screen.page.evaluate("document.activeElement.id") == "errors"
        stands_well_in_both_sizes(screen, "member-faults")
        walk(screen, "member-not-found", "/me/nonsense", status=404)
        walk(screen, "member-at-the-staffs", "/cases", status=403)


@pytest.mark.parametrize("size", [PHONE, (320, 568)])
def test_every_target_is_large_enough_for_a_thumb(chromium: Chromium, served: str, size: tuple[int, int]) -> None:
    screen = enters(watch(chromium, served, size))
    for path in (*OF_MEMBERS.values(), *(f"/me/{place}" for place in f.FILLED)):
        screen.open(path)
        assert screen.page.evaluate(SMALL) == [], path
    screen.page.context.close()


@pytest.mark.parametrize("place", f.FILLED)
def test_an_act_takes_the_taps_that_are_written_down(chromium: Chromium, served: str, world: World, place: str) -> None:
    """Without JavaScript."""
    with phone(chromium, served, javascript=False) as screen:
        clicker = Clicker(enters(screen))
        clicker.click(f'main a[href="/me/{place}"]')
        clicker.fill(f.FILLED[place])
        while not world.heard:
            clicker.click(SUBMIT)
            assert clicker.clicks <= 3, clicker.said
        assert screen.page.locator(".done").inner_text()
        act = {**OF_THE_CASE, **ANSWERS}[place.split("/")[0]]
        assert (act.form.title, clicker.clicks) in written_down().items(), clicker.said


def test_signing_out_takes_two_taps_and_leaves_nothing(chromium: Chromium, served: str) -> None:
    with phone(chromium, served, javascript=False) as screen:
        clicker = Clicker(enters(screen))
        clicker.click('header a[href="/me/sign-out"]')
        clicker.click(SUBMIT)
        assert ("退出办事页", clicker.clicks) in written_down().items()
        assert screen.page.context.cookies() == [
            one for one in screen.page.context.cookies() if one["name"] != "gongguan_member"
        ]


def written_down() -> dict[str, int]:
    return {line["act"].strip(): int(line["taps"]) for line in LINE.finditer(WRITTEN_DOWN.read_text("utf-8"))}


def test_no_act_of_a_member_takes_more_than_three_taps() -> None:
    titles = {act.form.title for act in (*OF_THE_CASE.values(), *ANSWERS.values())} | {"退出办事页"}
    assert written_down().keys() == titles
    assert max(written_down().values()) <= 3


def test_an_entry_is_confirmed_by_keyboard_alone(chromium: Chromium, served: str, world: World) -> None:
    with phone(chromium, served) as screen:
        page = enters(screen).page
        _tab_to(page, "属实")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/confirm_entry/{f.ENTRY}")
        _tab_to(page, "我看过了，属实")
        page.keyboard.press("Enter")
        page.wait_for_url("**?done=confirm_entry")
        assert world.heard[0].body["signed_by_member"] is True


def _tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").startswith(words):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"not reached by keyboard: {words}")


def test_the_secret_of_the_link_goes_no_further_than_its_page(chromium: Chromium, served: str) -> None:
    with phone(chromium, served) as screen:
        told: list[str] = []
        screen.page.on("request", lambda asked: told.append(asked.headers.get("referer", "")))
        enters(screen)
        screen.open("/me/looks")
        assert all(f.SECRET not in one for one in told)


def test_the_branch_opens_a_link(chromium: Chromium, served: str, world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(CaseStatus.ACTIVE))
    screen = signs_in(watch(chromium, served, DESK), "zhou")
    path = f"/cases/{e.CASE_ID}/member-link"
    walk(screen, "member-links-none", path)
    screen.page.locator(SUBMIT).first.click()
    stands_well_in_both_sizes(screen, "member-link-opened")
    address = screen.page.locator(".revealed.link").inner_text()
    screen.page.emulate_media(media="print")
    assert not screen.page.locator(".revealed").first.is_visible()
    assert screen.page.locator(".slip svg").is_visible()
    screen.page.emulate_media(media="screen")
    walk(screen, "member-links", path)
    screen.page.context.close()
    assert screen.complaints == []
    with phone(chromium, served) as his:
        enters(his, address.rpartition("/")[2])
