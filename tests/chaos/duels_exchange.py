"""Duels of the exchange: one question answered twice, one summons replied to twice, feedback read and asked about."""

from collections.abc import Callable, Iterator
from uuid import UUID

from services.inflow.exchange import contract as at_host
from services.outflow.exchange import contract as at_home
from shared.exchange import SummonsKind
from shared.help_requests.contract import AnswerRequest, OpenRequest, RequestKind
from shared.posts import Actor
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay
from tests.chaos.duel import Contender, Duel, nothing_breaks
from tests.chaos.where import Where


def exchange_duels(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    if now.home != "ACTIVE" or now.host != "ENROLLED":
        return
    yield Duel("answer a question twice at home", lambda: _answers_at_home(case))
    yield Duel("answer a request twice at the host", lambda: _answers_at_the_host(case))
    yield Duel("reply to a summons twice", lambda: _replies(case))
    yield Duel("report for the year twice", lambda: _reports(case), nothing_breaks)


def _both(verb: str, first: Actor, second: Actor, act: Callable[[Actor], object]) -> list[Contender]:
    def of(actor: Actor) -> Contender:
        return Contender(actor.name, verb, lambda: act(actor))

    return [of(first), of(second)]


ASKED = OpenRequest(kind=RequestKind.QUESTION, asked_on=TODAY, channel="phone", text="党费怎么交？")
ANSWERED = AnswerRequest(text="按月交。")


def _answers_at_home(case: CaseInPlay) -> list[Contender]:
    request: UUID = case.home(p.SECRETARY).open_request(case.case_id, ASKED).requests[0].request_id
    return _both(
        "answer_request",
        p.SECRETARY,
        p.DEPUTY,
        lambda who: case.home(who).answer_request(case.case_id, request, ANSWERED),
    )


def _answers_at_the_host(case: CaseInPlay) -> list[Contender]:
    hosts = case.hosts
    request: UUID = case.host(hosts.secretary).open_request(case.case_id, ASKED).requests[0].request_id
    return _both(
        "answer_request",
        hosts.secretary,
        hosts.contact,
        lambda who: case.host(who).answer_request(case.case_id, request, ANSWERED),
    )


def _replies(case: CaseInPlay) -> list[Contender]:
    body = at_home.CallMember(kind=SummonsKind.ELECTION, event_on=TODAY, place="双桥村", text="换届选举")
    summons = case.home(p.SECRETARY).call_member(case.case_id, body).summonses[0].summons_id
    reply = at_home.RecordSummonsReply(summons_id=summons, comes=True)
    return _both(
        "record_summons_reply",
        p.SECRETARY,
        p.DEPUTY,
        lambda who: case.home(who).record_summons_reply(case.case_id, reply),
    )


def _reports(case: CaseInPlay) -> list[Contender]:
    """The first may have been recorded in an earlier round: then both are refused, in order."""
    care = at_host.RecordCare(kind=at_host.CareKind.CARE, on=TODAY, channel="visit", text="走访")
    report = at_home.RecordYearlyReport(
        received_on=TODAY, channel="letter", thinking="学习", work="务工", participation="10次"
    )
    secretary = case.hosts.secretary
    looked_after = Contender(
        secretary.name, "record_care", lambda: case.host(secretary).record_care(case.case_id, care)
    )
    reported = _both(
        "record_yearly_report",
        p.SECRETARY,
        p.DEPUTY,
        lambda who: case.home(who).record_yearly_report(case.case_id, report),
    )
    return [*reported, looked_after]
