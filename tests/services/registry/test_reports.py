"""Section 8 among organisations: agreements, mobile organisations, records; every figure equals its list."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from services.registry.mobile_org import contract as m
from services.registry.records import contract as r
from shared.keys import KeyRing
from shared.posts import Role
from tests.factories.people import Tokens, holder
from tests.services.registry.between import HOME_CLERK, HOME_OFFICER, TODAY, YANGZHOU, Between
from tests.services.registry.test_agreements import in_force, passes
from tests.services.registry.test_mobile_orgs import proposal
from tests.services.reporting import assert_every_figure_is_its_list, counts, figure, items_of

STRANGER = holder(Role.COMMITTEE_OFFICER, "321003002")
DAY = timedelta(days=1)


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


@pytest.mark.duty("D-32", "D-62")
def test_agreements_are_counted_by_state_and_before_they_expire(between: Between) -> None:
    mine, _ = in_force(between)
    at = between.at(HOME_OFFICER)
    assert counts(at, "agreements") == {"履行中": 1}
    assert counts(at, "agreements-in-force") == {"安徽省滁州市天长市": 1}
    last_day = between.at(HOME_CLERK).read_agreement(mine).agreement.last_day
    soon = last_day - timedelta(days=90)
    for day, number in ((soon - DAY, 0), (soon, 1)):
        between.on(day)
        assert figure(at, "agreements-expiring").total == number, day
    assert_every_figure_is_its_list(at)
    assert [item.partner_name for item in items_of(at, "agreements-in-force")] == ["天长市秦栏镇党委"]


@pytest.mark.duty("D-62")
def test_a_consultation_is_overdue_once_its_half_year_is_over(between: Between) -> None:
    mine, _ = in_force(between)
    passes(between, mine, date(2027, 1, 1))
    at = between.at(HOME_OFFICER)
    for day, overdue in ((date(2027, 6, 30), {}), (date(2027, 7, 1), {"2027H1": 1})):
        between.on(day)
        assert counts(at, "consultations-overdue") == overdue
    assert_every_figure_is_its_list(at)


@pytest.mark.duty("D-33")
def test_mobile_organisations_and_records_are_counted_where_they_stand(between: Between) -> None:
    between.at(HOME_CLERK).propose_mobile_org(proposal())
    quota = r.KeepRecord(own=YANGZHOU, kind=r.RecordKind.SUPERVISION, on=TODAY, title="专项督查")
    between.at(HOME_CLERK).keep_record(quota)
    at = between.at(HOME_OFFICER)
    assert counts(at, "mobile-orgs") == {m.MobileOrgStatus.PROPOSED.label: 1}
    assert counts(at, "records") == {"督促检查": 1}
    assert_every_figure_is_its_list(at)


def test_another_committee_counts_nothing_and_sees_no_list(between: Between) -> None:
    in_force(between)
    assert all(one.rows == [] for one in between.at(STRANGER).read_report().figures)
    assert items_of(between.at(STRANGER), "agreements") == []
