"""Calling the member to elections and other important events (D-39); the vote is cast at home (D-154)."""

from datetime import date
from uuid import UUID

from services.outflow.exchange.contract import CallMember, RecordSummonsReply
from services.outflow.exchange.domain import EventInThePast
from services.outflow.exchange.operations.casework import take_up, tell_host
from services.outflow.exchange.snapshots import publish_summons, summons_state
from services.outflow.exchange.tables import ExchangeRow, SummonsRow
from services.outflow.operations.casework import lock_case, note
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import NotFound
from shared.exchange import VOTES_AT_HOME, SummonsStatus
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_exchange import Summons, SummonsReply
from shared.letters.contract import Letter
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task

S = SummonsStatus


def call_member(act: Act, case_id: UUID, body: CallMember) -> CaseRow:
    case, exchange, post = take_up(act, "call_member", case_id)
    if body.event_on < act.today:
        raise EventInThePast(fields=[{"field": "event_on", "message": EventInThePast.message}])
    text = f"{body.text}\n{VOTES_AT_HOME}" if body.kind.votes_at_home else body.text
    summons = SummonsRow(
        id=new_id(),
        case_id=case.id,
        version=0,
        kind=body.kind,
        event_on=body.event_on,
        place=act.seal_text(body.place),
        text=act.seal_text(text),
        called_on=act.today,
        status=S.CALLED,
        ended=False,
    )
    act.session.add(summons)
    tell_host(
        act,
        case,
        Summons(summons_id=summons.id, kind=body.kind, event_on=body.event_on, place=body.place, text=text),
    )
    note(act, "call_member", case, post, kind=body.kind, event_on=body.event_on.isoformat(), summons=str(summons.id))
    publish(act, case)
    publish_summons(act, case, exchange, summons)
    return case


def record_summons_reply(act: Act, case_id: UUID, body: RecordSummonsReply) -> CaseRow:
    """The member has answered at home, on his page or to the branch; the host need not ask him any more."""
    case, exchange, post = take_up(act, "record_summons_reply", case_id)
    summons = act.session.get(SummonsRow, body.summons_id)
    if summons is None or summons.case_id != case.id:
        raise NotFound()
    if summons.status != S.CALLED:
        verbs = {"record_summons_reply", "letter_summons_reply", "summons_past"}
        raise who_was_first(act.session, case.id, verbs, f"这次召回现在是“{S(summons.status).label}”")
    _replied(act, case, exchange, summons, body.comes, body.reason, act.today)
    tell_host(
        act,
        case,
        SummonsReply(summons_id=summons.id, comes=body.comes, reason=body.reason, replied_on=act.today),
    )
    note(act, "record_summons_reply", case, post, comes=body.comes, summons=str(summons.id))
    publish(act, case)
    return case


def _replied(
    act: Act, case: CaseRow, exchange: ExchangeRow, summons: SummonsRow, comes: bool, reason: str, on: date
) -> None:
    occurrence = summons_state(act, case, exchange, summons).occurrence
    kind = TaskKind.GET_SUMMONS_REPLY
    close_task(act, case.id, kind, case.home_branch, verb="record_summons_reply", occurrence=occurrence)
    summons.status, summons.comes, summons.replied_on = S.REPLIED, comes, on
    summons.reason = act.seal_text(reason)
    publish_summons(act, case, exchange, summons)


def hear_reply(act: Act, case: CaseRow, exchange: ExchangeRow, letter: Letter) -> bool:
    body = letter.body
    assert isinstance(body, SummonsReply)
    summons = act.session.get(SummonsRow, body.summons_id)
    if summons is None or summons.case_id != case.id or summons.status != S.CALLED:
        return False
    _replied(act, case, exchange, summons, body.comes, body.reason, body.replied_on)
    return True


def let_summons_pass(act: Act, summons_id: UUID, _: str) -> None:
    """The day of the event is over; a repeat, or a reply that came first, changes nothing."""
    found = act.session.get(SummonsRow, summons_id)
    if found is None:
        return
    case = lock_case(act, found.case_id)
    summons = act.session.get_one(SummonsRow, summons_id, with_for_update=True, populate_existing=True)
    exchange = act.session.get_one(ExchangeRow, case.id)
    if summons.status == S.CALLED and summons.event_on < act.today:
        summons.status = S.PAST
        note(act, "summons_past", case, None, summons=str(summons.id))
        publish_summons(act, case, exchange, summons)
