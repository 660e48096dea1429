"""W-07 and the way back: who is silent for six months is searched for and found lost; who returns is released by the
host, reports to his branch and is inspected."""

from collections.abc import Iterator
from datetime import date

from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.terms import DAY, FIGURES, Days, days, months, months_after, working_days
from shared.policy.task_kinds import TaskKind as K

SUSPEND = "SUSPEND"


def lost_contact(account: Account, look: Look) -> Iterator[Owed]:
    """条例 Art 24: six months without proof of contact, then the search; the branch decides, nothing by itself."""
    since = silent_since(account)
    if since is None or since.first > look.today:
        return
    facts, names = account.facts, _names(since, look)
    due = since.moved(days("lost.search"))
    name, *others = names
    yield Owed(K.SEARCH_MEMBER, name, since, due, account.lost, others=tuple(others), by_calendar=True)
    asked = facts.when("log_search", "3")
    if asked is not None:
        due = asked.moved(working_days("lost.record"))
        yield Owed(K.CONFIRM_LOST, name, asked, due, account.lost, others=tuple(others))
    steps = (
        (K.HOLD_LOST_MEETING, "confirm_lost", days("lost.meeting"), "resolve_measure", 0),
        (K.DECIDE_LOST_MEASURE, "resolve_measure", months("lost.approval"), "decide_measure", 1),
        (K.FILE_LOST_MEASURE, "decide_measure", working_days("lost.filing"), "file_measure", 1),
    )
    for kind, opened_by, term, verb, meetings in steps:
        opens = facts.when(opened_by)
        if opens is not None:
            first, *rest = (f"{day}.{SUSPEND}.{meetings}" for day in names)
            yield Owed(kind, first, opens, opens.moved(term), facts.when(verb), others=tuple(rest))


def silent_since(account: Account) -> Days | None:
    """The day after six months without proof of contact; None for who has been heard of since he left."""
    left = account.facts.when("issue_certificate")
    heard = account.facts.when("report_arrival") or account.facts.when("record_contact")
    if left is None or heard is not None:
        return None
    return left.moved(lambda day: months_after(day, FIGURES["lost.confirm"]) + DAY)


def _names(since: Days, look: Look) -> list[str]:
    last: date = since.last + look.slack
    return [str(since.first + n * DAY) for n in range((last - since.first).days + 1)]


def coming_back(account: Account, look: Look) -> Iterator[Owed]:
    """D-40: the host's closing note, the report, the inspection."""
    returns, facts = account.gone_home, account.facts
    if returns is None:
        return
    told, reported = returns.delivered(look.slack), facts.when("report_return")
    names = [f"1.{day}" for day in _names(returns, look)]
    due = told.moved(working_days("relocate.notice.host"))
    released = facts.when("release_member")
    yield Owed(K.RELEASE_MEMBER, names[0], told, due, released, account.over, others=tuple(names[1:]))
    yield Owed(K.REPORT_RETURN, "", returns, returns.moved(days("return.report")), reported)
    if reported is not None:
        due = reported.moved(working_days("return.inspect"))
        yield Owed(K.INSPECT_RETURN, "", reported, due, facts.when("inspect_return"))
    if account.over is not None:
        due, done = account.over.moved(working_days("certificate.put_away")), facts.when("put_away_certificate")
        yield Owed(K.PUT_AWAY_CERTIFICATE, "", account.over, due, done)


def requests(account: Account, look: Look) -> Iterator[Owed]:
    """W-19: fifteen working days for the answer, fifteen days for the member's word about it."""
    for one in account.facts.each("open_request"):
        name = f"1.{one.about}.1"
        answered = account.facts.when("answer_request", one.about)
        due = one.days.moved(working_days("question.answer"))
        yield Owed(K.ANSWER_REQUEST, name, one.days, due, answered, None if answered else account.over)
        if answered is not None:
            due, confirmed = answered.moved(days("question.confirm")), account.facts.when("confirm_request", one.about)
            yield Owed(K.CONFIRM_REQUEST, name, answered, due, confirmed, None if confirmed else account.over)
