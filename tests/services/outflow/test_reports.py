"""Section 8 at home: every figure equals the length of its list, row by row, on every level, and strangers see none."""

from datetime import date, timedelta

import pytest

from shared.figures import Figure
from shared.letters.contract import Enrolled
from shared.posts import Actor, Role
from shared.service_client import Refused
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    CLERK,
    HOST_BRANCH,
    NEIGHBOUR,
    OFFICER,
    SECRETARY,
    TODAY,
    HomeSide,
)

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


def length(side: HomeSide, actor: Actor, key: str, organisation: str | None, dimension: str) -> int:
    """Of the list behind a row, page by page."""
    found, after = 0, None
    while True:
        page = side.at(actor).list_figure_cases(
            key, organisation=organisation or "-", dimension=dimension, limit=2, after=after
        )
        found, after = found + len(page.items), page.next
        if after is None:
            return found


@pytest.mark.parametrize("actor", [SECRETARY, CLERK, OFFICER], ids=["branch", "committee", "department"])
@pytest.mark.duty("D-29", "D-59")
def test_every_figure_is_the_length_of_its_list(busy: HomeSide, actor: Actor) -> None:
    report = busy.at(actor).read_report()
    rows = [(figure.key, row) for figure in report.figures for row in figure.rows]
    assert rows
    for key, row in rows:
        assert length(busy, actor, key, row.organisation, row.dimension) == row.count, (key, row)


def figure(side: HomeSide, key: str) -> Figure:
    return next(one for one in side.at(OFFICER).read_report().figures if one.key == key)


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
        busy.at(OFFICER).list_figure_cases("no-such-figure")
    assert refused.value.problem.status == 404


def test_the_report_says_its_moment(busy: HomeSide) -> None:
    assert busy.on(date(2026, 9, 8)).at(OFFICER).read_report().as_of.date() == date(2026, 9, 8)
