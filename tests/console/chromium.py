"""The console behind a real port, and a Chromium that notes what must not happen."""

import io
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = os.environ.get("GONGGUAN_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
NO_CHROMIUM = f"没有 Chromium（{CHROMIUM}）：浏览器测试跳过。安装：apt-get install -y chromium fonts-noto-cjk"
DESK, PHONE = (1366, 768), (360, 780)
SCREENS = os.environ.get("GONGGUAN_SCREENS")
"""A folder for pictures of every page, such as docs/screens; none by default, so that a test run writes nothing."""
COLOURS = 64
"""Of a kept picture: text stays sharp, and the whole folder small enough for the repository."""
HIGHEST = 3000
"""Pixels of a kept picture; what a list of 200 rows shows further down is more of the same."""


@dataclass
class Screen:
    """A page with its complaints: console errors, failed requests, requests that leave the machine."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def keep_picture(self, name: str) -> None:
        if not SCREENS:
            return
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        width = (self.page.viewport_size or {"width": 0})["width"]
        kind = "phone" if width == PHONE[0] else "desk"
        self.page.evaluate("document.activeElement?.id === 'errors' || document.activeElement?.blur()")
        whole = Image.open(io.BytesIO(self.page.screenshot(full_page=True))).convert("RGB")
        shown = whole.crop((0, 0, whole.width, min(whole.height, HIGHEST)))
        shown.quantize(COLOURS, dither=Image.Dither.NONE).save(Path(SCREENS) / f"{name}-{kind}.png", optimize=True)


def watch(browser: Browser, base: str, size: tuple[int, int], *, javascript: bool = True) -> Screen:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", java_script_enabled=javascript
    )
    screen = Screen(context.new_page(), base)

    def leaves(request: Request) -> None:
        if not request.url.startswith(base):
            screen.complaints.append(f"outside: {request.url}")

    screen.page.on("request", leaves)
    screen.page.on("console", lambda said: _note(screen, said.type, said.text))
    screen.page.on("pageerror", lambda error: screen.complaints.append(f"script: {error}"))
    return screen


def _note(screen: Screen, kind: str, text: str) -> None:
    # A refusal (409, 422, 503) is an answer; Chromium reports every such status as an error of loading.
    if kind in ("error", "warning") and "status of 4" not in text and "status of 503" not in text:
        screen.complaints.append(f"{kind}: {text}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with its module: Playwright keeps an event loop running in this thread, which nobody else may then use."""
    if not Path(CHROMIUM).exists():
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def served(app: FastAPI) -> Iterator[str]:
    with serving(app) as base:
        yield base


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The base address of the console on a free port of loopback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)
