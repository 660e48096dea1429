"""Reading the exchange of a case, and those that must have a workflow."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.outflow.exchange import contract as c
from services.outflow.exchange.snapshots import (
    exchange_state,
    open_quarters,
    open_summonses,
    rows_of,
    summons_state,
    unheard,
    untold,
)
from services.outflow.exchange.tables import (
    ChangeRow,
    ExchangeRow,
    FeedbackReceivedRow,
    HelpRequestRow,
    HomeNoticeRow,
    SummonsRow,
    YearlyReportRow,
)
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.contract import Contract
from shared.help_requests import operations as requests
from shared.letters.bodies_exchange import ContactData, Topics
from shared.sealing import mask_phone

RUNNING_PAGE = 200


def exchange_view(act: Act, case: CaseRow) -> c.HomeExchange | None:
    """None before the departure."""
    exchange = act.session.get(ExchangeRow, case.id)
    if exchange is None:
        return None
    contact = ContactData.model_validate_json(act.open_text(exchange.contact) or "{}")
    quarters = open_quarters(act, case, exchange)
    return c.HomeExchange(
        feedback=[_feedback(act, row) for row in _newest(act, FeedbackReceivedRow, case.id)],
        paper_due=[one.key for one in unheard(quarters)],
        notice_due=[one.key for one in untold(quarters)],
        notices=[_notice(act, row) for row in _newest(act, HomeNoticeRow, case.id)],
        changes=[_change(act, row) for row in _newest(act, ChangeRow, case.id)],
        reports=[_report(act, row) for row in _newest(act, YearlyReportRow, case.id)],
        summonses=[_summons(act, row) for row in _newest(act, SummonsRow, case.id)],
        requests=requests.views(act, HelpRequestRow, case.id),
        contact=contact.model_copy(update={"phone": mask_phone(contact.phone)}),
    )


def _newest(act: Act, table: type[Any], case_id: UUID) -> list[Any]:
    return rows_of(act, table, case_id)[::-1]


def _plain(view: type[Contract], row: Any, **named: Any) -> dict[str, Any]:
    """The columns that stand in the view as they are, and what has another name or is opened."""
    return {name: getattr(row, name) for name in view.model_fields.keys() - named.keys()} | named


def _opened(act: Act, row: Any, *names: str) -> dict[str, str]:
    return {name: act.open_text(getattr(row, name)) or "" for name in names}


def _feedback(act: Act, row: FeedbackReceivedRow) -> c.FeedbackView:
    topics = Topics.model_validate_json(act.seal.open(row.topics))
    words = _opened(act, row, "question", "answer")
    return c.FeedbackView.model_validate(_plain(c.FeedbackView, row, feedback_id=row.id, topics=topics, **words))


def _notice(act: Act, row: HomeNoticeRow) -> c.HomeNoticeView:
    topics = Topics.model_validate_json(act.seal.open(row.topics))
    return c.HomeNoticeView(notice_id=row.id, sent_on=row.sent_on, topics=topics)


def _change(act: Act, row: ChangeRow) -> c.ChangeView:
    return c.ChangeView.model_validate(_plain(c.ChangeView, row, change_id=row.id, **_opened(act, row, "text")))


def _report(act: Act, row: YearlyReportRow) -> c.YearlyReportView:
    words = {"thinking": "", "work": "", "participation": ""} | json.loads(act.open_text(row.words) or "{}")
    return c.YearlyReportView.model_validate(_plain(c.YearlyReportView, row, **words))


def _summons(act: Act, row: SummonsRow) -> c.SummonsView:
    words = _opened(act, row, "place", "text", "reason")
    return c.SummonsView.model_validate(_plain(c.SummonsView, row, summons_id=row.id, **words))


def list_running_home_exchanges(act: Act, after: UUID | None) -> c.RunningHomeExchanges:
    """Exchanges that are not over, with the summonses and requests that are still open."""
    query = (
        select(ExchangeRow, CaseRow)
        .join(CaseRow, CaseRow.id == ExchangeRow.case_id)
        .where(ExchangeRow.over.is_(False))
        .order_by(ExchangeRow.case_id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(ExchangeRow.case_id > after)
    rows = act.session.execute(query).unique().all()
    items = [_running(act, case, exchange) for exchange, case in rows]
    return c.RunningHomeExchanges(items=items, next=rows[-1][1].id if len(rows) == RUNNING_PAGE else None)


def _running(act: Act, case: CaseRow, exchange: ExchangeRow) -> c.RunningHomeExchange:
    return c.RunningHomeExchange(
        state=exchange_state(act, case, exchange),
        summonses=[summons_state(act, case, exchange, one) for one in open_summonses(act, case.id)],
        requests=[
            requests.state_of(act, one, "outflow") for one in requests.open_requests(act, HelpRequestRow, case.id)
        ],
    )
