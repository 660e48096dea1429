"""What each quarter asks: the contact of home (W-04), the feedback of the host and its reading at home (W-05)."""

from collections.abc import Iterator
from datetime import timedelta

from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.terms import Days, first_day, first_quarter, last_day, next_quarter, spread, working_days
from shared.policy.task_kinds import TaskKind as K

NO_TIME = timedelta()


def contacts(account: Account, look: Look) -> Iterator[Owed]:
    """D-38: one each quarter from the departure on; a later one also settles what was missed before."""
    left = account.facts.stated("issue_certificate")
    if left is None:
        return
    ended, quarter = account.no_longer_away, first_quarter(left, "contact.first_due_grace")
    talks = [one.days for one in account.facts.each("record_contact")]
    while (opens := spread(quarter, left)).first <= (min(ended.first, look.today) if ended else look.today):
        talk = next((talk for talk in talks if first_day(quarter) <= talk.first), None)
        due = Days.of(last_day(quarter))
        yield Owed(K.CONTACT_MEMBER, quarter, opens, due, talk, ended, by_calendar=opens.first > left)
        quarter = next_quarter(quarter)


def feedback(account: Account, look: Look) -> Iterator[Owed]:
    """D-52: one each quarter from the enrolment on. The host hears by letter that he returns."""
    enrolled = account.facts.stated("enrol_member")
    if enrolled is None:
        return
    ended = account.gone_home.delivered(look.slack) if account.gone_home else None
    quarter = first_quarter(enrolled, "feedback.first_due_grace")
    while (opens := spread(quarter, enrolled)).first <= (min(ended.first, look.today) if ended else look.today):
        sent = account.facts.when("send_feedback", quarter)
        due = Days.of(last_day(quarter))
        yield Owed(K.SEND_FEEDBACK, f"1.{quarter}", opens, due, sent, ended, by_calendar=opens.first > enrolled)
        quarter = next_quarter(quarter)


def notices(account: Account, look: Look) -> Iterator[Owed]:
    """D-34: home tells the host each quarter how he stands, once the host has him; one notice settles all that wait."""
    enrolled = account.facts.stated("enrol_member")
    if enrolled is None:
        return
    ended, quarter = account.gone_home, first_quarter(enrolled, "notice.first_due_grace")
    told = [one.days for one in account.facts.each("send_home_notice")]
    while (opens := spread(quarter, enrolled)).first <= (min(ended.first, look.today) if ended else look.today):
        sent = next((days for days in told if opens.first <= days.last), None)
        due, asked = Days.of(last_day(quarter)), opens.delivered(look.slack if opens.first <= enrolled else NO_TIME)
        yield Owed(K.SEND_HOME_NOTICE, quarter, asked, due, sent, ended, by_calendar=opens.first > enrolled)
        quarter = next_quarter(quarter)


def reading(account: Account, look: Look) -> Iterator[Owed]:
    """Home acknowledges within five working days, or asks; then the host answers and home reads once more."""
    facts = account.facts
    for one in facts.each("send_feedback"):
        feedback_id = account.feedback[one.about]
        received = one.days.delivered(look.slack)
        asked = facts.when("question_feedback", one.about)
        first = asked or facts.when("acknowledge_feedback", one.about)
        due = received.moved(working_days("feedback.acknowledge"))
        yield Owed(K.ACKNOWLEDGE_FEEDBACK, f"{feedback_id}.1", received, due, first, account.gone_home)
        if asked is None:
            continue
        heard, answered = asked.delivered(look.slack), facts.when("answer_feedback", one.about)
        due = heard.moved(working_days("feedback.answer"))
        yield Owed(K.ANSWER_FEEDBACK, f"1.{one.about}.1", heard, due, answered, account.gone_home)
        if answered is not None:
            again = answered.delivered(look.slack)
            due, done = again.moved(working_days("feedback.acknowledge")), facts.when("acknowledge_feedback", one.about)
            yield Owed(K.ACKNOWLEDGE_FEEDBACK, f"{feedback_id}.2", again, due, done, account.gone_home)
