"""Entries in the booklet and the member's word about them (W-12); the year's check, role entry and report."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.stories.member import Member
from deploy.embedded.rehearsal.stories.telling import Moments
from deploy.embedded.rehearsal.terms import CHECK_OPENS, DAY, FIGURES, REPORT_OPENS, ROLE_OPENS
from services.inflow.entries import contract as host
from services.inflow.entries.contract import EntryKind
from services.outflow.certificate_life.contract import CheckCertificate
from services.outflow.exchange.contract import RecordYearlyReport

UNANSWERED, CHECKED_AT_HOST, ROLE_IN_TIME, REPORTS_EARLY = 0.15, 0.2, 0.85, 0.5
WORDS = {"thinking": "思想稳定。", "work": "在电子厂任班组长。", "participation": "参加流入地党支部活动10次。"}
LATE_BY = 37 * DAY
Entry = Callable[[date], host.RecordEntry]


def entries(member: Member) -> Moments:
    """Dues in good time; in the first year also a word about his role or, now and then, an activity. Some entries
    nobody gets the member to confirm."""
    yield member.later(5, 20)
    beside: Entry | None = _role if member.somebody.happens(ROLE_IN_TIME) else _activity
    while True:
        yield from _entered(member, _dues)
        yield member.later(20, 40)
        if beside is not None:
            yield from _entered(member, beside)
        beside = None
        yield member.later(42, 48)


def _entered(member: Member, entry: Entry) -> Moments:
    """Entries are numbered through the whole stay."""
    serial = str(1 + sum(1 for _ in member.facts.each("record_entry")))
    yield from member.acts("record_entry", lambda today: _enter(member, entry(today), serial), serial)
    entered = member.facts.when("record_entry", serial)
    if entered is None:
        return
    if entry is _role:
        member.facts.put("record_role", entered, str(entered.first.year))
    if entry is _dues:
        member.facts.put("pay_dues", entered, f"{entered.first:%Y-%m}")
    if member.somebody.happens(UNANSWERED):
        return
    yield member.later(0.5, 4.5)
    yield from member.acts("confirm_entry", lambda today: _confirm(member, serial, today), serial)


def _activity(today: date) -> host.RecordEntry:
    return host.RecordEntry(happened_on=today, kind=EntryKind.ACTIVITY_DAY, content="参加党员活动日，集体学习。")


def _dues(today: date) -> host.RecordEntry:
    month, amount = f"{today:%Y-%m}", Decimal("20.00")
    return host.RecordEntry(happened_on=today, kind=EntryKind.DUES, content="交纳党费", month=month, amount=amount)


def _role(today: date) -> host.RecordEntry:
    return host.RecordEntry(happened_on=today, kind=EntryKind.ROLE, content="参加社区志愿服务，发挥先锋模范作用。")


def _enter(member: Member, body: host.RecordEntry, serial: str) -> None:
    book = member.host("record_entry", body)
    member.account.entries[serial] = next(one.entry_id for one in book.entries if str(one.serial) == serial)


def _confirm(member: Member, serial: str, today: date) -> None:
    """The member has signed in the booklet."""
    body = host.ConfirmEntry(confirmed_on=today, signed_by_member=True)
    inflow = member.host_secretary.services.inflow
    inflow.confirm_entry(member.case_id, member.account.entries[serial], body)


def yearly_check(member: Member) -> Moments:
    """By the home branch, now and then by the host's."""
    for year, moment in _each_year(member, CHECK_OPENS, 45):
        yield moment
        if member.somebody.happens(CHECKED_AT_HOST):
            yield from member.host_does("check_booklet", _check_at_host, str(year))
        else:
            yield from member.home_does("check_certificate", _check, str(year))


def _check(today: date) -> CheckCertificate:
    return CheckCertificate(checked_on=today, remarks="记载完整，年审合格。")


def _check_at_host(today: date) -> host.CheckBooklet:
    return host.CheckBooklet(checked_on=today, remarks="记载完整。")


def yearly_report(member: Member) -> Moments:
    """He reports to home, now and then of his own accord; who forgets contacts asks for it too late."""
    if member.manner is not Manner.FORGETS_CONTACTS and member.somebody.happens(REPORTS_EARLY):
        yield member.later(60, 150)
        yield from member.acts("record_yearly_report", lambda today: _report(member, today))
    room = 8 if member.manner is Manner.FORGETS_CONTACTS else 30
    for year, moment in _each_year(member, REPORT_OPENS, room):
        yield moment + LATE_BY if member.manner is Manner.FORGETS_CONTACTS else moment
        if member.facts.when("record_yearly_report", str(year)) is None:
            yield from member.acts("record_yearly_report", lambda today: _report(member, today))


def _report(member: Member, today: date) -> str:
    """It counts for the year in which it comes."""
    member.home("record_yearly_report", RecordYearlyReport(received_on=today, channel="phone", **WORDS))
    return str(today.year)


def role_entry(member: Member) -> Moments:
    """Of those about whom nothing was entered in the course of the year."""
    for year, moment in _each_year(member, ROLE_OPENS, 14):
        yield moment
        if member.facts.when("record_role", str(year)) is None:
            yield from _entered(member, _role)


def _each_year(member: Member, opens: tuple[int, int], room: int) -> Iterator[tuple[int, datetime]]:
    """Some day within the room after everybody has been asked."""
    today = member.now.date()
    year = today.year + (date(today.year, *opens) <= today)
    while True:
        first = date(year, *opens) + (FIGURES["period.spread_days"] + 1) * DAY
        yield year, member.on(first, member.somebody.within(0, room))
        year += 1
