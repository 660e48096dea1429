"""The campaign of a department (D-59): planned, opened, compared, analysed, reported, closed."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from services.registry.survey.contract import (
    AnalyseSurvey,
    CampaignRef,
    DifferenceStatus,
    ExchangeStatus,
    OpenSurvey,
    PlanSurvey,
    RecordDistribution,
    RecordSpread,
    ReportSurvey,
    StartReconciling,
    SurveyStatus,
)
from services.registry.survey.domain import LEADS_TO, MAY_BE_TAKEN_IN, is_too_early
from services.registry.survey.operations.exchanges import forget_lists, note_unreachable, offer_lists
from services.registry.survey.permissions import PERMISSIONS
from services.registry.survey.snapshots import publish_campaign
from services.registry.survey.tables import CampaignRow, DifferenceRow, ExchangeRow, TallyRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, Invalid, NotAtThisStep, NotFound
from shared.history import append, who_was_first
from shared.identifiers import new_id
from shared.organisation_directory.queries import organisation
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.survey.contract import SurveyTally
from shared.tasks.operations import close_task


class SurveyPlannedAlready(Conflict):
    message = "本部门这一年的排查已经建立，请在排查页面继续办理。"


class NotADepartment(Invalid):
    message = "年度排查由县、市、省委组织部门组织，请选择组织部门。"


class AnotherYear(Invalid):
    message = "冻结日期应在排查年度之内，请重新填写。"


class CommitteesMissing(Invalid):
    message = "还有党委没有审核；如须先行核对，请写明原因。"


class DifferencesOpen(Conflict):
    message = "还有差异没有处理；请逐条处理，或转为在办事项。"


class StillGathering(Conflict):
    message = "数据正在汇集，请稍后再办。"


class ComparisonsMissing(Invalid):
    message = "还有地区没有完成核对；如须先行分析，请写明原因。"


def plan_survey(act: Act, body: PlanSurvey) -> CampaignRow:
    """One for each department and year. Raises NotFound, NotYourPost, SurveyPlannedAlready."""
    department = known_organisation(act, body.department)
    post = authorise(act.actor, "plan_survey", PERMISSIONS, Standing(own=department.path))
    if not OrganisationKind(department.kind).is_department:
        raise NotADepartment()
    row = put_on_calendar(act, department, body.year) or _on_calendar(act, department.code, body.year)
    if row.planned_on is not None or row.status != SurveyStatus.PLANNED:
        raise SurveyPlannedAlready()
    row.planned_on = act.today
    append(act, "plan_survey", row.id, row.status, post=post, year=row.year)
    publish_campaign(act, row)
    return row


def known_organisation(act: Act, code: str) -> OrganisationRow:
    """Raises NotFound: unknown, or not yours, both answer alike."""
    row = act.session.get(OrganisationRow, code)
    if row is None:
        raise NotFound()
    return row


def _on_calendar(act: Act, department: str, year: int) -> CampaignRow:
    query = select(CampaignRow).where(CampaignRow.department == department, CampaignRow.year == year)
    return act.session.scalars(query.with_for_update()).one()


def put_on_calendar(act: Act, unit: OrganisationRow, year: int) -> CampaignRow | None:
    """A survey is due in that year; people plan and open it. None when there is one already."""
    values = {
        "id": new_id(),
        "department": unit.code,
        "path": unit.path,
        "region": unit.region_code,
        "year": year,
        "status": SurveyStatus.PLANNED,
        "version": 0,
        "asked": False,
        "ended": False,
        "going_on_without": "",
        "analysis": "",
        "measures": "",
        "spread": {},
        "distribution": {},
    }
    statement = insert(CampaignRow).values(values).on_conflict_do_nothing().returning(CampaignRow.id)
    campaign_id = act.session.scalar(statement)
    return act.session.get_one(CampaignRow, campaign_id) if campaign_id else None


def put_next_year_on_calendar(act: Act, row: CampaignRow) -> None:
    following = put_on_calendar(act, organisation(act.session, row.department), row.year + 1)
    if following is not None:
        publish_campaign(act, following)


def lock_campaign(act: Act, campaign_id: UUID) -> CampaignRow:
    """Raises NotFound."""
    row = act.session.get(CampaignRow, campaign_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound()
    return row


def _take_up(act: Act, verb: str, campaign_id: UUID) -> tuple[CampaignRow, Post]:
    """Raises NotFound, NotYourPost, NotAtThisStep (still to come), StepAlreadyTaken (names who was first)."""
    row = lock_campaign(act, campaign_id)
    post = authorise(act.actor, verb, PERMISSIONS, Standing(own=row.path))
    status = SurveyStatus(row.status)
    if status is not MAY_BE_TAKEN_IN[verb]:
        stands = f"排查现在是“{status.label}”"
        if is_too_early(verb, status):
            raise NotAtThisStep(f"{stands}，还不能办理这一步。", status=status)
        raise who_was_first(act.session, row.id, {verb}, f"{stands}，这一步已办理")
    return row, post


def _put_down(act: Act, row: CampaignRow, verb: str, post: Post, *, words: str = "") -> CampaignRow:
    row.status = LEADS_TO[verb]
    append(act, verb, row.id, row.status, post=post, words=words)
    publish_campaign(act, row)
    return row


def open_survey(act: Act, campaign_id: UUID, body: OpenSurvey) -> CampaignRow:
    """Its workflow carries it to every branch of the subtree."""
    row, post = _take_up(act, "open_survey", campaign_id)
    if body.freeze_on.year != row.year:
        raise AnotherYear(fields=[{"field": "freeze_on", "message": f"应在{row.year}年之内"}])
    row.freeze_on, row.opened_on = body.freeze_on, act.today
    row.planned_on = row.planned_on or act.today
    close_task(act, row.id, TaskKind.OPEN_SURVEY, row.department, verb="open_survey")
    return _put_down(act, row, "open_survey", post)


def start_reconciling(act: Act, campaign_id: UUID, body: StartReconciling) -> CampaignRow:
    """When the committees have checked; offers to compare go to every region on the platform."""
    row, post = _take_up(act, "start_reconciling", campaign_id)
    missing = _unchecked(act, row)
    if missing and not body.text:
        raise CommitteesMissing(f"还有{missing}个党委没有审核；如须先行核对，请写明原因。")
    row.going_on_without = act.seal_text(body.text)
    offer_lists(act, row)
    return _put_down(act, row, "start_reconciling", post, words=body.text)


def _unchecked(act: Act, row: CampaignRow) -> int:
    """Committees that were asked and have not checked; a side that has not been told yet counts as one."""
    checked = select(TallyRow.role, func.count()).where(TallyRow.campaign_id == row.id).group_by(TallyRow.role)
    done = {role: count for role, count in act.session.execute(checked)}
    return sum(
        max(row.spread[role]["committees"] - done.get(role, 0), 0) if role in row.spread else 1
        for role in ("home", "host")
    )


def analyse_survey(act: Act, campaign_id: UUID, body: AnalyseSurvey) -> CampaignRow:
    """D-59. Every difference is resolved or carried as an open case. Raises DifferencesOpen, ComparisonsMissing."""
    row, post = _take_up(act, "analyse_survey", campaign_id)
    mine = select(ExchangeRow.id).where(ExchangeRow.campaign_id == row.id, ExchangeRow.side == 1)
    still_open = select(func.count()).where(
        DifferenceRow.exchange_id.in_(mine), DifferenceRow.side == 1, DifferenceRow.status == DifferenceStatus.OPEN
    )
    if count := act.session.scalar(still_open):
        raise DifferencesOpen(f"还有{count}条差异没有处理；请逐条处理，或转为在办事项。", open=count)
    if row.gathered_at is None:
        raise StillGathering()
    pending = mine.where(ExchangeRow.status.not_in((ExchangeStatus.COMPARED, ExchangeStatus.UNREACHABLE)))
    waiting = len(act.session.scalars(pending).all())
    if waiting and not body.without:
        raise ComparisonsMissing(f"还有{waiting}个地区没有完成核对；如须先行分析，请写明原因。")
    row.analysis = act.seal_text("\n".join(filter(None, (body.text, body.without))))
    return _put_down(act, row, "analyse_survey", post, words=body.without)


def report_survey(act: Act, campaign_id: UUID, body: ReportSurvey) -> CampaignRow:
    """D-59: numbers, distribution and the measures taken."""
    row, post = _take_up(act, "report_survey", campaign_id)
    row.measures, row.reported_on = act.seal_text(body.measures), act.today
    return _put_down(act, row, "report_survey", post)


def close_survey(act: Act, campaign_id: UUID) -> CampaignRow:
    """The year is satisfied by a campaign closed in it; next year's is put on the calendar, for a person to open."""
    row, post = _take_up(act, "close_survey", campaign_id)
    row.closed_on = act.today
    close_task(act, row.id, TaskKind.REPORT_SURVEY, row.department, verb="close_survey")
    forget_lists(act, row.id)
    put_next_year_on_calendar(act, row)
    return _put_down(act, row, "close_survey", post)


