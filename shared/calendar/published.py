"""The years this release knows: official ones from chinesecalendar, later ones provisional."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays
from chinese_calendar import constants

from shared.calendar.working import WorkingCalendar
from shared.calendar.year import CalendarYear, NamedDay, YearStatus

FIRST_YEAR = 2004
LAST_YEAR = 2099

_PROVISIONAL_SOURCE = (
    "暂定：国务院办公厅尚未公布{year}年放假安排；只计周末和《全国年节及纪念日放假办法》规定的节日"
    "（适逢周末的依该办法补假），不含调休放假与调休上班，公布后以正式安排为准"
)
# The package marks days that were swapped by a yearly notice with this word; they belong to no statute.
_SWAPPED = "休息日"


def last_official_year() -> int:
    """The last year for which the installed chinesecalendar holds the State Council's notice."""
    latest: date = max(constants.holidays)
    return latest.year


@cache
def published_year(year: int) -> CalendarYear:
    """What this release knows of `year`, 2004 to 2099."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"只支持{FIRST_YEAR}至{LAST_YEAR}年")
    return _official(year) if year <= last_official_year() else provisional_year(year)


@cache
def published_calendar(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> WorkingCalendar:
    return WorkingCalendar.of(published_year(year) for year in range(first, last + 1))


def _official(year: int) -> CalendarYear:
    return CalendarYear(
        year=year,
        status=YearStatus.OFFICIAL,
        source=f"国务院办公厅关于{year}年部分节假日安排的通知（chinesecalendar {chinese_calendar.__version__}）",
        holidays=tuple(_named(day) for day in _all_days(year) if _is_holiday_on_a_weekday(day)),
        working_weekends=tuple(_named(day) for day in _all_days(year) if day in constants.workdays),
    )


def _all_days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=i) for i in range((date(year + 1, 1, 1) - first).days)]


def _is_holiday_on_a_weekday(day: date) -> bool:
    return day.weekday() < 5 and day in constants.holidays


def _named(day: date) -> NamedDay:
    english = constants.holidays.get(day) or constants.workdays[day]
    return NamedDay(on=day, name=chinese_calendar.Holiday(english).chinese)


@cache
def provisional_year(year: int) -> CalendarYear:
    """Weekends and the statutory festivals with the days given for those that fall on a weekend."""
    festivals = holidays.country_holidays("CN", years=year, language="zh_CN")
    return CalendarYear(
        year=year,
        status=YearStatus.PROVISIONAL,
        source=_PROVISIONAL_SOURCE.format(year=year),
        holidays=tuple(
            NamedDay(on=day, name=name)
            for day, name in sorted(festivals.items())
            if day.year == year and day.weekday() < 5 and not name.startswith(_SWAPPED)
        ),
    )
