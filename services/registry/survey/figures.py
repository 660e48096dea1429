"""W-08 at the department in figures (rulebook 8): campaigns by state, match rate, differences."""

from sqlalchemy import ColumnElement, Text, case, cast, func, select

from services.registry.listing import listing_of_organisations
from services.registry.survey.contract import DifferenceStatus, ExchangeStatus
from services.registry.survey.statuses import EXCHANGE_STATUS_LABELS, SURVEY_STATUS_LABELS
from services.registry.survey.tables import CampaignRow, DifferenceRow, ExchangeRow
from shared.act import Act
from shared.figures import Counted, every, labels_of
from shared.letters.bodies_survey import DifferenceKind
from shared.reporting.queries import regions

CAMPAIGN, EXCHANGE, DIFFERENCE = CampaignRow.__table__.c, ExchangeRow.__table__.c, DifferenceRow.__table__.c
STATUSES, EXCHANGE_STATUSES = labels_of(SURVEY_STATUS_LABELS), labels_of(EXCHANGE_STATUS_LABELS)
KINDS = {str(kind): kind.label for kind in DifferenceKind}
HANDLED = {str(status): status.label for status in DifferenceStatus}

CAMPAIGNS = listing_of_organisations(
    CampaignRow.__table__,
    organisation=CAMPAIGN.department,
    path=CAMPAIGN.path,
    number=CAMPAIGN.year,
    name=func.concat(CAMPAIGN.year, "年度排查"),
    state=CAMPAIGN.status,
    words=STATUSES,
    on=CAMPAIGN.closed_on,
    row_id=CAMPAIGN.id,
)
EXCHANGES = listing_of_organisations(
    ExchangeRow.__table__.join(CampaignRow.__table__, (CAMPAIGN.id == EXCHANGE.campaign_id) & (EXCHANGE.side == 1)),
    organisation=CAMPAIGN.department,
    path=CAMPAIGN.path,
    number=EXCHANGE.year,
    name=func.concat(EXCHANGE.year, "年度名单核对"),
    partner=EXCHANGE.region,
    state=EXCHANGE.status,
    words=EXCHANGE_STATUSES,
    on=EXCHANGE.since,
    row_id=EXCHANGE.id,
)
DIFFERENCES = listing_of_organisations(
    DifferenceRow.__table__,
    organisation=DIFFERENCE.holder,
    path=DIFFERENCE.holder_path,
    number=DIFFERENCE.id,
    name=case(KINDS, value=DIFFERENCE.kind, else_=DIFFERENCE.kind),
    partner=DIFFERENCE.region,
    state=DIFFERENCE.status,
    words=HANDLED,
    on=DIFFERENCE.found_on,
    row_id=func.concat(cast(DIFFERENCE.id, Text), "/", DIFFERENCE.side),
    mark=str,
)
_DIFFERENT = (
    select(func.count())
    .where(DIFFERENCE.exchange_id == EXCHANGE.id, DIFFERENCE.side == EXCHANGE.side)
    .correlate(ExchangeRow)
    .scalar_subquery()
)
_EVERY = EXCHANGE.matched + _DIFFERENT
MATCH_RATE = case(
    (_EVERY == 0, "两地均无名单"),
    else_=func.concat(func.round(EXCHANGE.matched * 100.0 / func.nullif(_EVERY, 0), 1), "%"),
)
"""Of all who stand in either list (`matched_share`), in words that stand in the report."""


def _compared(_: Act) -> ColumnElement[bool]:
    return EXCHANGE.status == ExchangeStatus.COMPARED


def _of_the_year(act: Act) -> ColumnElement[bool]:
    return (CAMPAIGN.year == act.today.year) & CAMPAIGN.closed_on.is_not(None)


def _open(_: Act) -> ColumnElement[bool]:
    return DIFFERENCE.status == DifferenceStatus.OPEN


COUNTED: tuple[Counted, ...] = (
    Counted(CAMPAIGNS, "surveys", "年度排查（按状态）", every(CAMPAIGN.id), CAMPAIGN.status, STATUSES),
    Counted(CAMPAIGNS, "surveys-closed", "本年度已办结的排查", _of_the_year),
    Counted(
        EXCHANGES, "survey-exchanges", "两地名单核对（按情况）", every(EXCHANGE.id), EXCHANGE.status, EXCHANGE_STATUSES
    ),
    Counted(EXCHANGES, "survey-match-rate", "两地名单一致率（已比对的核对）", _compared, MATCH_RATE),
    Counted(DIFFERENCES, "differences", "排查差异（按种类）", every(DIFFERENCE.id), DIFFERENCE.kind, KINDS),
    Counted(DIFFERENCES, "differences-handled", "排查差异（按处理）", every(DIFFERENCE.id), DIFFERENCE.status, HANDLED),
    Counted(DIFFERENCES, "differences-open", "待处理的排查差异（按对方地区）", _open, DIFFERENCE.region, regions),
)
