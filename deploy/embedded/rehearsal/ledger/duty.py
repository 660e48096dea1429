"""One duty of the ledger: what is owed, from when until when, and how it was held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from deploy.embedded.rehearsal.terms import DAY, Days
from shared.policy.task_kinds import TaskKind


class Held(StrEnum):
    """How a duty was held. LAPSED: it ended without an act because nothing was owed any more."""

    IN_TIME = "IN_TIME"
    LATE = "LATE"
    MISSED = "MISSED"
    OPEN = "OPEN"
    LAPSED = "LAPSED"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Held.IN_TIME: "按时",
    Held.LATE: "超期后办理",
    Held.MISSED: "超期未办",
    Held.OPEN: "未到期",
    Held.LAPSED: "不再需要",
}


@dataclass(frozen=True)
class Look:
    """From where the ledger is read. `slack`: how long the machine may take to carry something to the other side."""

    today: date
    slack: timedelta = DAY


@dataclass(frozen=True)
class Owed:
    """`others`: names the task may also have, because a day on which the machine opened it stands in its name.
    `by_calendar`: a day of the year opens it, nobody's act."""

    kind: TaskKind
    occurrence: str
    opens: Days
    due: Days
    done_on: Days | None = None
    ended_on: Days | None = None
    others: tuple[str, ...] = ()
    by_calendar: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.occurrence, *self.others)

    def held(self, today: date) -> Held:
        """The likelier of the possible ones."""
        if self.done_on is not None:
            return Held.IN_TIME if self.done_on.first <= self.due.last else Held.LATE
        if self.ended_on is not None:
            return Held.LAPSED
        return Held.MISSED if today > self.due.last else Held.OPEN

    def may_be(self, held: Held, today: date) -> bool:
        if self.done_on is None:
            return held in self._without_an_act(today)
        surely_in_time = self.done_on.last <= self.due.first
        surely_late = self.done_on.first > self.due.last
        return not surely_late if held is Held.IN_TIME else held is Held.LATE and not surely_in_time

    def _without_an_act(self, today: date) -> Iterator[Held]:
        """Until the last of the days on which it may have ended nobody knows whether it has."""
        if self.ended_on is not None and self.ended_on.first <= today:
            yield Held.LAPSED
        if self.ended_on is None or today <= self.ended_on.last:
            if today <= self.due.last:
                yield Held.OPEN
            if today > self.due.first:
                yield Held.MISSED

    def must_stand(self, look: Look) -> bool:
        """False while the machine may not have asked yet, or need not any more."""
        over = min((end.first for end in (self.done_on, self.ended_on) if end is not None), default=look.today)
        return self.opens.last + look.slack < over

    def opened_late(self, opened_at: datetime, midnight_after: datetime) -> timedelta:
        """How long the machine took after the last moment at which the calendar opens it."""
        return max(opened_at - midnight_after, timedelta()) if self.by_calendar else timedelta()
