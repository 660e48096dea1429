"""Two hundred tasks, two hundred rows of a roster, long names: no page breaks, none takes long to look through."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import FilePayload

from shared.policy.task_kinds import TaskKind
from tests.console.chromium import DESK, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.walk import signs_in, walk

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(300)
LONG_NAME = "天长市秦栏镇民营科技创业园区流动党员联合党支部第二工作委员会"
LONG_PERSON = "阿卜杜拉·买买提·吐尔逊·艾合买提"


def test_two_hundred_rows_stand_well(chromium: Chromium, served: str, world: World) -> None:
    world.tasks["outflow"] = [
        e.task(
            TaskKind.CONTACT_MEMBER, "outflow", due_on=date(2026, 11, 10) + timedelta(days=n // 8), n=n,
            subject=LONG_PERSON, holder_name=LONG_NAME, occurrence="2026Q4",
        )
        for n in range(1, 201)
    ]  # fmt: skip
    world.check = e.roster_check(rows=200)
    screen = signs_in(watch(chromium, served, DESK), "zhou")
    walk(screen, "long-todo", "/")
    page = screen.page
    page.goto(f"{served}/rosters")
    file: FilePayload = {"name": f"{LONG_NAME}名册.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK"}
    page.get_by_label("名册工作簿").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    walk(screen, "long-roster", page.url.removeprefix(served))
    page.context.close()
    assert screen.complaints == []
