"""Telling each person once, and of one task at most so many times; channels; what came of sending."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from services.registry.notices import contract as c
from services.registry.notices.domain import digest_words, rung_words
from services.registry.notices.queries import channel_view, manners, own_account
from services.registry.notices.tables import NoticeChannelRow, NoticeRow, NoticeSendingRow
from services.registry.tables import PostRow
from shared.act import Act
from shared.announcing.contract import DueCount
from shared.audit import record
from shared.errors import Conflict, NotFound
from shared.identifiers import new_id


class ChannelKnown(Conflict):
    message = "这一种提醒方式已经登记过；要换地址，请先删除原来的。"


def tell_of_day(act: Act, body: c.TellOfDay) -> c.Told:
    """The morning's digest, once a day and person, only to those who have something to do."""
    counts: defaultdict[tuple[str, str], list[DueCount]] = defaultdict(list)
    for row in (row for one in body.counts for row in one.rows):
        counts[row.organisation, row.role].append(row)
    mine: defaultdict[UUID, list[DueCount]] = defaultdict(list)
    for account, organisation, role in _posts(act):
        mine[account] += counts.get((organisation, role), [])
    said = [(account, digest_words(found)) for account, found in mine.items()]
    return _told(act, [_notice(act, one, f"digest/{body.day}", words) for one, words in said if words])


def tell_of_rungs(act: Act, body: c.TellOfRungs) -> c.Told:
    """Reminders to the holders, rises to those who oversee; the third of one task stays unsaid."""
    holding: defaultdict[tuple[str, str], list[UUID]] = defaultdict(list)
    for account, organisation, role in _posts(act):
        holding[organisation, role].append(account)
    told, most = _told_before(act, {rung.task_id for rung in body.rungs}), manners(act).per_task
    notices = []
    for rung in body.rungs:
        for account in sorted({one for role in rung.roles for one in holding[rung.organisation, role]}):
            key, before = f"{body.service}/{rung.rung_id}", told[account, rung.task_id]
            if key not in before and len(before) < most:
                before.add(key)
                task = {"service": body.service, "task_id": rung.task_id, "nth": len(before)}
                notices.append(_notice(act, account, key, rung_words(rung)) | task)
    return _told(act, notices)


def _posts(act: Act) -> Iterable[tuple[UUID, str, str]]:
    query = select(PostRow.account_id, PostRow.organisation, PostRow.role).where(PostRow.held(act.today))
    return [(account, organisation, role) for account, organisation, role in act.session.execute(query)]


def _told_before(act: Act, tasks: Collection[UUID]) -> defaultdict[tuple[UUID, UUID | None], set[str]]:
    """Whom of which task what has been told."""
    found: defaultdict[tuple[UUID, UUID | None], set[str]] = defaultdict(set)
    query = select(NoticeRow.account_id, NoticeRow.task_id, NoticeRow.key).where(NoticeRow.task_id.in_(tasks))
    for account, task, key in act.session.execute(query):
        found[account, task].add(key)
    return found


def _notice(act: Act, account: UUID, key: str, words: str) -> dict[str, Any]:
    return {
        "id": new_id(), "account_id": account, "key": key, "words": words, "day": act.today, "at": datetime.now(UTC),
        "service": "", "task_id": None, "nth": None,
    }  # fmt: skip


def _told(act: Act, notices: Sequence[dict[str, Any]]) -> c.Told:
    """What somebody has been told before is not told again, whoever asks."""
    if not notices:
        return c.Told(notices=0)
    told = insert(NoticeRow).values(list(notices)).on_conflict_do_nothing().returning(NoticeRow.id)
    return c.Told(notices=len(act.session.execute(told).all()))


def read_notices(act: Act) -> c.NoticesRead:
    """All of one's own."""
    mine = update(NoticeRow).where(NoticeRow.account_id == own_account(act), NoticeRow.read_at.is_(None))
    done = act.session.execute(mine.values(read_at=datetime.now(UTC)).returning(NoticeRow.id)).all()
    return c.NoticesRead(read=len(done))


def add_channel(act: Act, body: c.AddChannel) -> c.Channel:
    """Raises ChannelKnown, NotFound for somebody who has no account here."""
    row = NoticeChannelRow(
        account_id=own_account(act), kind=body.kind, sealed_address=act.seal_text(body.address),
        added_at=datetime.now(UTC),
    )  # fmt: skip
    try:
        with act.session.begin_nested():
            act.session.add(row)
    except IntegrityError as error:
        raise ChannelKnown() from error
    record(act.session, "add_channel", act.actor, object_id=row.id, business_at=act.at, details={"kind": body.kind})
    return channel_view(act, row)


def remove_channel(act: Act, channel_id: UUID) -> c.Channel:
    """Raises NotFound, also for somebody else's."""
    row = act.session.get(NoticeChannelRow, channel_id, with_for_update=True)
    if row is None or row.account_id != own_account(act):
        raise NotFound()
    view = channel_view(act, row)
    act.session.execute(delete(NoticeChannelRow).where(NoticeChannelRow.id == channel_id))
    record(act.session, "remove_channel", act.actor, object_id=channel_id, business_at=act.at)
    return view


def record_sending(act: Act, notice_id: UUID, body: c.RecordSending) -> c.RecordSending:
    """What did not arrive is tried again, so many times; the channel is marked until something arrives. Raises
    NotFound for a channel that has been removed meanwhile."""
    channel = act.session.get(NoticeChannelRow, body.channel_id, with_for_update=True)
    if channel is None or act.session.get(NoticeRow, notice_id) is None:
        raise NotFound()
    now = datetime.now(UTC)
    channel.failing_since = None if body.arrived else channel.failing_since or now
    key = {"notice_id": notice_id, "channel_id": body.channel_id}
    sending = act.session.get(NoticeSendingRow, key, with_for_update=True)
    if sending is None:
        sending = NoticeSendingRow(**key, attempts=0, arrived=False)
        act.session.add(sending)
    sending.attempts += 1
    sending.arrived = body.arrived
    if body.arrived or sending.attempts >= manners(act).attempts:
        sending.over_at = now
    return body
