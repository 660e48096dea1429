"""W-06: a probationary member is converted while he is away; home runs it, the host gives its written opinion."""

from collections.abc import Iterator

from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.terms import DAY, FIGURES, Days, days, months, working_days
from shared.policy.task_kinds import TaskKind as K


def conversion(account: Account, look: Look) -> Iterator[Owed]:
    end, left = account.somebody.probation_end, account.facts.when("issue_certificate")
    if end is None or left is None:
        return
    prepared, asked_from = (
        left.not_before(end - FIGURES[key] * DAY) for key in ("conversion.prepare", "conversion.request_opinion")
    )
    if look.today >= prepared.first:
        yield from _papers(account, look, prepared, asked_from)
        yield from _opinion(account, look, prepared)
        yield from _decision(account)


def _papers(account: Account, look: Look, prepared: Days, asked_from: Days) -> Iterator[Owed]:
    """The member's application in the last month, the request to the host, the meeting after the end of probation."""
    end, facts = account.somebody.probation_end, account.facts
    assert end is not None
    apply_from = Days.of(end - FIGURES["conversion.application"] * DAY)
    due = apply_from.moved(days("conversion.application"))
    yield Owed(K.RECORD_APPLICATION, "1", prepared, due, facts.when("record_application"), by_calendar=True)
    if look.today >= asked_from.first:
        due = asked_from.moved(working_days("conversion.request_opinion.within"))
        yield Owed(K.REQUEST_OPINION, "1", asked_from, due, facts.when("request_opinion"), by_calendar=True)
    due = Days.of(end).moved(days("meeting.latest_expected"))
    met = facts.when("hold_conversion_meeting")
    yield Owed(K.HOLD_CONVERSION_MEETING, "1", prepared, due, met, by_calendar=True)


def _opinion(account: Account, look: Look, prepared: Days) -> Iterator[Owed]:
    """The host's term begins with the end of probation, or with the request when that came later."""
    end, facts = account.somebody.probation_end, account.facts
    enrolled, asked = facts.when("enrol_member"), facts.when("request_opinion")
    if end is None or enrolled is None:
        return
    since = Days(max(end, asked.first), max(end, asked.last)) if asked else Days.of(end)
    filed, due = facts.when("file_opinion"), since.moved(days("opinion.due"))
    opens = Days(max(prepared.first, enrolled.first), max(prepared.last, enrolled.last))
    yield Owed(K.FILE_OPINION, "1.1", opens, due, filed)
    overdue = due.moved(lambda day: day + DAY)
    received = filed.delivered(look.slack) if filed else None
    if asked and overdue.first <= look.today and (received is None or received.first >= overdue.first):
        urged = since.moved(days("opinion.escalate.departments"))
        yield Owed(K.URGE_OPINION, "1", overdue, urged, ended_on=received)


def _decision(account: Account) -> Iterator[Owed]:
    facts = account.facts
    resolved, reported, decided = (
        facts.when(verb) for verb in ("hold_conversion_meeting", "report_resolution", "decide_conversion")
    )
    if resolved is not None:
        yield Owed(K.REPORT_RESOLUTION, "1", resolved, resolved.moved(working_days("conversion.report")), reported)
    if reported is not None:
        yield Owed(K.DECIDE_CONVERSION, "1", reported, reported.moved(months("conversion.approval")), decided)
    if decided is not None:
        announced = facts.when("announce_conversion")
        yield Owed(K.ANNOUNCE_CONVERSION, "1", decided, decided.moved(days("conversion.notify")), announced)
