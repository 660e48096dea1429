"""Section 8 at the host: every figure equals the length of its list, and strangers see none."""

import pytest

from services.inflow import contract as c
from shared.posts import Actor
from tests.services.inflow.host_side import CLERK, OFFICER, SECRETARY, HostSide


@pytest.fixture
def busy(host_side: HostSide) -> HostSide:
    for status in (c.PlacementStatus.EXPECTED, c.PlacementStatus.VERIFIED, c.PlacementStatus.ENROLLED):
        host_side.case().goes_as_far_as(status)
    refused = host_side.case().goes_as_far_as(c.PlacementStatus.RECEIVED)
    refused.refuses("too_many")
    return host_side


@pytest.mark.parametrize("actor", [SECRETARY, CLERK, OFFICER], ids=["branch", "committee", "department"])
@pytest.mark.duty("D-43", "D-59")
def test_every_figure_is_the_length_of_its_list(busy: HostSide, actor: Actor) -> None:
    for figure in busy.at(actor).read_report().figures:
        for row in figure.rows:
            page = busy.at(actor).list_figure_placements(
                figure.key, organisation=row.organisation, dimension=row.dimension
            )
            assert len(page.items) == row.count, (figure.key, row)


def test_a_refusal_is_counted_under_its_reason_in_words(busy: HostSide) -> None:
    refused = next(one for one in busy.at(OFFICER).read_report().figures if one.key == "refused")
    assert [(row.label, row.count) for row in refused.rows] == [("人数太多", 1)]
    disputed = next(one for one in busy.at(OFFICER).read_report().figures if one.key == "disputed")
    assert [(row.label, row.count) for row in disputed.rows] == [("县级组织部门审查", 1)]
