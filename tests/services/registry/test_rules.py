"""Policy packs by organisation and day; calendars in versions."""

from datetime import date

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text

from services.registry.app import provide_start
from services.registry.client import RegistryClient
from services.registry.contract import AssignPolicy
from services.registry.settings import RegistrySettings
from shared.business_clock import BusinessClock
from shared.calendar.published import published_year
from shared.calendar.year import CalendarYear, NamedDay, YearStatus
from shared.keys import KeyRing
from shared.posts import Role
from shared.service_client import Refused
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.people import Tokens

BRANCH, DEPARTMENT, PROVINCE = "32100300101", "321003", "320000"
TODAY = FIRST_MOMENT.date()
OFFICIAL_2027 = CalendarYear(
    year=2027,
    status=YearStatus.OFFICIAL,
    source="国务院办公厅关于2027年部分节假日安排的通知",
    holidays=(NamedDay(on=date(2027, 1, 1), name="元旦"),),
)


def test_without_an_assignment_the_national_pack_holds(with_organisations: RegistryClient) -> None:
    found = with_organisations.read_policy(BRANCH, TODAY)
    assert (found.pack.id, found.assigned_to) == ("CN-BASE-2019", None)


def test_the_nearest_assignment_up_the_tree_holds_from_its_day_on(with_organisations: RegistryClient) -> None:
    with_organisations.assign_policy(AssignPolicy(organisation=PROVINCE, pack="JS-PROV-2017", valid_from=TODAY))
    with_organisations.assign_policy(
        AssignPolicy(organisation=DEPARTMENT, pack="CN-BASE-2019", valid_from=date(2026, 10, 1))
    )
    early, late = (with_organisations.read_policy(BRANCH, day) for day in (TODAY, date(2026, 10, 1)))
    assert (early.pack.id, early.assigned_to) == ("JS-PROV-2017", PROVINCE)
    assert (late.pack.id, late.assigned_to) == ("CN-BASE-2019", DEPARTMENT)
    before = with_organisations.read_policy("341181", TODAY)
    assert before.assigned_to is None


def test_an_assignment_is_published_with_the_directory(with_organisations: RegistryClient) -> None:
    before = with_organisations.read_directory()
    body = AssignPolicy(organisation=PROVINCE, pack="JS-PROV-2017", valid_from=TODAY)
    with_organisations.assign_policy(body)
    after = with_organisations.read_directory()
    assert after.version == before.version + 1
    assert [(one.path, one.pack) for one in after.policies] == [(PROVINCE, "JS-PROV-2017")]
    (listed,) = with_organisations.list_policy_assignments().items
    assert (listed.organisation, listed.pack) == (PROVINCE, "JS-PROV-2017")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (AssignPolicy(organisation=PROVINCE, pack="XX-9999", valid_from=TODAY), "pack_unknown"),
        (AssignPolicy(organisation=PROVINCE, pack="JS-PROV-2017", valid_from=date(1999, 1, 1)), "pack_unknown"),
        (AssignPolicy(organisation="999999", pack="JS-PROV-2017", valid_from=TODAY), "organisation_unknown"),
    ],
)
def test_an_impossible_assignment_is_refused(with_organisations: RegistryClient, body: AssignPolicy, code: str) -> None:
    with pytest.raises(Refused, match=f"422 {code}"):
        with_organisations.assign_policy(body)


def test_the_years_of_this_release_are_there_from_the_start(operator: RegistryClient) -> None:
    years = {one.year: one for one in operator.read_calendars().years}
    assert sorted(years) == list(range(2024, 2031))
    assert years[2026] == published_year(2026)
    assert years[2027].status is YearStatus.PROVISIONAL


def test_a_published_year_replaces_the_provisional_one(operator: RegistryClient) -> None:
    assert operator.publish_calendar(OFFICIAL_2027).version == 2
    assert operator.publish_calendar(OFFICIAL_2027).version == 2
    years = {one.year: one for one in operator.read_calendars().years}
    assert (years[2027].version, years[2027].status) == (2, YearStatus.OFFICIAL)
    with pytest.raises(Refused, match="422 official_year_stays"):
        operator.publish_calendar(published_year(2027))


def test_what_runs_is_told_once_that_a_year_has_been_published(operator: RegistryClient, started: Engine) -> None:
    for _ in range(2):
        operator.publish_calendar(OFFICIAL_2027)
    with started.connect() as connection:
        told = connection.execute(text("SELECT message FROM outbox WHERE workflow = 'CalendarNews'")).scalars().all()
    assert told == [{"year": 2027, "version": 2}]


def test_starting_again_keeps_what_was_published_and_publishes_nothing(
    operator: RegistryClient, started: Engine, keys: KeyRing, clock: BusinessClock, settings: RegistrySettings
) -> None:
    operator.publish_calendar(OFFICIAL_2027)
    before = operator.read_directory()
    provide_start(started, keys, clock, settings)
    assert operator.read_directory() == before
    assert operator.publish_calendar(OFFICIAL_2027).version == 2


def test_another_address_in_the_settings_is_published_at_the_next_start(
    operator: RegistryClient, started: Engine, keys: KeyRing, clock: BusinessClock, settings: RegistrySettings
) -> None:
    moved = settings.model_copy(update={"inflow_url": "http://inflow.elsewhere:9000"})
    before = operator.read_directory().version
    provide_start(started, keys, clock, moved)
    after = operator.read_directory()
    assert after.version == before + 1
    assert {one.inflow_url for one in after.regions} == {"http://inflow.elsewhere:9000"}


def test_officers_read_rules_but_do_not_make_them(with_organisations: RegistryClient, tokens: Tokens) -> None:
    officer = with_organisations.as_somebody(tokens.at(Role.DEPARTMENT_OFFICER, PROVINCE))
    assert officer.read_policy(BRANCH, TODAY).pack
    assert officer.list_policy_assignments().items == []
    with pytest.raises(Refused, match="403 not_your_post"):
        officer.publish_calendar(OFFICIAL_2027)
    with pytest.raises(Refused, match="403 not_your_post"):
        officer.assign_policy(AssignPolicy(organisation=PROVINCE, pack="JS-PROV-2017", valid_from=TODAY))


def test_calendars_stay_for_ever(operator: RegistryClient, app: FastAPI, started: Engine) -> None:
    operator.publish_calendar(OFFICIAL_2027)
    with started.connect() as connection:
        versions = connection.scalars(text("SELECT version FROM calendar_year WHERE year = 2027 ORDER BY 1")).all()
    assert versions == [1, 2]
