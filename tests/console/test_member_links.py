"""给党员开手机办事链接: by his branch at home or at the host and by nobody else; link and code apart, shown once."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.keys import KeyRing
from tests.console import filled_member as f
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
CASE = f"/cases/{e.CASE_ID}"
PAGE = f"{CASE}/member-link"
OFFER = "给党员开手机办事链接"


@pytest.fixture(autouse=True)
def away(world: World, keys: KeyRing) -> None:
    enrolled = {"enrolled_on": e.TODAY, "host_branch": e.HOST_BRANCH, "host_branch_name": "秦栏镇朱塘村党支部"}
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(CaseStatus.ACTIVE))
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement(PlacementStatus.ENROLLED, **enrolled))
    f.arrange(world, keys)
    world.links.clear()


@pytest.mark.parametrize(("login", "organisation"), [("zhou", e.BRANCH), ("zhao", e.HOST_BRANCH)])
def test_either_branch_opens_a_link_that_lets_the_member_in(
    visit: Visit, app: FastAPI, world: World, login: str, organisation: str
) -> None:
    branch = visit(login)
    assert OFFER in branch.get(CASE).text
    page = branch.send(PAGE)
    assert page.status_code == 200
    secret = re.search(r"http://testserver/m/([\w-]+)", page.text)
    assert secret is not None
    assert "492039" in page.text
    assert world.member_links[0].organisation == organisation
    assert "汪海同志" in f.enters(app, secret[1]).get("/me").text


def test_the_slip_to_print_has_the_qr_and_not_the_code(visit: Visit) -> None:
    page = visit("zhou").send(PAGE).text
    slip = page[page.index('<article class="paper slip">') : page.index("</article>")]
    assert '<svg class="qr"' in slip
    assert "492039" not in slip
    assert "汪海" not in slip


def test_link_and_code_are_shown_once(visit: Visit) -> None:
    branch = visit("zhou")
    branch.send(PAGE)
    listed = branch.get(PAGE).text
    assert "492039" not in listed
    assert "secret-0" not in listed
    assert "还没有打开" in listed
    assert "周超" in listed


def test_withdrawing_ends_what_stands(visit: Visit, world: World) -> None:
    branch = visit("zhou")
    assert "收回" not in branch.get(PAGE).text.split("开过的链接")[0].split("</ul>")[1]
    branch.send(PAGE)
    page = branch.get(PAGE)
    done = branch.send(f"{PAGE}/withdrawal", page)
    assert done.headers["location"] == f"{PAGE}?done=withdrawn"
    assert "已收回" in branch.follow(done).text
    assert world.sent("withdrawal")[0].body == {"organisation": e.BRANCH}


@pytest.mark.parametrize("login", ["liu", "wang", "chen"])
def test_nobody_else_is_offered_or_given_a_link(visit: Visit, world: World, login: str) -> None:
    other = visit(login)
    assert OFFER not in other.get(CASE).text
    assert other.get(PAGE).status_code == 404


def test_a_branch_opens_none_in_the_name_of_the_other(visit: Visit, world: World) -> None:
    assert visit("zhou").send(PAGE, organisation=e.HOST_BRANCH).status_code == 404
    assert world.member_links == []


def test_a_host_branch_opens_none_before_it_has_enrolled_him(visit: Visit, world: World) -> None:
    placed = e.placement(PlacementStatus.PLACED, host_branch=e.HOST_BRANCH)
    world.placement_files[str(e.CASE_ID)] = e.host_file(placed)
    assert visit("zhao").get(PAGE).status_code == 404
