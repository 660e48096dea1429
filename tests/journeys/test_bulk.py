"""批量办理 on running services: an act for several outlives the death of its service; each has it exactly once."""

import json
import os
import re
import signal
from threading import Timer

import httpx

from services.console.bulk.many import Picked
from tests.console.visitors import Browser
from tests.factories.stack import gongguan
from tests.journeys.acts_certificate import BookletJourney
from tests.journeys.stage import Stage

SEVERAL = 3
CONTENT = "支部主题党日：集体学习并讨论。"
TAGS = re.compile(r'<span class="tag [a-z]*">([^<]+)</span>')
A_MOMENT = 0.03
"""Seconds into the request that does them all: some are done, the others are not."""


def test_an_activity_of_several_is_recorded_once_each_though_the_service_is_killed(stage: Stage) -> None:
    journeys = [BookletJourney(stage).is_managed() for _ in range(SEVERAL)]
    branch = journeys[0].end.branch
    browser = stage.browser(f"branch.{branch}")
    tried = dry_run(browser, journeys)
    assert TAGS.findall(tried.text) == ["可以办理"] * SEVERAL
    assert all(CONTENT not in contents(one) for one in journeys)

    killed = pid_of_inflow(stage, branch)
    Timer(A_MOMENT, os.kill, (killed, signal.SIGKILL)).start()
    confirm(browser, tried)
    done = stage.until(lambda: over(confirm(browser, tried)), "每一条都有结果")
    assert pid_of_inflow(stage, branch) != killed
    assert TAGS.findall(done.text) == ["已办理"] * SEVERAL
    for one in journeys:
        assert contents(one).count(CONTENT) == 1
        entry = next(entry for entry in one.book.entries if entry.content == CONTENT)
        one.home_reads(entry, "ENTERED")


def dry_run(browser: Browser, journeys: list[BookletJourney]) -> httpx.Response:
    picked = {f"row-{n}": Picked(case_id=one.case_id, label=one.person.name).value for n, one in enumerate(journeys)}
    form = browser.send("/bulk", browser.get("/cases?side=host"), many="host/record_entry", **picked)
    assert f"共 {SEVERAL} 条" in form.text
    return browser.send("/bulk", form, kind="ACTIVITY_DAY", content=CONTENT)


def confirm(browser: Browser, tried: httpx.Response) -> httpx.Response:
    """The same page again and again, as somebody does who is not sure what has happened."""
    return browser.send("/bulk", tried, step="confirm")


def over(page: httpx.Response) -> httpx.Response | None:
    return page if page.status_code == 200 and "还没有办" not in page.text else None


def contents(journey: BookletJourney) -> list[str]:
    return [entry.content for entry in journey.book.entries]


def pid_of_inflow(stage: Stage, branch: str) -> int:
    said = gongguan("status", data=stage.serving(branch).data_dir)
    return next(int(one["pid"]) for one in json.loads(said.stdout)["processes"] if one["name"] == "inflow")
