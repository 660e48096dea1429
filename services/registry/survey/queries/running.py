"""What must have a workflow: open campaigns, comparisons under way or with letters on their way, differences."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, tuple_

from services.registry.survey.contract import (
    DifferenceStatus,
    ExchangeStatus,
    RunningSurveyDifferences,
    RunningSurveyExchanges,
    RunningSurveys,
    SurveyStatus,
)
from services.registry.survey.snapshots import campaign_state, difference_state, exchange_state
from services.registry.survey.tables import CampaignRow, DifferenceRow, ExchangeRow
from shared.act import Act
from shared.letters.contract import Channel
from shared.letters.tables import LetterSentRow
from shared.paging import PageMarkInvalid

PAGE = 200


def list_running_surveys(act: Act, after: str | None) -> RunningSurveys:
    query = select(CampaignRow).where((CampaignRow.status != SurveyStatus.CLOSED) | ~CampaignRow.ended)
    if after:
        query = query.where(CampaignRow.id > _half(f"{after}/1")[0])
    rows = act.session.scalars(query.order_by(CampaignRow.id).limit(PAGE)).all()
    return RunningSurveys(
        items=[campaign_state(act, row) for row in rows], next=str(rows[-1].id) if len(rows) == PAGE else None
    )


def list_running_survey_exchanges(act: Act, after: str | None) -> RunningSurveyExchanges:
    waiting = select(LetterSentRow.case_id).where(
        LetterSentRow.delivered_at.is_(None), LetterSentRow.channel == Channel.ELECTRONIC
    )
    ended = (ExchangeStatus.COMPARED, ExchangeStatus.UNREACHABLE)
    query = select(ExchangeRow).where(ExchangeRow.status.not_in(ended) | ExchangeRow.id.in_(waiting))
    if after:
        query = query.where(tuple_(ExchangeRow.id, ExchangeRow.side) > _half(after))
    rows = act.session.scalars(query.order_by(ExchangeRow.id, ExchangeRow.side).limit(PAGE)).all()
    return RunningSurveyExchanges(items=[exchange_state(act, row) for row in rows], next=_next(rows))


def list_running_survey_differences(act: Act, after: str | None) -> RunningSurveyDifferences:
    query = select(DifferenceRow).where(DifferenceRow.status == DifferenceStatus.OPEN)
    if after:
        query = query.where(tuple_(DifferenceRow.id, DifferenceRow.side) > _half(after))
    rows = act.session.scalars(query.order_by(DifferenceRow.id, DifferenceRow.side).limit(PAGE)).all()
    return RunningSurveyDifferences(items=[difference_state(act, row) for row in rows], next=_next(rows))


def _next(rows: Sequence[ExchangeRow] | Sequence[DifferenceRow]) -> str | None:
    return f"{rows[-1].id}/{rows[-1].side}" if len(rows) == PAGE else None


def _half(text: str) -> tuple[UUID, int]:
    one, _, side = text.partition("/")
    try:
        return UUID(one), int(side)
    except ValueError as error:
        raise PageMarkInvalid() from error
