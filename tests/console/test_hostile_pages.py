"""S5: every text that the services give is shown literally; nothing of it runs in Chromium under the production policy.

The fakes answer as always, but each text that a person may have written (every string with Chinese in it) comes with a
script behind it. `window.__ran` stays undefined, no dialog opens, the browser's console stays empty.
"""

import json
import os
import random
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Dialog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.console.app import create_app
from services.console.console import Console
from services.console.far_side import FarSide
from services.console.sign_in.tokens import AccessTokens
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from shared.business_clock import BusinessClock
from tests.console.chromium import DESK, Screen, chromium, serving, watch
from tests.console.far_side import examples as e
from tests.console.far_side.services import inflow_app, outflow_app, registry_app
from tests.console.far_side.world import World
from tests.console.test_acts import FILLED
from tests.console.test_every_page import filled_world, reported
from tests.console.walk import signs_in
from tests.console.walks import BESIDE_THE_CASE, CASE
from tests.factories.hostile_strings import scripts

__all__ = ["chromium", "filled_world", "reported"]
SEED = int(os.environ.get("GONGGUAN_SEED") or random.randrange(10**6))
CHINESE = re.compile("[一-鿿]")
ACTS_AT_A_PUSH = 12
FITS_INTO_A_NAME = 50
"""The registry keeps names of up to 60 characters; an answer with a longer one is none that it can give."""
pytestmark = pytest.mark.timeout(3_000)


class Poisoned:
    """An ASGI app whose answers carry another script behind every text."""

    def __init__(self, app: ASGIApp, strings: Callable[[int], str]) -> None:
        self._app, self._strings = app, strings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started: list[Message] = []
        body = b""
        longest = FITS_INTO_A_NAME if scope["path"] == "/sessions" else sys.maxsize

        async def gather(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                await self._answer(send, started[0], body, longest)

        await self._app(scope, receive, gather)

    async def _answer(self, send: Send, start: Message, body: bytes, longest: int) -> None:
        if body.startswith((b"{", b"[")):
            body = json.dumps(self._with_scripts(json.loads(body), longest)).encode()
        headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    def _with_scripts(self, value: Any, longest: int) -> Any:
        if isinstance(value, str):
            return value + self._strings(longest) if CHINESE.search(value) else value
        if isinstance(value, list):
            return [self._with_scripts(one, longest) for one in value]
        if isinstance(value, dict):
            return {name: self._with_scripts(one, longest) for name, one in value.items()}
        return value


def poisoned_console(world: World, strings: list[str]) -> Any:
    turn = cycle(strings)

    def next_script(longest: int) -> str:
        return next(script for script in turn if len(script) <= longest)

    def client(app: ASGIApp) -> TestClient:
        return TestClient(Poisoned(app, next_script))

    services = FarSide(
        RegistryClient("", http=client(registry_app(world))),
        OutflowClient("", http=client(outflow_app(world))),
        InflowClient("", http=client(inflow_app(world))),
    )
    clock = BusinessClock(origin_real=datetime.now(UTC), origin_business=e.at(e.TODAY))
    return create_app(
        Console(services=services, tokens=AccessTokens(services.registry), clock=clock, demo_accounts=None)
    )


def shows_without_running(screen: Screen, path: str) -> bool:
    """Whether one of the scripts is to be read on the page."""
    answer = screen.page.goto(screen.base + path)
    assert answer is not None
    assert answer.status == 200, f"seed {SEED}: {path} → {answer.status}\n{screen.page.inner_text('body')[:400]}"
    assert screen.page.evaluate("typeof window.__ran") == "undefined", f"seed {SEED}: something ran at {path}"
    return "window.__ran=1" in screen.page.inner_text("body")


def go(chromium: Chromium, world: World, seed: int, acts: int) -> tuple[int, int]:
    """Pages opened, and on how many of them a script was to be read."""
    print(f"S5: GONGGUAN_SEED={seed}")  # noqa: T201  # how to repeat it
    strings = list(scripts())
    order = random.Random(seed)
    order.shuffle(strings)
    wanted = {login: list(pages.values()) for login, pages in BESIDE_THE_CASE.items()}
    for act in order.sample(sorted(FILLED), min(acts, len(FILLED))):
        wanted.setdefault(FILLED[act][0], []).append(f"{CASE}/{act}")
    opened = shown = 0
    with serving(poisoned_console(world, strings)) as base:
        for login, paths in wanted.items():
            screen = signs_in(watch(chromium, base, DESK), login)
            dialogs: list[str] = []
            screen.page.on("dialog", partial(_note, dialogs))
            for path in paths:
                opened, shown = opened + 1, shown + shows_without_running(screen, path)
            screen.page.context.close()
            assert (screen.complaints, dialogs) == ([], []), f"seed {seed}"
    return opened, shown


def _note(said: list[str], dialog: Dialog) -> None:
    said.append(dialog.message)
    dialog.dismiss()


def test_nothing_runs_on_any_page(chromium: Chromium, filled_world: World) -> None:
    opened, shown = go(chromium, filled_world, SEED, ACTS_AT_A_PUSH)
    assert shown > opened // 2


@pytest.mark.full
@pytest.mark.parametrize("turn", range(5))
def test_nothing_runs_on_any_page_whatever_stands_where(chromium: Chromium, filled_world: World, turn: int) -> None:
    go(chromium, filled_world, SEED + turn, len(FILLED))
