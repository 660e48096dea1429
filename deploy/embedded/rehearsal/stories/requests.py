"""W-19: the member asks for help on the way."""

from datetime import date
from uuid import UUID

from deploy.embedded.rehearsal.stories.member import Member
from deploy.embedded.rehearsal.stories.telling import Moments
from shared.help_requests.contract import AnswerRequest, ConfirmRequest, OpenRequest, RequestKind


def asks_for_help(member: Member) -> Moments:
    """The host branch hears him, answers, and asks whether that settles it."""
    yield member.later(15, 70)
    yield from member.acts("open_request", lambda today: _ask(member, today))
    asked = next(member.facts.each("open_request"), None)
    if asked is None:
        return
    inflow = member.host_secretary.services.inflow
    yield member.later(2, 12)
    answer = AnswerRequest(text="已联系学校，可以入学。")
    yield from member.acts(
        "answer_request",
        lambda _: member.nothing(inflow.answer_request(member.case_id, UUID(asked.about), answer)),
        asked.about,
    )
    yield member.later(1, 8)
    if member.facts.when("answer_request", asked.about):
        word = ConfirmRequest(satisfied=True, text="谢谢。")
        yield from member.acts(
            "confirm_request",
            lambda _: member.nothing(inflow.confirm_request(member.case_id, UUID(asked.about), word)),
            asked.about,
        )


def _ask(member: Member, today: date) -> str:
    body = OpenRequest(kind=RequestKind.DIFFICULTY, asked_on=today, channel="visit", text="子女入学困难。")
    return str(member.host("open_request", body).requests[0].request_id)
