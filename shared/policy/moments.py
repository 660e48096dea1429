"""The days of a ladder: where each term ends, and what was counted to get there."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.calendar.working import WorkingCalendar
from shared.calendar.year import SkippedDay
from shared.policy.ladder import Anchor
from shared.policy.pack import Term, Unit
from shared.terms import HalfYear, Quarter, add_months

Period = Quarter | HalfYear


def period_named(text: str) -> Period:
    """`2026Q4`, or abroad `2026H2`. Raises ValueError for anything else."""
    return HalfYear(text) if "H" in text else Quarter(text)


class PeriodMissing(ValueError):
    """A term by quarter or half-year was planned without naming which one."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key} 按季度或半年计，须指明是哪一期")


@dataclass(frozen=True, slots=True)
class Moment:
    """The last day of a term. `says` is how it was found, in Chinese; `counted` only for working days."""

    day: date
    says: str
    counted: int | None = None
    skipped: tuple[SkippedDay, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Everything that days are counted from; `event` names in Chinese what happened on `since`."""

    since: date
    event: str
    calendar: WorkingCalendar
    period: Period | None
    suspended: int

    def due(self, term: Term) -> Moment:
        if term.unit in (Unit.QUARTER, Unit.HALF_YEAR):
            return self.period_end(term)
        if term.unit is Unit.MONTH_DAY:
            return self.month_day(term)
        return self.after_event(term, term.amount)

    def month_day(self, term: Term) -> Moment:
        """A fixed day of the year in which the event lies, such as 12-15; off a non-working day to the next."""
        end = date.fromisoformat(f"{self.since.year}-{term.value}")
        return self._rolled(end, f"{self.since.year}年{end.month}月{end.day}日")

    def at(self, anchor: Anchor, term: Term, n: int | None, due: date, *, rolls: bool) -> Moment:
        """Where a rung stands; without `n` at the anchor itself."""
        match anchor:
            case Anchor.AFTER_EVENT:
                return self.after_event(term, n or 0, rolls=rolls)
            case Anchor.BEFORE_DUE:
                return self._before_due(term, n or 0, due)
            case Anchor.AFTER_DUE:
                return self._after(due, f"到期日（{zh(due)}）", term, n)
            case Anchor.PERIOD_DAY:
                period = self._period(term)
                return Moment(day=period.day(n or 1), says=f"{period.label}第{n}日")
            case Anchor.LAST_DAYS:
                period = self._period(term)
                return Moment(day=period.day_from_end(n or 1), says=f"{period.label}倒数第{n}日")
            case Anchor.AFTER_PERIOD_END:
                period = self._period(term)
                return self._after(period.last, f"{period.label}末日（{zh(period.last)}）", term, n)

    def after_event(self, term: Term, n: int, *, rolls: bool = True) -> Moment:
        """`n` units after the event, later by the working days on which the clock stood still.

        A term rolls off a non-working day (Civil Code Art 203); a reminder inside it need not.
        """
        start = f"自{self.event}（{zh(self.since)}）次日起算"
        if term.unit is Unit.WORKING_DAYS:
            return self._working_days_after_event(n, start)
        end, says = _plain_end(self.since, term.unit, n)
        rolled = self._rolled(end, start + says) if rolls else Moment(day=end, says=start + says)
        return self._delayed(rolled)

    def _working_days_after_event(self, n: int, start: str) -> Moment:
        term = self.calendar.add_working_days(self.since, n + self.suspended)
        says = f"{start}第{n}个工作日{self._stood_still}"
        return Moment(term.due, says, n, term.skipped, term.provisional)

    @property
    def _stood_still(self) -> str:
        return f"，另加暂停计时的{self.suspended}个工作日" if self.suspended else ""

    def period_end(self, term: Term) -> Moment:
        period = self._period(term)
        return Moment(day=period.last, says=f"{period.label}的最后一日")

    def _before_due(self, term: Term, n: int, due: date) -> Moment:
        if term.unit is Unit.WORKING_DAYS:
            day = self.calendar.working_days_before(due, n)
            return Moment(day, f"到期日（{zh(due)}）前{n}个工作日", n, provisional=self._unsure(day, due))
        return Moment(day=due - timedelta(days=n), says=f"到期日（{zh(due)}）前{n}日")

    def _after(self, start: date, name: str, term: Term, n: int | None) -> Moment:
        if n is None:
            return Moment(day=start, says=f"{name}终了仍未办结")
        if term.unit is Unit.WORKING_DAYS:
            found = self.calendar.add_working_days(start, n)
            return Moment(found.due, f"{name}之后第{n}个工作日", n, found.skipped, found.provisional)
        end, says = _plain_end(start, term.unit, n)
        return self._rolled(end, f"{name}之后{says}")

    def _rolled(self, end: date, says: str) -> Moment:
        day = self.calendar.next_working(end)
        if day == end:
            return Moment(day=day, says=says, provisional=self._unsure(end, day))
        off = self.calendar.skipped_between(end - timedelta(days=1), day)
        says = f"{says}为{zh(end)}，逢{off[0].reason}顺延至下一工作日"
        return Moment(day, says, skipped=off, provisional=self._unsure(end, day))

    def _delayed(self, moment: Moment) -> Moment:
        if not self.suspended:
            return moment
        term = self.calendar.add_working_days(moment.day, self.suspended)
        skipped = (*moment.skipped, *term.skipped)
        says = moment.says + self._stood_still
        return Moment(term.due, says, None, skipped, moment.provisional or term.provisional)

    def _period(self, term: Term) -> Period:
        wanted = HalfYear if term.unit is Unit.HALF_YEAR else Quarter if term.unit is Unit.QUARTER else None
        if self.period is None or (wanted is not None and not isinstance(self.period, wanted)):
            raise PeriodMissing(term.key)
        return self.period

    def _unsure(self, first: date, last: date) -> bool:
        return self.calendar.is_provisional(first, last)


def _plain_end(start: date, unit: Unit, n: int) -> tuple[date, str]:
    match unit:
        case Unit.DAYS:
            return start + timedelta(days=n), f"第{n}日"
        case Unit.MONTHS:
            return add_months(start, n), f"满{n}个月"
        case Unit.YEARS:
            return add_months(start, 12 * n), f"满{n}年"
        case _:
            raise ValueError(f"不能按 {unit} 推算到期日")


def zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
