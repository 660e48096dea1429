"""Looking after the member (D-53, D-55, D-56), and passing on what home calls him to (D-39)."""

from uuid import UUID

from services.inflow.exchange.contract import CareKind, RecordCare, RecordSummonsReply
from services.inflow.exchange.domain import CareChannelUnknown, NoticeUnknown, NotProbationary
from services.inflow.exchange.operations.casework import done, not_later_than_today, note, take_up
from services.inflow.exchange.snapshots import publish_exchange
from services.inflow.exchange.tables import CareRow, ExchangeRow, HomeNoticeRow, SummonsReceivedRow
from services.inflow.operations.casework import put_down, write
from services.inflow.sealed import notice_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import NotFound
from shared.exchange import SummonsStatus
from shared.history import who_was_first
from shared.letters.bodies_exchange import HomeNotice, Summons, SummonsReply
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind

S = SummonsStatus


def record_care(act: Act, case_id: UUID, body: RecordCare) -> PlacementRow:
    row, _, post = take_up(act, "record_care", case_id)
    not_later_than_today(act, on=body.on)
    _check(act, row, body)
    act.session.add(
        CareRow(
            placement_id=row.id,
            kind=body.kind,
            on=body.on,
            channel=body.channel,
            text=act.seal_text(body.text),
            answers=body.answers,
            recorded_by=act.actor.name_in(post),
            recorded_at=act.at,
        )
    )
    note(act, row, "record_care", post, kind=body.kind, channel=body.channel)
    return row


def _check(act: Act, row: PlacementRow, body: RecordCare) -> None:
    if policy_for(act.session, row.host_path, act.today).contact_channel(body.channel) is None:
        raise CareChannelUnknown(fields=[{"field": "channel", "message": "请从选项中选择"}])
    if body.kind is CareKind.OBSERVATION and notice_of(act, row).person.standing != "PROBATIONARY":
        raise NotProbationary(fields=[{"field": "kind", "message": NotProbationary.message}])
    answered = act.session.get(CareRow, body.answers) if body.answers is not None else None
    fits = answered is not None and answered.placement_id == row.id and answered.kind == CareKind.NOTICE
    if (body.kind is CareKind.RECEIPT) != fits or (body.answers is not None and not fits):
        raise NoticeUnknown(fields=[{"field": "answers", "message": NoticeUnknown.message}])


def record_summons_reply(act: Act, case_id: UUID, body: RecordSummonsReply) -> PlacementRow:
    row, exchange, post = take_up(act, "record_summons_reply", case_id)
    summons = act.session.get(SummonsReceivedRow, body.summons_id)
    if summons is None or summons.placement_id != row.id:
        raise NotFound()
    if summons.status != S.CALLED:
        verbs = {"record_summons_reply", "letter_summons_reply", "summons_past"}
        raise who_was_first(act.session, row.case_id, verbs, f"这次召回现在是“{S(summons.status).label}”")
    _replied(act, row, exchange, summons, body.comes, body.reason)
    reply = SummonsReply(summons_id=summons.id, comes=body.comes, reason=body.reason, replied_on=act.today)
    write(act, row, reply)
    put_down(act, row, "record_summons_reply", post, comes=body.comes, summons=str(summons.id))
    publish_exchange(act, row, exchange)
    return row


def _replied(
    act: Act, row: PlacementRow, exchange: ExchangeRow, summons: SummonsReceivedRow, comes: bool, reason: str
) -> None:
    done(act, row, exchange, TaskKind.RELAY_SUMMONS, str(summons.id), "record_summons_reply")
    summons.status, summons.comes, summons.reason = S.REPLIED, comes, act.seal_text(reason)


def let_summons_pass(act: Act, row: PlacementRow, exchange: ExchangeRow, summons_id: UUID) -> None:
    """The day of the event is over; nobody can come any more."""
    summons = act.session.get(SummonsReceivedRow, summons_id)
    if summons is not None and summons.status == S.CALLED and summons.event_on < act.today:
        summons.status = S.PAST
        note(act, row, "summons_past", None, summons=str(summons.id))
        publish_exchange(act, row, exchange)


def hear_summons(act: Act, row: PlacementRow, _: ExchangeRow, body: Summons) -> bool:
    if act.session.get(SummonsReceivedRow, body.summons_id) is not None:
        return False
    act.session.add(
        SummonsReceivedRow(
            id=body.summons_id,
            placement_id=row.id,
            kind=body.kind,
            event_on=body.event_on,
            place=act.seal_text(body.place),
            text=act.seal_text(body.text),
            received_on=act.today,
            status=S.CALLED,
        )
    )
    return True


def hear_reply(act: Act, row: PlacementRow, exchange: ExchangeRow, body: SummonsReply) -> bool:
    """The member has answered at home."""
    summons = act.session.get(SummonsReceivedRow, body.summons_id)
    if summons is None or summons.placement_id != row.id or summons.status != S.CALLED:
        return False
    _replied(act, row, exchange, summons, body.comes, body.reason)
    return True


def hear_home_notice(act: Act, row: PlacementRow, _: ExchangeRow, body: HomeNotice) -> bool:
    if act.session.get(HomeNoticeRow, body.notice_id) is not None:
        return False
    topics = act.seal_text(body.topics.model_dump_json())
    act.session.add(HomeNoticeRow(id=body.notice_id, placement_id=row.id, sent_on=body.sent_on, topics=topics))
    return True
