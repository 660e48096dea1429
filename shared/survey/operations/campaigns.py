"""A campaign reaches its branches, and takes back what it still asks when it is closed."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.errors import Conflict, NotFound
from shared.organisation_directory.queries import organisation
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.survey.book import SurveyBook
from shared.survey.contract import OVER, BeginSurvey, CampaignRef, ReturnLevel, ReturnStatus, SurveyBegun
from shared.survey.operations.rows import checker_of, publish, unit
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

KIND = {ReturnLevel.BRANCH: TaskKind.RETURN_SURVEY, ReturnLevel.COMMITTEE: TaskKind.CHECK_SURVEY}


class ReturnNotOwed(Conflict):
    message = "这项排查任务已经办结，不再需要。"


def begin_survey(act: Act, book: SurveyBook, body: BeginSurvey) -> SurveyBegun:
    """One row for each branch, one small workflow each (by the outbox); repeats change nothing."""
    rows = list(_units(act, book, body))
    statement = insert(book.returns).values(rows).on_conflict_do_nothing().returning(book.returns.id)
    for return_id in act.session.scalars(statement).all():
        row = act.session.get_one(book.returns, return_id)
        if row.status == ReturnStatus.OWED:
            publish(act, book, row)
    levels = [row["level"] for row in rows]
    return SurveyBegun(branches=levels.count(ReturnLevel.BRANCH), committees=levels.count(ReturnLevel.COMMITTEE))


def _units(act: Act, book: SurveyBook, body: BeginSurvey) -> Iterable[dict[str, object]]:
    department = organisation(act.session, body.department)
    yield unit(body, department, department.code, ReturnLevel.DEPARTMENT)
    asked = book.asked(act, body.path)
    checkers: dict[str, OrganisationRow] = {}
    for branch in _branches(act, body):
        if asked is not None and branch.code not in asked:
            continue
        checker = checker_of(act, branch) or department
        checkers[checker.code] = checker
        yield unit(body, branch, checker.code, ReturnLevel.BRANCH)
    for checker in checkers.values():
        yield unit(body, checker, checker.code, ReturnLevel.COMMITTEE)


def _branches(act: Act, body: BeginSurvey) -> Iterable[OrganisationRow]:
    query = select(OrganisationRow).where(
        OrganisationRow.__table__.c.path.op("<@")(body.path),
        OrganisationRow.kind == OrganisationKind.BRANCH,
        OrganisationRow.valid_from <= max(body.opened_on, body.freeze_on),
        func.coalesce(OrganisationRow.valid_to, body.opened_on) >= body.opened_on,
    )
    return act.session.scalars(query.order_by(OrganisationRow.path)).all()


def end_survey(act: Act, book: SurveyBook, campaign_id: UUID) -> CampaignRef:
    """The campaign is closed: what was never returned is asked for no longer, and stays visible as not returned."""
    returns = book.returns
    query = select(returns).where(returns.campaign_id == campaign_id, returns.status.not_in(OVER)).with_for_update()
    for row in act.session.scalars(query.order_by(returns.id)).all():
        asked = row.status == ReturnStatus.OWED
        row.status = ReturnStatus.ENDED
        if asked:
            kind = KIND[ReturnLevel(row.level)]
            tasks.cancel_task(act, row.id, kind, row.organisation, verb="end_survey", occurrence=str(row.round))
            publish(act, book, row)
    return CampaignRef(campaign_id=campaign_id)


def task_opener(book: SurveyBook) -> Callable[[Act, OpenTask], OpenedTask]:
    """Opens the tasks of this service's returns; raises ReturnNotOwed once they are given."""

    def open_task(act: Act, opening: OpenTask) -> OpenedTask:
        row = act.session.get(book.returns, opening.case_id, with_for_update=True)
        if row is None:
            raise NotFound()
        if row.status != ReturnStatus.OWED or KIND[ReturnLevel(row.level)] is not opening.kind:
            raise ReturnNotOwed(status=row.status)
        return tasks.open_task(act, opening, f"{row.year}年度排查")

    return open_task
