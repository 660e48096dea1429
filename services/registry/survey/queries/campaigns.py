"""A department's surveys with their progress, and the report with numbers and distribution (D-59)."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.registry.survey.contract import (
    DifferenceStatus,
    ExchangeStatus,
    RecordDistribution,
    Survey,
    SurveyExchange,
    SurveyFilter,
    SurveyPage,
    SurveyProgress,
    SurveyReport,
    SurveyStatus,
)
from services.registry.survey.domain import matched_share, satisfies
from services.registry.survey.permissions import PERMISSIONS
from services.registry.survey.snapshots import month_day
from services.registry.survey.tables import CampaignRow, DifferenceRow, ExchangeRow, TallyRow
from shared.act import Act
from shared.authorisation import Standing, authorise, may, visible
from shared.errors import NotFound
from shared.letters.bodies_survey import DifferenceKind, ListRole
from shared.organisation_directory.queries import organisation
from shared.paging import PageMarkInvalid
from shared.survey.contract import SurveyTally

PATH = CampaignRow.__table__.c.path


def seen(act: Act, verb: str, campaign_id: UUID) -> CampaignRow:
    """Raises NotFound, also for a survey that is not the reader's."""
    row = act.session.get(CampaignRow, campaign_id)
    if row is None:
        raise NotFound()
    authorise(act.actor, verb, PERMISSIONS, Standing(own=row.path))
    return row


def read_survey(act: Act, campaign_id: UUID) -> Survey:
    return survey_view(act, seen(act, "read_survey", campaign_id))


def list_surveys(act: Act, wanted: SurveyFilter) -> SurveyPage:
    """The reader's own and those below; of the departments above, that a survey is on and nothing more. Newest year
    first, keyset paging."""
    above = {code for post in act.actor.posts for code in post.path.split(".")}
    mine = visible(act.actor, "read_survey", PERMISSIONS, PATH) | CampaignRow.department.in_(above)
    query = select(CampaignRow).where(mine).order_by(CampaignRow.year.desc(), CampaignRow.id).limit(wanted.limit + 1)
    if wanted.campaign_id is not None:
        query = query.where(CampaignRow.id == wanted.campaign_id)
    if wanted.year is not None:
        query = query.where(CampaignRow.year == wanted.year)
    if wanted.after:
        year, last = _mark(wanted.after)
        query = query.where((CampaignRow.year < year) | ((CampaignRow.year == year) & (CampaignRow.id > last)))
    rows = act.session.scalars(query).all()
    shown = rows[: wanted.limit]
    following = f"{shown[-1].year}/{shown[-1].id}" if len(rows) > wanted.limit else None
    return SurveyPage(items=[_listed(act, row) for row in shown], next=following)


def _mark(text: str) -> tuple[int, UUID]:
    year, _, campaign = text.partition("/")
    try:
        return int(year), UUID(campaign)
    except ValueError as error:
        raise PageMarkInvalid() from error


def _listed(act: Act, row: CampaignRow) -> Survey:
    view = survey_view(act, row)
    if may(act.actor, "read_survey", PERMISSIONS, Standing(own=row.path)):
        return view
    kept = {"going_on_without": "", "analysis": "", "measures": "", "open_differences": 0}
    return view.model_copy(update=kept | {"progress": [], "exchanges": []})


def survey_view(act: Act, row: CampaignRow) -> Survey:
    exchanges = exchanges_of(act, row)
    opens, closes = (month_day(act, row.path, row.year, f"survey.window.{end}") for end in ("opens", "closes"))
    return Survey(
        campaign_id=row.id,
        department=row.department,
        department_name=organisation(act.session, row.department).name,
        year=row.year,
        status=SurveyStatus(row.status),
        planned_on=row.planned_on,
        freeze_on=row.freeze_on,
        opened_on=row.opened_on,
        in_window=_within(opens, row.opened_on or act.today, closes),
        report_by=month_day(act, row.path, row.year, "survey.window.report"),
        reported_on=row.reported_on,
        closed_on=row.closed_on,
        satisfies_the_year=satisfies(row.year, row.closed_on),
        going_on_without=act.open_text(row.going_on_without) or "",
        analysis=act.open_text(row.analysis) or "",
        measures=act.open_text(row.measures) or "",
        progress=_progress(row, tallies_of(act, row.id)),
        exchanges=exchanges,
        open_differences=sum(one.open for one in exchanges),
    )


def tallies_of(act: Act, campaign_id: UUID) -> list[SurveyTally]:
    rows = act.session.scalars(select(TallyRow).where(TallyRow.campaign_id == campaign_id))
    return [SurveyTally.model_validate(row.tally) for row in rows]


def _within(first: date, day: date, last: date) -> bool:
    return first <= day <= last


def _progress(row: CampaignRow, tallies: list[SurveyTally]) -> list[SurveyProgress]:
    return [
        SurveyProgress(
            role=ListRole(role),
            branches=spread["branches"],
            committees=spread["committees"],
            checked=sum(one.role == role for one in tallies),
            returned=sum(one.returned for one in tallies if one.role == role),
            members=sum(one.members for one in tallies if one.role == role),
            found=sum(one.found for one in tallies if one.role == role),
            differing=sum(one.differing for one in tallies if one.role == role),
        )
        for role, spread in sorted(row.spread.items())
    ]


def exchanges_of(act: Act, row: CampaignRow) -> list[SurveyExchange]:
    exchanges = select(ExchangeRow).where(ExchangeRow.campaign_id == row.id, ExchangeRow.side == 1)
    rows = act.session.scalars(exchanges.order_by(ExchangeRow.region)).all()
    counts = act.session.execute(
        select(DifferenceRow.exchange_id, DifferenceRow.kind, DifferenceRow.status, func.count())
        .where(DifferenceRow.exchange_id.in_([one.id for one in rows]), DifferenceRow.side == 1)
        .group_by(DifferenceRow.exchange_id, DifferenceRow.kind, DifferenceRow.status)
    ).all()
    return [
        SurveyExchange(
            exchange_id=one.id,
            region=one.region,
            status=ExchangeStatus(one.status),
            matched=one.matched,
            differences={
                kind: sum(n for of, found, _, n in counts if (of, found) == (one.id, kind)) for kind in DifferenceKind
            },
            open=sum(n for of, _, status, n in counts if of == one.id and status == DifferenceStatus.OPEN),
        )
        for one in rows
    ]


def read_survey_report(act: Act, campaign_id: UUID) -> SurveyReport:
    """Counts of members by place and kind; persons only behind the lists, for whoever may see those."""
    row = seen(act, "read_survey_report", campaign_id)
    return survey_report(act, row)


def survey_report(act: Act, row: CampaignRow) -> SurveyReport:
    view = survey_view(act, row)
    found = RecordDistribution.model_validate(row.distribution or {"outflow": [], "inflow": []})
    matched = sum(one.matched for one in view.exchanges)
    different = sum(sum(one.differences.values()) for one in view.exchanges)
    return SurveyReport(
        survey=view,
        as_of=row.gathered_at,
        outflow=found.outflow,
        inflow=found.inflow,
        match_rate=matched_share(matched, different),
    )
