"""Working calendars, year by year, in versions: none is ever overwritten."""

from sqlalchemy import func, select

from services.registry.permissions import PERMISSIONS
from services.registry.queries.calendars import newest_year
from services.registry.tables import CalendarYearRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise_any
from shared.calendar.published import published_year
from shared.calendar.year import CalendarPublished, CalendarYear, YearStatus
from shared.errors import Invalid
from shared.outbox import tell

YEARS = range(2024, 2031)


class OfficialYearStays(Invalid):
    message = "这一年已有国务院办公厅公布的安排，不能再用暂定安排替换；有误请按公布的安排更正。"


def publish_calendar(act: Act, body: CalendarYear) -> CalendarYear:
    """The next version of the year, whatever version the body names. Raises OfficialYearStays."""
    post = authorise_any(act.actor, "publish_calendar", PERMISSIONS)
    lock_calendars(act)
    held = newest_year(act.session, body.year)
    if held is not None and held.status is YearStatus.OFFICIAL and body.status is YearStatus.PROVISIONAL:
        raise OfficialYearStays()
    published = _store_if_new(act, body, held)
    details = {"year": body.year, "version": published.version}
    record(act.session, "publish_calendar", act.actor, post=post, business_at=act.at, details=details)
    return published


def provide_published_years(act: Act) -> None:
    """At start-up: the years this release knows; a provisional one gives way when the release knows it officially."""
    lock_calendars(act)
    for number in YEARS:
        known, held = published_year(number), newest_year(act.session, number)
        if held is None or (held.status is YearStatus.PROVISIONAL and known.status is YearStatus.OFFICIAL):
            _store_if_new(act, known, held)


def lock_calendars(act: Act) -> None:
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("calendars", 0))))


def _store_if_new(act: Act, year: CalendarYear, held: CalendarYear | None) -> CalendarYear:
    version = held.version + 1 if held else 1
    if held is not None and year.model_copy(update={"version": held.version}) == held:
        return held
    numbered = year.model_copy(update={"version": version})
    schedule = numbered.model_dump(mode="json")
    act.session.add(CalendarYearRow(year=year.year, version=version, schedule=schedule))
    if held is not None:
        _tell_what_runs(act, CalendarPublished(year=year.year, version=version))
    return numbered


def _tell_what_runs(act: Act, published: CalendarPublished) -> None:
    """5.1: dates that people wait for are reckoned anew at once."""
    tell(
        act.session,
        workflow="CalendarNews",
        workflow_id="calendar-news",
        signal="calendar_published",
        message=published,
        start={},
    )
