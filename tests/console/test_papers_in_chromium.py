"""Checking a paper in Chromium: from the QR's fragment, by pasting without JavaScript, in each of its answers."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium

from shared.keys import KeyRing
from shared.papers.contract import PaperKind, PaperStanding, PaperVerdict
from shared.papers.seal import SealRefused, read_seal
from shared.papers.verdict import DOES_NOT_FIT, TEXTS, refused
from tests.console import filled_papers as f
from tests.console.chromium import DESK, PHONE, Screen, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.walk import signs_in, stands_well_in_both_sizes, walk
from tests.console.walks import OF_PAPERS

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(600)
BUTTON = "核验"


def verdict(standing: PaperStanding, **changed: Any) -> PaperVerdict:
    facts: dict[str, Any] = {
        "standing": standing, "text": TEXTS[standing], "kind": PaperKind.CERTIFICATE, "number": e.NUMBER,
        "region": "320000", "region_name": "江苏省", "organisation": e.COMMITTEE,
        "organisation_name": "中共扬州市邗江区蒋王街道工作委员会", "issued_on": e.TODAY, "valid_until": f.LAST,
        "as_of": f.PRINTED,
    }  # fmt: skip
    return PaperVerdict(**(facts | changed))


def not_genuine(keys: KeyRing) -> PaperVerdict:
    try:
        read_seal("随便什么", keys.region_public)
    except SealRefused as error:
        return refused(error)
    raise AssertionError


def closed(screen: Screen) -> None:
    screen.page.context.close()
    assert screen.complaints == []


def test_pages_of_papers(chromium: Chromium, served: str, world: World, keys: KeyRing) -> None:
    f.arrange(world, keys)
    world.papers["certificate"] = f.certificate(keys, name="张𰻝")
    for login, pages in OF_PAPERS.items():
        screen = watch(chromium, served, DESK)
        for name, path in pages.items():
            walk(signs_in(screen, login) if login else screen, name, path)
        closed(screen)


def test_a_scanned_qr_is_checked_at_once_and_its_seal_stands_in_no_address(
    chromium: Chromium, served: str, world: World, keys: KeyRing
) -> None:
    world.verdict = verdict(PaperStanding.VALID)
    screen = watch(chromium, served, PHONE)
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    seal = f.certificate(keys).seal
    screen.page.goto(f"{served}/verify#{seal}")
    screen.page.get_by_role("heading", name="真实有效").wait_for()
    assert screen.page.url == f"{served}/verify"
    assert screen.page.get_by_label("二维码里的网址或内容").input_value() == seal
    assert not [url for url in asked if seal[:20] in url.partition("#")[0]]
    closed(screen)


ANSWERS = {
    "paper-good": verdict(PaperStanding.VALID, fits=True),
    "paper-not-his": verdict(PaperStanding.VALID, fits=False, text=TEXTS[PaperStanding.VALID] + DOES_NOT_FIT),
    "paper-expired": verdict(PaperStanding.EXPIRED),
    "paper-void": verdict(PaperStanding.VOID, voided_on=date(2026, 11, 25)),
    "paper-unknown-number": verdict(PaperStanding.UNKNOWN),
}


def test_each_answer_stands_well_and_needs_no_javascript(
    chromium: Chromium, served: str, world: World, keys: KeyRing
) -> None:
    answers = ANSWERS | {"paper-not-genuine": not_genuine(keys)}
    with_script, without = watch(chromium, served, DESK), watch(chromium, served, PHONE, javascript=False)
    for name, said in answers.items():
        world.verdict = said
        for screen in (with_script, without):
            screen.open("/verify")
            screen.page.get_by_label("二维码里的网址或内容").fill(f"{served}/verify#{f.certificate(keys).seal}")
            screen.page.get_by_label("姓名").fill(f.NAME)
            screen.page.get_by_label("出生日期").fill(f.BORN.isoformat())
            screen.page.get_by_role("button", name=BUTTON).click()
            screen.page.get_by_role("heading", name=said.headline).wait_for()
        stands_well_in_both_sizes(with_script, name)
    closed(with_script)
    closed(without)
