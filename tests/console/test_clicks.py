"""Key acts from the first page to done, in Chromium, with the clicks that each takes (docs/clicks.md).

A click is a link or a button; typing and choosing is filling in. The member is found where a person finds him: on the
own list.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from shared.policy.task_kinds import TaskKind as K
from tests.console.chromium import DESK, PHONE, Screen, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.test_acts import FILLED, case_on_both_sides
from tests.console.test_bulk import ENTRY, placed
from tests.console.test_departures import DECLARED
from tests.console.walk import signs_in

__all__ = ["case_on_both_sides", "chromium", "served"]
WRITTEN_DOWN = Path(__file__).parents[2] / "docs" / "clicks.md"
LINE = re.compile(r"^\| (?P<act>[^|]+) \| (?!党员本人)[^|]+ \| (?P<clicks>\d+) \|$", re.MULTILINE)
SIZES = {"desk": DESK, "phone": PHONE}


@dataclass
class Clicker:
    screen: Screen
    clicks: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.screen.page

    def click(self, selector: str) -> None:
        self.clicks += 1
        target = self.page.locator(selector).first
        self.said.append(target.inner_text().strip().split("\n")[0])
        target.click()
        self.page.wait_for_load_state()

    def fill(self, filled: dict[str, str]) -> None:
        for name, value in filled.items():
            self._fill(name, value)

    def _fill(self, name: str, value: str) -> None:
        choice = self.page.locator(f'main [name="{name}"][value="{value}"]')
        if choice.count() and choice.first.get_attribute("type") in ("radio", "checkbox"):
            choice.first.check()
            return
        control = self.page.locator(f'main [name="{name}"]').first
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


SUBMIT = "main form[method=post] button[type=submit]:not([name=step][value=edit])"


@dataclass(frozen=True)
class KeyAct:
    """`path`: the act whose form is filled in; `begins`: the links that lead to it from the first page."""

    path: str
    login: str
    begins: tuple[str, ...]
    task: tuple[K, str] | None = None

    @property
    def filled(self) -> dict[str, str]:
        return FILLED[self.path][1] if self.path in FILLED else DECLARED

    def arrange(self, world: World) -> None:
        if self.task:
            kind, service = self.task
            world.tasks[service] = [e.task(kind, service, due_on=e.TODAY)]


def by_task(path: str, kind: K, service: str) -> KeyAct:
    return KeyAct(path, FILLED[path][0], (f'main a[href="/cases/{e.CASE_ID}/{path}"]',), (kind, service))


TO_THE_CASE = f'main a[href="/cases/{e.CASE_ID}"]'
ACTS = {
    "登记流出": KeyAct("departures/new", "zhou", ('nav a[href="/departures/new"]',)),
    "行前教育": by_task("home/brief_member", K.BRIEF_MEMBER, "outflow"),
    "申领活动证": by_task("home/request_certificate", K.REQUEST_CERTIFICATE, "outflow"),
    "活动证编号": by_task("registry/number_certificate", K.NUMBER_CERTIFICATE, "registry"),
    "活动证盖章": by_task("home/seal_certificate", K.SEAL_CERTIFICATE, "outflow"),
    "发放活动证": by_task("home/issue_certificate", K.ISSUE_CERTIFICATE, "outflow"),
    "接收流入党员（查验）": by_task("host/verify_certificate", K.VERIFY_CERTIFICATE, "inflow"),
    "编入党支部": by_task("host/place_member", K.PLACE_MEMBER, "inflow"),
    "登记入册": by_task("host/enrol_member", K.ENROL_MEMBER, "inflow"),
    "登记联系": by_task("home/record_contact", K.CONTACT_MEMBER, "outflow"),
    "答复流入地查询": by_task("home/answer_query", K.ANSWER_QUERY, "outflow"),
    "不予接收": KeyAct(
        "host/refuse_member", "wang",
        (TO_THE_CASE, "main .acts summary", f'main a[href="/cases/{e.CASE_ID}/host/refuse_member"]'),
        (K.VERIFY_CERTIFICATE, "inflow"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ACTS)
def test_a_key_act_takes_the_clicks_that_are_written_down(
    chromium: Chromium, served: str, world: World, name: str, size: str
) -> None:
    act = ACTS[name]
    act.arrange(world)
    clicker = Clicker(signs_in(watch(chromium, served, SIZES[size]), act.login))
    for link in act.begins:
        clicker.click(link)
    clicker.fill(act.filled)
    while not world.heard:
        clicker.click(SUBMIT)
        assert clicker.clicks <= 6, clicker.said
    assert "/sign-in" not in clicker.page.url
    assert clicker.screen.complaints == []
    clicker.page.context.close()
    assert (name, clicker.clicks) in written_down().items(), f"{name}: {clicker.clicks} 次：{clicker.said}"


THIRTY = "同一次活动记入 30 人的活动证"
TO_THE_HOST_LIST = ('nav a[href="/cases"]', 'main a[href="/cases?side=host"]', 'main button[name="everything"]')
BEGIN, TRY, CONFIRM = "main .bulk-bar button:not([name])", SUBMIT, 'main button[value="confirm"]'


@pytest.mark.parametrize("size", SIZES)
def test_one_activity_of_thirty_takes_the_clicks_that_are_written_down(
    chromium: Chromium, served: str, world: World, size: str
) -> None:
    world.placement_files.clear()
    placed(world, 30)
    clicker = Clicker(signs_in(watch(chromium, served, SIZES[size]), "zhao"))
    for link in TO_THE_HOST_LIST:
        clicker.click(link)
    clicker.fill({"many": "host/record_entry"})
    clicker.click(BEGIN)
    clicker.fill(ENTRY)
    for button in (TRY, CONFIRM):
        clicker.click(button)
    assert clicker.page.get_by_role("cell", name="已办理").count() == 30
    assert len({one.key for one in world.heard}) == 30 == len(world.heard)
    assert clicker.screen.complaints == []
    clicker.page.context.close()
    assert (THIRTY, clicker.clicks) in written_down().items(), f"{clicker.clicks} 次：{clicker.said}"


def written_down() -> dict[str, int]:
    return {line["act"].strip(): int(line["clicks"]) for line in LINE.finditer(WRITTEN_DOWN.read_text("utf-8"))}


def test_what_is_promised() -> None:
    """Accepting an inflow takes two clicks from the first page, registering an outflow six at most after filling."""
    assert written_down().keys() == {*ACTS, THIRTY}
    assert written_down()["接收流入党员（查验）"] <= 2
    assert written_down()["登记流出"] <= 6
