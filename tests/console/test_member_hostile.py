"""S5 on the pages of a member: what the services say is shown literally and does not run; what he types is sent as it
is or refused in words."""

import os
import random
from functools import partial

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Dialog

from shared.keys import KeyRing
from tests.console import filled_member as f
from tests.console.chromium import PHONE, chromium, serving, watch
from tests.console.far_side.looks import looks_of_both_sides
from tests.console.far_side.world import World
from tests.console.hostile_forms import read
from tests.console.test_hostile_pages import poisoned_console, shows_without_running
from tests.console.test_hostile_texts import AT_A_PUSH, tries
from tests.console.test_member_in_chromium import enters
from tests.console.walks import OF_MEMBERS
from tests.factories.hostile_strings import scripts, shuffled

__all__ = ["chromium"]
SEED = int(os.environ.get("GONGGUAN_SEED") or random.randrange(10**6))
PAGES = (*OF_MEMBERS.values(), *(f"/me/{place}" for place in f.FILLED))
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(autouse=True)
def arranged(world: World, keys: KeyRing) -> World:
    world.looks |= looks_of_both_sides()
    return f.arrange(world, keys)


def test_nothing_that_is_said_runs_on_a_members_page(chromium: Chromium, world: World) -> None:
    strings = list(scripts())
    random.Random(SEED).shuffle(strings)
    dialogs: list[str] = []
    with serving(poisoned_console(world, strings)) as base:
        screen = enters(watch(chromium, base, PHONE))
        screen.page.on("dialog", partial(_note, dialogs))
        shown = [shows_without_running(screen, path) for path in PAGES]
        screen.page.context.close()
    assert sum(shown) > len(OF_MEMBERS) // 2
    assert (screen.complaints, dialogs) == ([], []), f"seed {SEED}"


def _note(said: list[str], dialog: Dialog) -> None:
    said.append(dialog.message)
    dialog.dismiss()


def test_whatever_a_member_types_is_taken_literally_or_refused(app: FastAPI, world: World) -> None:
    browser = f.enters(app)
    for place, known in f.FILLED.items():
        tries(browser, f"/me/{place}", shuffled(SEED), range(AT_A_PUSH), known)
    assert world.heard


@pytest.mark.parametrize("secret", ["<script>", "%22onload%3D", "a%00b", "..%2f..%2fme", "%0d%0aset-cookie:x=1"])
def test_an_address_of_a_link_is_nothing_but_an_address(app: FastAPI, secret: str) -> None:
    page = f.enters(app).get(f"/m/{secret}")
    assert page.status_code in (200, 404)
    assert read(page.text).wrong == []
    assert "x=1" not in page.headers.get("set-cookie", "")
