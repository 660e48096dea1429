"""我的消息: the inbox, reading, and where else one wants to be told."""

from collections.abc import Callable

import pytest

from tests.console.far_side.notices import CHANNEL, DIGEST, REMINDER
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]


@pytest.fixture(autouse=True)
def _told(world: World) -> None:
    world.notices += [DIGEST, REMINDER]
    world.channels.append(CHANNEL)


def test_the_inbox_tells_what_and_when_and_leads_to_the_task(visit: Visit) -> None:
    page = visit("zhou").get("/notices").text
    for words in (DIGEST.words, REMINDER.words, "1 条未读", "2026-11-20 09:00", "更早的消息"):
        assert words in page
    assert f'href="/tasks/outflow/{REMINDER.task_id}"' in page
    assert "没有消息" in visit("zhou").get("/notices?after=older").text


def test_all_are_read_at_once(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    answer = browser.send("/notices/read", browser.get("/notices"))
    assert answer.headers["location"] == "/notices"
    assert len(world.sent("/notices/read")) == 1


def test_a_channel_that_does_not_take_anything_says_so_and_can_be_removed(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    page = browser.get("/notices")
    assert "zh****@example.cn" in page.text
    assert "2026-11-20 11:00 起发不到" in page.text
    path = f"/notices/channels/{CHANNEL.channel_id}/removal"
    assert "已删除" in browser.follow(browser.send(path, page)).text
    assert len(world.sent("/removal")) == 1


def test_a_channel_is_added_by_kind_and_address(visit: Visit, world: World) -> None:
    browser, path = visit("zhou"), "/notices/channels/new"
    wrong = browser.send(path, kind="EMAIL", address="周超 的邮箱")
    assert wrong.status_code == 422
    assert "地址只能有字母、数字" in wrong.text
    added = browser.follow(browser.send(path, kind="EMAIL", address="zhou@example.cn")).text
    assert "已登记" in added
    assert added.index("撤回") < added.index("还要在哪里提醒我")
    assert world.sent("/notice-channels")[0].body == {"kind": "EMAIL", "address": "zhou@example.cn"}
