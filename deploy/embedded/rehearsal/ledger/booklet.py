"""What the booklet asks: entries confirmed by the member (W-12), the year's check (W-02), the year's role entry; and
the member's yearly report (D-151)."""

from collections.abc import Iterator
from datetime import date

from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.terms import (
    CHECK_OPENS,
    DAY,
    FIGURES,
    REPORT_OPENS,
    ROLE_OPENS,
    Days,
    days,
    months_after,
    working_days,
)
from shared.policy.task_kinds import TaskKind as K


def entries(account: Account, look: Look) -> Iterator[Owed]:
    """Each entry is put to the member; unanswered after fifteen days it is no longer asked about, and taken for
    nobody's word."""
    released = account.facts.when("release_member")
    for serial, one in enumerate(account.facts.each("record_entry"), start=1):
        due = one.days.moved(days("entry.confirm"))
        over = due.moved(lambda day: day + DAY).delivered(look.slack) if due.first < look.today else None
        done = account.facts.when("confirm_entry", one.about)
        ended = min((end for end in (released, over) if end), key=lambda end: end.first, default=None)
        yield Owed(K.CONFIRM_ENTRY, f"1.{serial}", one.days, due, done, None if done else ended)


def arrears(account: Account, look: Look) -> Iterator[Owed]:
    """C-7: three whole months without dues warn the branch, six ask it to look into it; dues entered settle both."""
    left = account.facts.stated("declare_departure")
    if left is None or account.facts.when("issue_certificate") is None:
        return
    payments = [(f"{left:%Y-%m}", None), *((one.about, one.days) for one in account.facts.each("pay_dues"))]
    for number, (month, _) in enumerate(payments):
        paid = payments[number + 1][1] if number + 1 < len(payments) else None
        for level, kind, months, term, verb in ALERTS:
            opens = Days.of(months_after(date.fromisoformat(f"{month}-01"), FIGURES[months] + 1))
            if _stands(account, opens, look) and (paid is None or opens.first <= paid.first):
                done = account.facts.when(verb, month) or (paid.delivered(look.slack) if paid else None)
                due, ended = opens.moved(term), account.no_longer_away
                yield Owed(kind, f"{month}.{level}", opens, due, done, ended, by_calendar=True)


ALERTS = (
    ("WARN", K.REMIND_OF_DUES, "dues.alert", working_days("dues.alert.remind"), "remind_of_dues"),
    ("CONSIDER", K.CONSIDER_ARREARS, "dues.alert.task", days("dues.alert.consider"), "consider_arrears"),
)


def role_entry(account: Account, look: Look) -> Iterator[Owed]:
    """S001-C 二2: at least once a year; who came in its last ninety days owes it from the next."""
    enrolled = account.facts.stated("enrol_member")
    if enrolled is None:
        return
    late = enrolled > date(enrolled.year + 1, 1, 1) - FIGURES["record.role_entry.grace"] * DAY
    for year in range(enrolled.year + late, look.today.year + 1):
        opens = Days.of(date(year, *ROLE_OPENS))
        done = account.facts.when("record_role", str(year))
        if _stands(account, opens, look) and not (done and done.last < opens.first):
            due, ended = opens.moved(days("record.role_entry.within")), account.facts.when("release_member")
            yield Owed(K.RECORD_ROLE_ENTRY, f"1.{year}", spread_of(opens), due, done, ended, by_calendar=True)


def yearly_check(account: Account, look: Look) -> Iterator[Owed]:
    """C-2: from the first of November that comes after the issue."""
    issued = account.facts.stated("issue_certificate")
    if issued is None:
        return
    first = issued.year + (date(issued.year, *CHECK_OPENS) <= issued)
    for year in range(first, look.today.year + 1):
        opens = Days.of(date(year, *CHECK_OPENS))
        if _stands(account, opens, look):
            due, done = opens.moved(days("certificate.yearly_check.within")), _checked(account, year, look)
            ended = account.over or account.lost
            yield Owed(K.CHECK_CERTIFICATE, str(year), spread_of(opens), due, done, ended, by_calendar=True)


def _checked(account: Account, year: int, look: Look) -> Days | None:
    at_host = account.facts.when("check_booklet", str(year))
    return at_host.delivered(look.slack) if at_host else account.facts.when("check_certificate", str(year))


def yearly_report(account: Account, look: Look) -> Iterator[Owed]:
    """C-5: asked for from the first of November on."""
    left = account.facts.stated("declare_departure")
    if left is None or account.facts.when("issue_certificate") is None:
        return
    first = left.year + (date(left.year, *REPORT_OPENS) < left)
    for year in range(first, look.today.year + 1):
        opens = Days.of(date(year, *REPORT_OPENS))
        if _stands(account, opens, look):
            due = opens.moved(days("member.yearly_report.within"))
            done = account.facts.when("record_yearly_report", str(year))
            ended = account.no_longer_away
            yield Owed(K.ASK_YEARLY_REPORT, str(year), spread_of(opens), due, done, ended, by_calendar=True)


def _stands(account: Account, opens: Days, look: Look) -> bool:
    """Whether the day came while he was away."""
    ended = account.no_longer_away
    return opens.first <= look.today and (ended is None or opens.first <= ended.first)


def spread_of(opens: Days) -> Days:
    """On which of the first days of its time a yearly duty is asked for."""
    return Days(opens.first, opens.last + FIGURES["period.spread_days"] * DAY)
