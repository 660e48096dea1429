"""The member on the console of a running stack: in by the branch's link, and what he says there moves his case."""

import re

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from tests.console.visitors import Browser
from tests.journeys.acts_member import MemberJourney
from tests.journeys.stage import Stage


def opens_his_page(journey: MemberJourney, branch: str) -> Browser:
    """Link and code as they stand on the page of the branch."""
    stage = journey.stage
    secretary = stage.browser(f"branch.{branch}")
    opened = secretary.send(f"/cases/{journey.case_id}/member-link").text
    secret, code = re.search(r"/m/([\w-]+)", opened), re.search(r'class="revealed">(\d{6})<', opened)
    assert secret is not None
    assert code is not None
    member = Browser.at(stage.serving(branch).console)
    assert member.send(f"/m/{secret[1]}", code=code[1]).headers["location"] == "/me"
    return member


def test_he_reports_confirms_and_comes_back_on_his_page(stage: Stage) -> None:
    journey = MemberJourney(stage)
    journey.depart()
    member = opens_his_page(journey, journey.start.branch)
    stage.until(lambda: "请到流入地党组织报到" in member.get("/me").text, "首页请他报到")
    assert member.send("/me/report_arrival").headers["location"] == "/me?done=report_arrival"
    journey.host_stands(PlacementStatus.RECEIVED)
    stage.until(lambda: "请到流入地党组织报到" not in member.get("/me").text, "首页不再请他报到")
    journey.is_taken_in()

    there = opens_his_page(journey, journey.end.branch)
    entry = journey.enter()
    assert journey.person.name in member.get("/me").text
    assert f"/me/confirm_entry/{entry.entry_id}" in there.get("/me").text
    assert there.send(f"/me/confirm_entry/{entry.entry_id}").status_code == 303
    journey.home_reads(entry, "CONFIRMED")
    assert "本人已核实" in member.get("/me/certificate").text

    assert member.send("/me/announce_return", returns_on=stage.today.isoformat()).status_code == 303
    journey.home_stands(CaseStatus.RETURNING)
    stage.until(lambda: "请向党支部报告您已返回" in member.get("/me").text, "首页请他报告返回")
    assert member.send("/me/report_return").status_code == 303
    assert "请向党支部报告您已返回" not in member.get("/me").text
