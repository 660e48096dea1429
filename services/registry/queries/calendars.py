"""The newest version of each year's working calendar."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.registry import contract as c
from services.registry.tables import CalendarYearRow
from shared.act import Act
from shared.calendar.year import CalendarYear


def read_calendars(act: Act) -> c.Calendars:
    newest = (
        select(CalendarYearRow.schedule)
        .ext(distinct_on(CalendarYearRow.year))
        .order_by(CalendarYearRow.year, CalendarYearRow.version.desc())
    )
    return c.Calendars(years=[CalendarYear.model_validate(schedule) for schedule in act.session.scalars(newest)])


def newest_year(session: Session, year: int) -> CalendarYear | None:
    query = (
        select(CalendarYearRow.schedule)
        .where(CalendarYearRow.year == year)
        .order_by(CalendarYearRow.version.desc())
        .limit(1)
    )
    schedule = session.scalar(query)
    return CalendarYear.model_validate(schedule) if schedule is not None else None
