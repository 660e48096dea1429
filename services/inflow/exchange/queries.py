"""Reading the exchange of a placement, and those that must have a workflow."""

from uuid import UUID

from sqlalchemy import select

from services.inflow.exchange.contract import (
    CareEntry,
    ChangeView,
    FeedbackView,
    HomeNoticeView,
    HostExchange,
    RunningHostExchange,
    RunningHostExchanges,
    SummonsView,
)
from services.inflow.exchange.snapshots import changes_of, exchange_state, feedback_of, summonses_of
from services.inflow.exchange.tables import (
    CareRow,
    ChangeRow,
    ExchangeRow,
    FeedbackRow,
    HelpRequestRow,
    HomeNoticeRow,
    SummonsReceivedRow,
)
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.help_requests import operations as requests
from shared.letters.bodies_exchange import ContactData, Topics
from shared.sealing import mask_phone

RUNNING_PAGE = 200


def exchange_view(act: Act, row: PlacementRow) -> HostExchange | None:
    """None before the enrolment."""
    exchange = act.session.get(ExchangeRow, row.id)
    if exchange is None:
        return None
    contact = ContactData.model_validate_json(act.open_text(exchange.contact) or "{}")
    return HostExchange(
        feedback=[_feedback(act, one) for one in reversed(feedback_of(act, row.id))],
        changes=[_change(act, one) for one in reversed(changes_of(act, row.id))],
        summonses=[_summons(act, one) for one in reversed(summonses_of(act, row.id))],
        notices=_notices(act, row.id),
        care=_care(act, row.id),
        requests=requests.views(act, HelpRequestRow, row.case_id, row.attempt),
        contact=contact.model_copy(update={"phone": mask_phone(contact.phone)}),
    )


def _feedback(act: Act, row: FeedbackRow) -> FeedbackView:
    topics = act.open_text(row.topics)
    return FeedbackView(
        feedback_id=row.id,
        quarter=row.quarter,
        status=row.status,
        overdue=row.overdue,
        topics=Topics.model_validate_json(topics) if topics else None,
        sent_on=row.sent_on,
        question=act.open_text(row.question) or "",
        answer=act.open_text(row.answer) or "",
        closed_on=row.closed_on,
    )


def _change(act: Act, row: ChangeRow) -> ChangeView:
    plain = ChangeView.model_fields.keys() - {"change_id", "text"}
    facts = {name: getattr(row, name) for name in plain}
    return ChangeView.model_validate(facts | {"change_id": row.id, "text": act.open_text(row.text) or ""})


def _summons(act: Act, row: SummonsReceivedRow) -> SummonsView:
    words = {name: act.open_text(getattr(row, name)) or "" for name in ("place", "text", "reason")}
    plain = SummonsView.model_fields.keys() - words.keys() - {"summons_id"}
    return SummonsView.model_validate({name: getattr(row, name) for name in plain} | words | {"summons_id": row.id})


def _notices(act: Act, placement_id: UUID) -> list[HomeNoticeView]:
    query = select(HomeNoticeRow).where(HomeNoticeRow.placement_id == placement_id).order_by(HomeNoticeRow.id.desc())
    return [
        HomeNoticeView(
            notice_id=row.id, sent_on=row.sent_on, topics=Topics.model_validate_json(act.seal.open(row.topics))
        )
        for row in act.session.scalars(query)
    ]


def _care(act: Act, placement_id: UUID) -> list[CareEntry]:
    query = select(CareRow).where(CareRow.placement_id == placement_id).order_by(CareRow.id.desc())
    plain = CareEntry.model_fields.keys() - {"entry_id", "text"}
    return [
        CareEntry.model_validate(
            {name: getattr(row, name) for name in plain} | {"entry_id": row.id, "text": act.open_text(row.text) or ""}
        )
        for row in act.session.scalars(query)
    ]


def list_running_host_exchanges(act: Act, after: UUID | None) -> RunningHostExchanges:
    """Exchanges that are not over, with the requests that are still open."""
    query = (
        select(ExchangeRow, PlacementRow)
        .join(PlacementRow, PlacementRow.id == ExchangeRow.placement_id)
        .where(ExchangeRow.over.is_(False))
        .order_by(ExchangeRow.placement_id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(ExchangeRow.placement_id > after)
    rows = act.session.execute(query).all()
    items = [_running(act, row, exchange) for exchange, row in rows]
    return RunningHostExchanges(items=items, next=rows[-1][1].id if len(rows) == RUNNING_PAGE else None)


def _running(act: Act, row: PlacementRow, exchange: ExchangeRow) -> RunningHostExchange:
    open_requests = requests.open_requests(act, HelpRequestRow, row.case_id, row.attempt)
    return RunningHostExchange(
        state=exchange_state(act, row, exchange),
        requests=[requests.state_of(act, one, "inflow") for one in open_requests],
    )
