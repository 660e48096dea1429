"""What the survey's workflows follow: snapshots of a campaign, of a comparison, of one half of a difference."""

from collections.abc import Sequence
from datetime import date

from services.registry.survey.contract import (
    CampaignState,
    DifferenceState,
    DifferenceStatus,
    ExchangeState,
    ExchangeStatus,
    SurveyStatus,
)
from services.registry.survey.tables import CampaignRow, DifferenceRow, ExchangeRow
from shared.act import Act
from shared.letters.bodies_survey import ListRole
from shared.letters.operations import undelivered
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow


def month_day(act: Act, path: str, year: int, key: str) -> date:
    """A day of the year that the policy pack names, such as survey.window.opens."""
    return date.fromisoformat(f"{year}-{policy_for(act.session, path, act.today).term(key).value}")


def campaign_state(act: Act, row: CampaignRow) -> CampaignState:
    return CampaignState(
        campaign_id=row.id,
        version=row.version,
        clock=act.clock,
        status=SurveyStatus(row.status),
        department=row.department,
        path=row.path,
        year=row.year,
        opens_on=month_day(act, row.path, row.year, "survey.window.opens"),
        asked=row.asked,
        freeze_on=row.freeze_on,
        opened_on=row.opened_on,
        spread=tuple(ListRole(role) for role in sorted(row.spread)),
        analysed=row.gathered_at is not None,
        ended=row.ended,
    )


def exchange_state(act: Act, row: ExchangeRow) -> ExchangeState:
    return ExchangeState(
        exchange_id=row.id,
        side=row.side,
        version=row.version,
        clock=act.clock,
        holder=row.path.rsplit(".", 1)[-1],
        status=ExchangeStatus(row.status),
        since=row.since,
        letters=undelivered(act, row.id, row.side),
    )


def difference_state(act: Act, row: DifferenceRow) -> DifferenceState:
    return DifferenceState(
        difference_id=row.id,
        exchange_id=row.exchange_id,
        side=row.side,
        version=row.version,
        clock=act.clock,
        holder=row.holder,
        found_on=row.found_on,
        open=row.status == DifferenceStatus.OPEN,
    )


def publish_campaign(act: Act, row: CampaignRow) -> None:
    row.version = (row.version or 0) + 1
    act.session.flush()
    follow(act.session, "AnnualSurvey", campaign_state(act, row))


def publish_exchange(act: Act, row: ExchangeRow) -> None:
    row.version = (row.version or 0) + 1
    act.session.flush()
    follow(act.session, "SurveyExchange", exchange_state(act, row))


def publish_difference(act: Act, row: DifferenceRow) -> None:
    row.version = (row.version or 0) + 1
    act.session.flush()
    follow(act.session, "SurveyDifference", difference_state(act, row))


def publish_new_differences(act: Act, rows: Sequence[DifferenceRow]) -> None:
    """As `publish_difference` for each, in two statements."""
    act.session.flush()
    follow(act.session, "SurveyDifference", *(difference_state(act, row) for row in rows))