def begin_campaign_step(act: Act, campaign_id: UUID, step: str) -> None:
    """`ask`: the window of the year opens, and the department is asked to open its campaign. The next year's is put
    on the calendar, whether this one comes to its end or not."""
    row = lock_campaign(act, campaign_id)
    if step == "ask" and row.status == SurveyStatus.PLANNED and not row.asked:
        row.asked = True
        put_next_year_on_calendar(act, row)
        publish_campaign(act, row)


def record_survey_spread(act: Act, campaign_id: UUID, body: RecordSpread) -> CampaignRef:
    row = lock_campaign(act, campaign_id)
    row.spread = row.spread | {body.role: body.model_dump(mode="json")}
    publish_campaign(act, row)
    return CampaignRef(campaign_id=row.id)


def record_survey_tally(act: Act, campaign_id: UUID, body: SurveyTally) -> CampaignRef:
    """A committee has checked: its numbers. The campaign's workflow is not woken for each of a thousand."""
    values = {"tally": body.model_copy(update={"text": act.seal_text(body.text)}).model_dump(mode="json")}
    statement = insert(TallyRow).values(campaign_id=campaign_id, role=body.role, committee=body.committee, **values)
    key = ["campaign_id", "role", "committee"]
    act.session.execute(statement.on_conflict_do_update(index_elements=key, set_=values))
    return CampaignRef(campaign_id=campaign_id)


def record_survey_distribution(act: Act, campaign_id: UUID, body: RecordDistribution) -> CampaignRef:
    row = lock_campaign(act, campaign_id)
    row.distribution, row.gathered_at = body.model_dump(mode="json"), act.at
    note_unreachable(act, row, {one.host_region for one in body.outflow} | {one.home_region for one in body.inflow})
    publish_campaign(act, row)
    return CampaignRef(campaign_id=row.id)


def record_survey_end(act: Act, campaign_id: UUID) -> CampaignRef:
    """Both sides know that the campaign is closed."""
    row = lock_campaign(act, campaign_id)
    row.ended = True
    publish_campaign(act, row)
    return CampaignRef(campaign_id=row.id)
