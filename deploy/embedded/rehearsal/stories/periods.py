"""What comes back each quarter: the contact of home (W-04), the feedback of the host (W-05)."""

from datetime import date, timedelta

from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.stories.member import Member
from deploy.embedded.rehearsal.stories.telling import Moments
from deploy.embedded.rehearsal.terms import DAY, FIGURES, first_day, first_quarter, last_day, next_quarter
from services.inflow.exchange import contract as host
from services.outflow.contract import RecordContact
from services.outflow.exchange import contract as home

TALK = "思想稳定，工作生活正常。"
SAID = {"placement": "编入第一党小组。", "participation": "参加组织生活3次。", "conduct": "表现良好。"}
TALKS_WITHIN, WRITES_WITHIN = (0, 32), (14, 57)
"""Days after everybody has been asked, talks first: the dutiful do it before they are reminded."""
QUESTIONS = 0.15
"""Share of the feedback about which home asks."""


def contacts(member: Member) -> Moments:
    """Once in a quarter; the forgetful leave every second one out."""
    left = member.facts.stated("issue_certificate")
    assert left is not None
    quarter, number = first_quarter(left, "contact.first_due_grace"), 0
    while True:
        number += 1
        if member.manner is not Manner.FORGETS_CONTACTS or number % 2:
            yield member.on(*_within(member, quarter, TALKS_WITHIN))
            yield from member.home_does("record_contact", _talk)
        quarter = next_quarter(quarter)


def _talk(today: object) -> RecordContact:
    return RecordContact.model_validate({"contacted_on": today, "channel": "phone", "reached": True, "thinking": TALK})


def _within(member: Member, quarter: str, days: tuple[int, int]) -> tuple[date, timedelta]:
    """Some day of the quarter on which everybody has been asked, or of what is left of it."""
    opens = max(first_day(quarter) + (FIGURES["period.spread_days"] + 1) * DAY, member.now.date())
    room = max((last_day(quarter) - 3 * DAY - opens).days, 0)
    return opens, member.somebody.within(*(min(room, day) for day in days))


def feedback(member: Member) -> Moments:
    """Sent, read, now and then asked about. The forgetful send every second one after its quarter."""
    enrolled = member.facts.stated("enrol_member")
    assert enrolled is not None
    quarter, number = first_quarter(enrolled, "feedback.first_due_grace"), 0
    while True:
        number += 1
        if member.manner is Manner.FORGETS_FEEDBACK and number % 2 == 0:
            yield member.on(last_day(quarter), member.somebody.within(4, 20))
        else:
            yield member.on(*_within(member, quarter, WRITES_WITHIN))
        yield from _is_sent_and_read(member, quarter)
        quarter = next_quarter(quarter)


def notices(member: Member) -> Moments:
    """Home tells the host how he stands (D-34)."""
    enrolled = member.facts.stated("enrol_member")
    assert enrolled is not None
    quarter = first_quarter(enrolled, "notice.first_due_grace")
    while True:
        yield member.on(*_within(member, quarter, WRITES_WITHIN))
        yield from member.home_does("send_home_notice", lambda _: _notice(member), quarter)
        quarter = next_quarter(quarter)


def _notice(member: Member) -> home.SendHomeNotice:
    conversion = "预备期考察正常。" if member.manner.probationary else ""
    return home.SendHomeNotice(conversion=conversion, **SAID)


def _is_sent_and_read(member: Member, quarter: str) -> Moments:
    yield from member.acts("send_feedback", lambda _: _send(member, quarter), quarter)
    feedback_id = member.account.feedback.get(quarter)
    if feedback_id is None:
        return
    yield member.later(0.5, 4)
    if member.somebody.happens(QUESTIONS):
        asks = home.QuestionFeedback(feedback_id=feedback_id, text="缺席一次的原因？")
        yield from member.home_does("question_feedback", lambda _: asks, quarter)
        yield member.later(0.5, 4)
        answers = host.AnswerFeedback(feedback_id=feedback_id, text="因出差缺席，已补课。")
        yield from member.host_does("answer_feedback", lambda _: answers, quarter)
        yield member.later(0.5, 4)
    reads = home.AcknowledgeFeedback(feedback_id=feedback_id)
    yield from member.home_does("acknowledge_feedback", lambda _: reads, quarter)


def _send(member: Member, quarter: str) -> str:
    conversion = "预备期表现良好。" if member.manner.probationary else ""
    body = host.SendFeedback(quarter=quarter, conversion=conversion, **SAID)
    exchange = member.host("send_feedback", body)
    member.account.feedback[quarter] = next(one.feedback_id for one in exchange.feedback if one.quarter == quarter)
    return quarter
