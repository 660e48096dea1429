"""Section 8 at home: every figure equals the length of its list, row by row, on every level, and strangers see none."""

from datetime import date, timedelta

import pytest

from shared.figures import Figure
from shared.letters.contract import Enrolled
from shared.posts import Actor, Role
from shared.service_client import Refused
from tests.factories.people import holder
from tests.services import reporting
from tests.services.outflow.home_side import (
    CLERK,
    HOST_BRANCH,
    NEIGHBOUR,
    OFFICER,
    SECRETARY,
    TODAY,
    HomeSide,
)
from tests.services.reporting import assert_every_figure_is_its_list, counts

ENROLLED = Enrolled(
    host_branch=HOST_BRANCH, host_branch_name="朱塘村党支部", contact="许建国", phone="", enrolled_on=TODAY
)


@pytest.fixture
def busy(home_side: HomeSide) -> HomeSide:
    """Declared, departed, reported, active, and one abroad."""
    home_side.declares()
    home_side.declares().departs()
    home_side.declares(abroad=True, reason="work").departs()
    arrived = home_side.declares().departs()
    arrived.reports()
    enrolled = home_side.declares().departs()
    enrolled.hears(ENROLLED)
    return home_side


@pytest.mark.parametrize("actor", [SECRETARY, CLERK, OFFICER], ids=["branch", "committee", "department"])
@pytest.mark.duty("D-29", "D-59")
def test_every_figure_is_the_length_of_its_list(busy: HomeSide, actor: Actor) -> None:
    assert_every_figure_is_its_list(busy.at(actor))


def figure(side: HomeSide, key: str) -> Figure:
    return reporting.figure(side.at(OFFICER), key)


def test_regions_are_called_by_their_names(busy: HomeSide) -> None:
    assert counts(busy.at(OFFICER), "away-by-region") == {"安徽省滁州市天长市": 4}
    assert counts(busy.at(OFFICER), "away-by-trade")


def test_who_has_not_reported_is_counted_from_day_thirty_one_on(busy: HomeSide) -> None:
    left = TODAY
    for key, days in (("unreported-branch", 30), ("unreported-department", 90)):
        assert figure(busy.on(left + timedelta(days=days)), key).rows == []
        assert figure(busy.on(left + timedelta(days=days + 1)), key).total == 2


def test_coverage_is_a_share_of_those_away(busy: HomeSide) -> None:
    assert (figure(busy, "active").total, figure(busy, "active").of) == (1, "away")
    assert figure(busy, "away").total == 4


def test_another_committee_counts_nothing_and_an_unknown_figure_is_not_found(busy: HomeSide) -> None:
    stranger = holder(Role.COMMITTEE_OFFICER, NEIGHBOUR)
    assert all(one.rows == [] for one in busy.at(stranger).read_report().figures)
    with pytest.raises(Refused) as refused:
        busy.at(OFFICER).list_figure("no-such-figure")
    assert refused.value.problem.status == 404


def test_the_report_says_its_moment(busy: HomeSide) -> None:
    assert busy.on(date(2026, 9, 8)).at(OFFICER).read_report().as_of.date() == date(2026, 9, 8)
