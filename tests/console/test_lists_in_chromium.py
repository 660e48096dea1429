"""Working lists in Chromium, at a desk and on a phone: full pages, long names, no rows, a form opened out."""

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Browser as Chromium

from services.outflow.contract import CaseStatus
from services.registry.saved_views.contract import SavedView
from shared.working_lists.contract import ListKind, ViewFilters
from tests.console.chromium import DESK, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.walk import signs_in, walk

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(300)
LONG_NAME = "天长市秦栏镇民营科技创业园区流动党员联合党支部第二工作委员会"
LONG_PERSON = "阿卜杜拉·买买提·吐尔逊·艾合买提"
PAGES = {
    "lists-full": "/cases?side=home",
    "lists-columns": "/cases?side=home&columns=status&columns=category&columns=branch&columns=host&columns=region"
    "&columns=declared_on&columns=departed_on",
    "lists-empty": "/cases?view=two-quarters&after=0",
    "lists-host": "/cases?view=entries-unconfirmed",
    "lists-filters": "/cases?side=host&situation=waiting&day=reported_on&when=before&days=15",
}


def test_lists_stand_well_when_full_empty_and_long(chromium: Chromium, served: str, world: World) -> None:
    for n in range(200):
        case = e.case(
            CaseStatus.DEPARTED, case_id=uuid4(), number=f"321003-2026-{n:06}", departed_on=date(2026, 10, 1),
            host_name=LONG_NAME, home_branch_name=LONG_NAME,
        )  # fmt: skip
        case = case.model_copy(update={"member": case.member.model_copy(update={"name": LONG_PERSON})})
        world.case_files[str(case.case_id)] = e.home_file(case)
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement(home_committee_name=LONG_NAME))
    saved = SavedView(
        view_id=uuid4(), name=LONG_NAME, list=ListKind.HOME, filters=ViewFilters(status=["ACTIVE"]),
        shared_with=e.DEPARTMENT, shared_with_name=LONG_NAME, author_name="某人", may_change=True,
    )  # fmt: skip
    world.views = [saved]
    screen = signs_in(watch(chromium, served, DESK), "chen")
    for name, path in PAGES.items():
        walk(screen, name, path)
    walk(screen, "lists-view", f"/cases?view={saved.view_id}")
    screen.page.context.close()
    assert screen.complaints == []
