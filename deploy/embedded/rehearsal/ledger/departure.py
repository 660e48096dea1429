"""W-01 to W-03 and W-10: certificate, arrival, acceptance and refusal."""

from collections.abc import Iterator

from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.terms import DAY, Days, days, first_day, first_quarter, next_quarter, working_days
from shared.policy.task_kinds import TaskKind as K

CERTIFICATE_CHAIN = {
    K.BRIEF_MEMBER: "brief_member",
    K.REQUEST_CERTIFICATE: "request_certificate",
    K.NUMBER_CERTIFICATE: "number_certificate",
    K.SEAL_CERTIFICATE: "seal_certificate",
    K.ISSUE_CERTIFICATE: "issue_certificate",
}
QUARTERS_OF_SILENCE = 12
"""More than any rehearsal has."""
OPENED_BY = {
    K.BRIEF_MEMBER: "declare_departure",
    K.REQUEST_CERTIFICATE: "declare_departure",
    K.NUMBER_CERTIFICATE: "request_certificate",
    K.SEAL_CERTIFICATE: "number_certificate",
    K.ISSUE_CERTIFICATE: "seal_certificate",
}


def certificate(account: Account, look: Look) -> Iterator[Owed]:
    """All five steps within `certificate.issue` of the declaration (D-35, D-36, D-73)."""
    declared = account.facts.when("declare_departure")
    if declared is None:
        return
    due = declared.moved(working_days("certificate.issue"))
    for kind, verb in CERTIFICATE_CHAIN.items():
        opens = account.facts.when(OPENED_BY[kind])
        if opens is not None:
            yield Owed(kind, "", opens.delivered(look.slack), due, account.facts.when(verb))


def arrival(account: Account, look: Look) -> Iterator[Owed]:
    """`report.at_host` from the day on which he got his certificate (D-37); home hears of it by letter."""
    left, reported = account.facts.when("issue_certificate"), account.facts.when("report_arrival")
    if left is None:
        return
    done = reported.delivered(look.slack) if reported else None
    lost = None if reported else account.lost
    yield Owed(K.REPORT_AT_HOST, "", left, left.moved(days("report.at_host")), done, lost)


def looks(account: Account, look: Look) -> Iterator[Owed]:
    """5.1: on day 45 the presumed host is asked to look for him, and again after a second quarter without contact."""
    for number, asked in enumerate(asked_to_look(account), start=1):
        if asked.first > look.today or (account.lost and asked.last >= account.lost.first):
            return
        answered = account.facts.when("answer_look", str(number))
        told = asked.delivered(look.slack)
        due = told.moved(working_days("lost.help"))
        yield Owed(K.LOOK_FOR_MEMBER, f"1.{number}", told, due, answered)


def asked_to_look(account: Account) -> list[Days]:
    """Of one who has never been heard of; others are contacted often enough."""
    left, facts = account.facts.when("issue_certificate"), account.facts
    if left is None or facts.when("report_arrival") or facts.when("record_contact"):
        return []
    asked = [left.moved(days("report.escalate.committee")).moved(lambda day: day + DAY)]
    quarter = next_quarter(first_quarter(left.first, "contact.first_due_grace"))
    for _ in range(QUARTERS_OF_SILENCE):
        asked.append(Days.of(first_day(next_quarter(quarter))))
        quarter = next_quarter(quarter)
    return sorted(asked, key=lambda one: one.first)


def acceptance(account: Account, look: Look) -> Iterator[Owed]:
    """`accept.*` from the report, or from the decision that the refusal was not in order."""
    facts = account.facts
    since, verified, refused = (facts.when(verb) for verb in ("report_arrival", "verify_certificate", "refuse_member"))
    if since is None:
        return
    due = since.moved(working_days("accept.verify"))
    yield Owed(K.VERIFY_CERTIFICATE, "1.1", since, due, verified, refused)
    round_ = "1.1"
    if refused is not None:
        since, round_ = facts.when("decide_dispute"), "1.2"
        review = refused.moved(working_days("refusal.review"))
        yield Owed(K.REVIEW_REFUSAL, "1.1", refused, review, since)
    placed, opens = facts.when("place_member"), since if refused else verified
    if since is None or opens is None:
        return
    due = since.moved(working_days("accept.enrol"))
    yield Owed(K.PLACE_MEMBER, round_, opens, due, placed)
    if placed is not None:
        yield Owed(K.ENROL_MEMBER, round_, placed, due, facts.when("enrol_member"))
