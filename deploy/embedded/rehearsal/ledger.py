"""The rehearsal's own account: what people did and when, and what must therefore stand in the databases.

Terms are computed here anew, from the calendar and the figures of the national pack alone; the product's planning
is not asked, so that it can be found wrong.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from deploy.embedded.rehearsal.manners import Manner, Somebody
from shared.calendar.published import published_calendar
from shared.policy.task_kinds import TaskKind

K = TaskKind
DAY = timedelta(days=1)
ISSUE_DAYS, VERIFY_DAYS, ENROL_DAYS, REPORT_DAYS, REVIEW_DAYS = 5, 5, 10, 30, 10
"""`certificate.issue`, `accept.verify`, `accept.enrol` (working days), `report.at_host` (days), `refusal.review`."""


class Held(StrEnum):
    """How a duty was held."""

    IN_TIME = "IN_TIME"
    LATE = "LATE"
    MISSED = "MISSED"
    OPEN = "OPEN"

    @property
    def label(self) -> str:
        return {"IN_TIME": "按时", "LATE": "逾期后办理", "MISSED": "未办理", "OPEN": "未到期"}[self.value]


@dataclass(frozen=True)
class Days:
    """The day of an act. At a hundred thousand times the speed a midnight may pass while an act is on its way: then
    it is one of two days, and the ledger does not know which."""

    first: date
    last: date

    def moved(self, term: Callable[[date], date]) -> "Days":
        return Days(term(self.first), term(self.last))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True)
class Owed:
    """A duty of one case: what, which occurrence, until when, and when it was done."""

    kind: TaskKind
    occurrence: str
    due: Days
    done_on: Days | None

    def held(self, today: date) -> Held:
        """The likelier of the possible ones."""
        if self.done_on is not None:
            return Held.IN_TIME if self.done_on.first <= self.due.last else Held.LATE
        return Held.MISSED if today > self.due.last else Held.OPEN

    def may_be(self, held: Held, today: date) -> bool:
        if self.done_on is None:
            return held is self.held(today)
        surely_in_time = self.done_on.last <= self.due.first
        surely_late = self.done_on.first > self.due.last
        return not surely_late if held is Held.IN_TIME else held is Held.LATE and not surely_in_time


@dataclass
class Account:
    """What one member's people did."""

    somebody: Somebody
    case_id: UUID | None = None
    done: dict[str, Days] = field(default_factory=dict)
    contacts: list[Days] = field(default_factory=list)
    refused: str | None = None

    def owed(self, today: date) -> Iterator[Owed]:
        """Every duty that must have come up, in the order of the rulebook."""
        yield from self._certificate()
        yield from self._arrival()
        yield from self._acceptance()
        yield from self._contacts(today)

    def _certificate(self) -> Iterator[Owed]:
        since = self.done.get("declare_departure")
        if since is None:
            return
        due = since.moved(lambda day: working_days_after(day, ISSUE_DAYS))
        for kind, verb in CERTIFICATE_CHAIN.items():
            yield Owed(kind, "", due, self.done.get(verb))
            if verb not in self.done and verb != "brief_member":
                return

    def _arrival(self) -> Iterator[Owed]:
        left = self.done.get("issue_certificate")
        if left is not None:
            due = left.moved(lambda day: next_working(day + REPORT_DAYS * DAY))
            yield Owed(K.REPORT_AT_HOST, "", due, self.done.get("report_arrival"))

    def _acceptance(self) -> Iterator[Owed]:
        since, verified = self.done.get("report_arrival"), self.done.get("verify_certificate")
        if since is None:
            return
        refused = self.done.get("refuse_member")
        if refused is not None:
            review = refused.moved(lambda day: working_days_after(day, REVIEW_DAYS))
            yield Owed(K.REVIEW_REFUSAL, "1.1", review, self.done.get("decide_dispute"))
            since = self.done.get("decide_dispute")
            if since is None:
                return
        round_ = "1.2" if refused else "1.1"
        if not refused:
            yield Owed(
                K.VERIFY_CERTIFICATE, "1.1", since.moved(lambda day: working_days_after(day, VERIFY_DAYS)), verified
            )
            if verified is None:
                return
        due = since.moved(lambda day: working_days_after(day, ENROL_DAYS))
        yield Owed(K.PLACE_MEMBER, round_, due, self.done.get("place_member"))
        if "place_member" in self.done:
            yield Owed(K.ENROL_MEMBER, round_, due, self.done.get("enrol_member"))

    def _contacts(self, today: date) -> Iterator[Owed]:
        left = self.done.get("issue_certificate")
        if left is None:
            return
        quarter = first_quarter(left.first)
        while first_day(quarter) <= today:
            talks = [talk for talk in self.contacts if first_day(quarter) <= talk.last]
            last = last_day(quarter)
            yield Owed(K.CONTACT_MEMBER, quarter, Days(last, last), talks[0] if talks else None)
            quarter = next_quarter(quarter)


CERTIFICATE_CHAIN = {
    K.BRIEF_MEMBER: "brief_member",
    K.REQUEST_CERTIFICATE: "request_certificate",
    K.NUMBER_CERTIFICATE: "number_certificate",
    K.SEAL_CERTIFICATE: "seal_certificate",
    K.ISSUE_CERTIFICATE: "issue_certificate",
}


class Ledger:
    """All accounts, the machine's own delays, and what went wrong."""

    def __init__(self, accounts: list[Account]) -> None:
        self.accounts = accounts
        self._lock = threading.Lock()
        self.waits: list[timedelta] = []
        self.refusals: list[str] = []
        self.acts = 0

    def acted(self, account: Account, verb: str, sent: datetime, answered: datetime) -> None:
        with self._lock:
            account.done[verb] = Days(sent.date(), answered.date())
            self.acts += 1

    def waited(self, how_long: timedelta) -> None:
        """Business time for which a person found nothing on the list that should have been there."""
        with self._lock:
            self.waits.append(how_long)

    def failed(self, account: Account, verb: str, why: str) -> None:
        with self._lock:
            self.refusals.append(f"{account.somebody.number} {verb}: {why}")

    def by_manner(self, today: date) -> dict[Manner, dict[Held, int]]:
        counts: dict[Manner, dict[Held, int]] = {}
        for account in self.accounts:
            of_manner = counts.setdefault(account.somebody.manner, dict.fromkeys(Held, 0))
            for one in account.owed(today):
                of_manner[one.held(today)] += 1
        return counts


def working_days_after(day: date, number: int) -> date:
    """The day on which so many working days have passed since the day after `day`."""
    calendar = published_calendar()
    while number:
        day += DAY
        number -= calendar.is_working(day)
    return day


def next_working(day: date) -> date:
    calendar = published_calendar()
    while not calendar.is_working(day):
        day += DAY
    return day


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    return date(int(quarter[:4]), int(quarter[-1]) * 3 - 2, 1)


def next_quarter(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year + number // 4}Q{number % 4 + 1}"


def last_day(quarter: str) -> date:
    return first_day(next_quarter(quarter)) - DAY


def first_quarter(left: date) -> str:
    """Who leaves in the last thirty days of a quarter owes the first contact in the next one."""
    quarter = quarter_of(left)
    return next_quarter(quarter) if left > last_day(quarter) - 30 * DAY else quarter
