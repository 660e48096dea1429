"""批量办理 in Chromium: every page of it in both sizes, with the keyboard, with and without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from services.console.bulk import running
from shared.policy.task_kinds import TaskKind
from tests.console.chromium import DESK, Screen, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.test_bulk import ENTRY, LATE, UNKNOWN, away, placed
from tests.console.walk import reaches_the_main_button, signs_in, stands_well_in_both_sizes

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(120)


@contextmanager
def window(chromium: Chromium, base: str, login: str, *, javascript: bool = True) -> Iterator[Screen]:
    screen = watch(chromium, base, DESK, javascript=javascript)
    yield signs_in(screen, login)
    assert screen.complaints == []
    screen.page.context.close()


def picture(screen: Screen, name: str) -> None:
    stands_well_in_both_sizes(screen, name)
    screen.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def choose(page: Page, label: str, *, everything: bool = True) -> None:
    if everything:
        page.get_by_role("button", name="全选本页").click()
    page.get_by_label("勾选后批量办理").select_option(label=label)
    page.get_by_role("button", name="批量办理").click()


def fill(page: Page) -> None:
    page.get_by_label("类别").select_option(ENTRY["kind"])
    page.get_by_label("内容").fill(ENTRY["content"])


def test_from_the_list_to_the_result(chromium: Chromium, served: str, world: World) -> None:
    placed(world, 12)
    for case_id, problem in zip(world.placement_files, (LATE, UNKNOWN), strict=False):
        world.refusals[f"{case_id}/entries"] = [problem]
    with window(chromium, served, "zhao") as screen:
        page = screen.page
        screen.open("/cases?side=host")
        picture(screen, "bulk-list")
        choose(page, "活动证记载（同一次活动）")
        picture(screen, "bulk-form")
        page.get_by_role("button", name="试办").click()
        assert page.evaluate("document.activeElement.id") == "errors"
        picture(screen, "bulk-form-faults")
        fill(page)
        page.get_by_role("button", name="试办").click()
        reaches_the_main_button(page, "bulk-dry-run")
        picture(screen, "bulk-dry-run")
        assert page.get_by_role("checkbox", checked=True).count() == 10
        page.get_by_role("button", name="确认办理").click()
        picture(screen, "bulk-result")
        assert page.get_by_role("cell", name="已办理").count() == 10


def test_a_table_with_a_line_for_each(chromium: Chromium, served: str, world: World) -> None:
    away(world, 8)
    with window(chromium, served, "zhou") as screen:
        screen.open("/cases?side=home")
        choose(screen.page, "登记在本支部交纳的党费")
        picture(screen, "bulk-table")
        screen.page.get_by_role("button", name="试办").click()
        picture(screen, "bulk-table-faults")


def test_it_goes_on_by_itself_and_without_javascript_by_a_button(
    chromium: Chromium, served: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SLICE_ROWS", 3)
    placed(world, 7)
    with window(chromium, served, "zhao") as screen:
        page = screen.page
        screen.open("/cases?side=host")
        choose(page, "活动证记载（同一次活动）")
        fill(page)
        page.get_by_role("button", name="试办").click()
        confirm = page.get_by_role("button", name="确认办理")
        confirm.wait_for()
        world.down.add("inflow")
        confirm.click()
        picture(screen, "bulk-broken-off")
        world.down.clear()
        page.get_by_role("button", name="继续").click()
        page.get_by_role("link", name="返回个案清单").wait_for()
        assert page.get_by_role("cell", name="已办理").count() == len(world.heard) == 7
    with window(chromium, served, "zhao", javascript=False) as screen:
        page = screen.page
        screen.open("/cases?side=host")
        choose(page, "活动证记载（同一次活动）")
        fill(page)
        page.get_by_role("button", name="试办").click()
        for _ in range(2):
            page.get_by_role("button", name="继续").click()
        page.get_by_role("button", name="确认办理").click()
        assert page.get_by_text("还没有办", exact=True).count() == 5  # four rows and their figure
        page.reload()
        assert len({one.key for one in world.heard}) == 7 + 3


def test_tasks_are_ticked_and_claimed(chromium: Chromium, served: str, world: World) -> None:
    world.tasks["outflow"] = [e.task(TaskKind.SEAL_CERTIFICATE, "outflow", due_on=e.TODAY, n=n) for n in range(4)]
    with window(chromium, served, "liu") as screen:
        page = screen.page
        screen.open("/")
        page.get_by_role("link", name="全选本页").click()
        picture(screen, "bulk-todo")
        choose(page, "认领待办", everything=False)
        picture(screen, "bulk-claim-dry-run")
        page.get_by_role("button", name="确认办理").click()
        assert page.get_by_role("cell", name="已办理").count() == 4


def test_two_hundred_rows(chromium: Chromium, served: str, world: World) -> None:
    """As many as are allowed at once, with the reload of a browser in the midst."""
    world.tasks["outflow"] = [e.task(TaskKind.CONTACT_MEMBER, "outflow", due_on=e.TODAY, n=n) for n in range(200)]
    with window(chromium, served, "zhou") as screen:
        page = screen.page
        screen.open("/?ticked=all")
        choose(page, "认领待办", everything=False)
        page.get_by_role("button", name="确认办理").click()
        page.get_by_role("link", name="回到我的待办").wait_for()
        assert page.get_by_role("cell", name="已办理").count() == 200
        assert len({one.key for one in world.heard}) == 200 == len(world.heard)
