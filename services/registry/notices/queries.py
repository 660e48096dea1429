"""The inbox, the channels, and what has still to be sent."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from services.registry.notices import contract as c
from services.registry.notices.domain import Manners, mask_address
from services.registry.notices.tables import NoticeChannelRow, NoticeRow, NoticeSendingRow
from services.registry.queries.accounts import account_id_of
from services.registry.tables import AccountRow
from shared.act import Act
from shared.errors import NotFound
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import id_in

PAGE, BATCH = 50, 50
STALE_AFTER = timedelta(days=2)
"""Older news is in the inbox; sent late it would only confuse."""
NOTICES = NoticeRow.__table__.c


def own_account(act: Act) -> UUID:
    """Raises NotFound for an actor without an account, such as a process."""
    account_id = account_id_of(act.actor)
    if account_id is None or act.session.get(AccountRow, account_id) is None:
        raise NotFound()
    return account_id


def manners(act: Act) -> Manners:
    """Of the deployment: the pack in force at the top of its tree."""
    top = act.session.scalars(select(OrganisationRow.path).order_by(func.nlevel(OrganisationRow.path)).limit(1)).one()
    return Manners.of(policy_for(act.session, top, act.today))


def list_notices(act: Act, after: str | None) -> c.NoticePage:
    me = own_account(act)
    query = select(NoticeRow).where(NOTICES.account_id == me).order_by(NOTICES.id.desc()).limit(PAGE + 1)
    if after:
        query = query.where(NOTICES.id < id_in(after))
    rows = act.session.scalars(query).all()
    unread = select(func.count()).where(NOTICES.account_id == me, NOTICES.read_at.is_(None))
    items = [_notice(row) for row in rows[:PAGE]]
    following = str(items[-1].notice_id) if len(rows) > PAGE else None
    return c.NoticePage(unread=act.session.scalar(unread) or 0, items=items, next=following)


def _notice(row: NoticeRow) -> c.Notice:
    return c.Notice(
        notice_id=row.id, words=row.words, at=row.at, read_at=row.read_at, service=row.service, task_id=row.task_id
    )


def list_channels(act: Act) -> c.Channels:
    mine = select(NoticeChannelRow).where(NoticeChannelRow.account_id == own_account(act))
    rows = act.session.scalars(mine.order_by(NoticeChannelRow.id))
    return c.Channels(items=[channel_view(act, row) for row in rows])


def channel_view(act: Act, row: NoticeChannelRow) -> c.Channel:
    kind = c.ChannelKind(row.kind)
    return c.Channel(
        channel_id=row.id, kind=kind, label=kind.label, address_masked=mask_address(act.seal.open(row.sealed_address)),
        added_at=row.added_at, failing_since=row.failing_since,
    )  # fmt: skip


def list_sendings(act: Act) -> c.Sendings:
    """What has not arrived yet, the oldest first; nothing in the quiet hours."""
    if act.session.scalars(select(NoticeChannelRow.id).limit(1)).first() is None:
        return c.Sendings(items=[])
    if manners(act).disturbs_at(act.at.time()):
        return c.Sendings(items=[])
    sent = and_(NoticeSendingRow.notice_id == NoticeRow.id, NoticeSendingRow.channel_id == NoticeChannelRow.id)
    query = (
        select(NoticeRow.id, NoticeRow.words, NoticeChannelRow)
        .join(NoticeChannelRow, NoticeChannelRow.account_id == NoticeRow.account_id)
        .outerjoin(NoticeSendingRow, sent)
        .where(
            NoticeRow.at > datetime.now(UTC) - STALE_AFTER,
            NoticeRow.at >= NoticeChannelRow.added_at,
            or_(NoticeSendingRow.notice_id.is_(None), NoticeSendingRow.over_at.is_(None)),
        )
        .order_by(NoticeRow.id, NoticeChannelRow.id)
        .limit(BATCH)
    )
    return c.Sendings(items=[_sending(act, *row) for row in act.session.execute(query)])


def _sending(act: Act, notice_id: UUID, words: str, channel: NoticeChannelRow) -> c.Sending:
    return c.Sending(
        notice_id=notice_id, channel_id=channel.id, kind=c.ChannelKind(channel.kind),
        address=act.seal.open(channel.sealed_address), words=words,
    )  # fmt: skip
