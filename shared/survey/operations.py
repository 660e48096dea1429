"""The verbs of branches and committees in a survey (D-30). Rows are locked committee first, then branch, then tasks."""

from collections.abc import Callable, Iterable
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, Invalid, NotAtThisStep, NotFound
from shared.history import append, who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_survey import ListRole
from shared.organisation_directory.queries import ancestors, organisation
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.outbox import tell
from shared.policy.task_kinds import TaskKind
from shared.survey.book import SurveyBook
from shared.survey.contract import (
    MAY_BE_SAID,
    OVER,
    BeginSurvey,
    CampaignRef,
    CheckSurvey,
    FoundMember,
    ReturnLevel,
    ReturnState,
    ReturnStatus,
    ReturnSurvey,
    SurveyBegun,
    Whereabouts,
)
from shared.survey.permissions import PERMISSIONS
from shared.survey.tables import ReturnColumns
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

CHECKERS = (OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP)
KIND = {ReturnLevel.BRANCH: TaskKind.RETURN_SURVEY, ReturnLevel.COMMITTEE: TaskKind.CHECK_SURVEY}


class MembersNotConfirmed(Invalid):
    message = "还有党员没有确认去向，请逐人确认后再报回。"


class NotAMemberHere(Invalid):
    message = "所填党员不在本支部名下，请刷新页面后重新确认。"


class AnswerNotForThisList(Invalid):
    message = "这个去向不适用于本名单，请重新选择。"


class BranchesMissing(Invalid):
    message = "还有党支部没有报回；如须先行审核，请写明原因。"


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
    yield _unit(body, department, department.code, ReturnLevel.DEPARTMENT)
    asked = book.asked(act, body.path)
    checkers: dict[str, OrganisationRow] = {}
    for branch in _branches(act, body):
        if asked is not None and branch.code not in asked:
            continue
        checker = checker_of(act, branch) or department
        checkers[checker.code] = checker
        yield _unit(body, branch, checker.code, ReturnLevel.BRANCH)
    for checker in checkers.values():
        yield _unit(body, checker, checker.code, ReturnLevel.COMMITTEE)


def _branches(act: Act, body: BeginSurvey) -> Iterable[OrganisationRow]:
    query = select(OrganisationRow).where(
        OrganisationRow.__table__.c.path.op("<@")(body.path),
        OrganisationRow.kind == OrganisationKind.BRANCH,
        OrganisationRow.valid_from <= max(body.opened_on, body.freeze_on),
        func.coalesce(OrganisationRow.valid_to, body.opened_on) >= body.opened_on,
    )
    return act.session.scalars(query.order_by(OrganisationRow.path)).all()


def checker_of(act: Act, branch: OrganisationRow) -> OrganisationRow | None:
    """The committee over a branch; None: its department checks."""
    return next((row for row in ancestors(act.session, branch.path) if row.kind in CHECKERS), None)


def _unit(body: BeginSurvey, row: OrganisationRow, committee: str, level: ReturnLevel) -> dict[str, object]:
    owed = level is ReturnLevel.BRANCH
    return {
        "id": new_id(),
        "campaign_id": body.campaign_id,
        "organisation": row.code,
        "path": row.path,
        "committee": committee,
        "level": level,
        "department": body.department,
        "year": body.year,
        "freeze_on": body.freeze_on,
        "status": ReturnStatus.OWED if owed else ReturnStatus.WAITING,
        "since": body.opened_on if owed else None,
        "version": 0,
        "text": "",
    }


def return_state(act: Act, book: SurveyBook, row: ReturnColumns) -> ReturnState:
    return ReturnState(
        return_id=row.id,
        campaign_id=row.campaign_id,
        role=book.role,
        organisation=row.organisation,
        level=ReturnLevel(row.level),
        holder_is_department=row.organisation == row.department,
        version=row.version,
        clock=act.clock,
        status=ReturnStatus(row.status),
        since=row.since or act.today,
    )


def publish(act: Act, book: SurveyBook, row: ReturnColumns) -> None:
    row.version += 1
    act.session.flush()
    state = return_state(act, book, row)
    tell(
        act.session,
        workflow="SurveyReturn",
        workflow_id=state.workflow_id,
        signal="follow",
        message=state,
        start=state,
    )


def find(
    act: Act, book: SurveyBook, campaign_id: UUID, organisation: str, *levels: ReturnLevel
) -> ReturnColumns | None:
    returns = book.returns
    query = select(returns).where(
        returns.campaign_id == campaign_id, returns.organisation == organisation, returns.level.in_(levels)
    )
    return act.session.scalars(query).one_or_none()


def _lock(act: Act, book: SurveyBook, campaign_id: UUID, organisation: str, level: ReturnLevel) -> ReturnColumns | None:
    row = find(act, book, campaign_id, organisation, level)
    if row is not None:
        act.session.refresh(row, with_for_update=True)
    return row


def return_survey(act: Act, book: SurveyBook, campaign_id: UUID, branch: str, body: ReturnSurvey) -> ReturnColumns:
    """D-30. Raises NotFound, NotYourPost, NotAtThisStep when checked or ended, MembersNotConfirmed."""
    row = find(act, book, campaign_id, branch, ReturnLevel.BRANCH) or _join(act, book, campaign_id, branch)
    post = authorise(act.actor, "return_survey", PERMISSIONS, Standing(own=row.path))
    committee = _lock(act, book, campaign_id, row.committee, ReturnLevel.COMMITTEE)
    act.session.refresh(row, with_for_update=True)
    if row.status in (ReturnStatus.CHECKED, ReturnStatus.ENDED):
        raise _already(act, row, committee)
    _note_lines(act, book, row, body)
    append(act, "return_survey", row.id, row.status, post=post, finished=body.finished)
    if body.finished:
        row.status, row.returned_at = ReturnStatus.RETURNED, act.at
        tasks.close_task(act, row.id, TaskKind.RETURN_SURVEY, row.organisation, verb="return_survey")
        publish(act, book, row)
        _ask_committee(act, book, committee)
    return row


def _join(act: Act, book: SurveyBook, campaign_id: UUID, branch: str) -> ReturnColumns:
    """A branch that was not asked has something to tell: it and its committee join the campaign."""
    root = act.session.scalars(
        select(book.returns).where(
            book.returns.campaign_id == campaign_id, book.returns.level == ReturnLevel.DEPARTMENT
        )
    ).one_or_none()
    unit = act.session.get(OrganisationRow, branch)
    if (
        root is None
        or unit is None
        or not unit.path.startswith(f"{root.path}.")
        or unit.kind != OrganisationKind.BRANCH
    ):
        raise NotFound()
    authorise(act.actor, "return_survey", PERMISSIONS, Standing(own=unit.path))
    body = BeginSurvey(
        campaign_id=campaign_id, department=root.department, path=root.path, year=root.year,
        freeze_on=root.freeze_on, opened_on=act.today,
    )  # fmt: skip
    checker = checker_of(act, unit) or act.session.get_one(OrganisationRow, root.department)
    rows = [
        _unit(body, unit, checker.code, ReturnLevel.BRANCH),
        _unit(body, checker, checker.code, ReturnLevel.COMMITTEE),
    ]
    act.session.execute(insert(book.returns).values(rows).on_conflict_do_nothing())
    joined = find(act, book, campaign_id, branch, ReturnLevel.BRANCH)
    assert joined is not None
    return joined


def _already(act: Act, row: ReturnColumns, committee: ReturnColumns | None) -> Exception:
    if row.status == ReturnStatus.ENDED or committee is None:
        return NotAtThisStep("这次排查已经办结，不能再报回；请在下一次排查中报告。", status=row.status)
    return who_was_first(act.session, committee.id, {"check_survey"}, "党委已审核，不能再改；确有变化请报党委")


def _note_lines(act: Act, book: SurveyBook, row: ReturnColumns, body: ReturnSurvey) -> None:
    known = {member.subject: member for member in book.known(act, row.organisation)}
    for said in body.members:
        if said.subject not in known:
            raise NotAMemberHere()
        if said.whereabouts not in MAY_BE_SAID[book.role]:
            raise AnswerNotForThisList()
        _note(act, book, row, said.subject, registered=known[said.subject].registered, confirmed=said.whereabouts)
    for found in body.found:
        _note_found(act, book, row, found)
    if body.finished and (missing := known.keys() - _confirmed(act, book, row)):
        raise MembersNotConfirmed(f"还有{len(missing)}名党员没有确认去向，请逐人确认后再报回。")


def _confirmed(act: Act, book: SurveyBook, row: ReturnColumns) -> set[UUID]:
    lines = book.lines
    query = select(lines.subject).where(lines.campaign_id == row.campaign_id, lines.branch == row.organisation)
    return set(act.session.scalars(query))


def _note_found(act: Act, book: SurveyBook, row: ReturnColumns, found: FoundMember) -> None:
    """The same person told again is the same line; in the list he counts as out, or as in."""
    subject = uuid5(NAMESPACE_OID, f"{row.campaign_id}/{act.seal.index(found.id_number.upper())}")
    confirmed = Whereabouts.OUT if book.role is ListRole.HOME else Whereabouts.IN
    sealed = act.seal.close(found.model_dump_json())
    _note(act, book, row, subject, registered=None, confirmed=confirmed, region=found.region, found=sealed)


def _note(act: Act, book: SurveyBook, row: ReturnColumns, subject: UUID, **said: object) -> None:
    values = {
        "branch": row.organisation,
        "path": row.path,
        "committee": row.committee,
        "year": row.year,
        "said_at": act.at,
        "region": "",
        **said,
    }
    statement = insert(book.lines).values(campaign_id=row.campaign_id, subject=subject, **values)
    act.session.execute(statement.on_conflict_do_update(index_elements=["campaign_id", "subject"], set_=values))


def _ask_committee(act: Act, book: SurveyBook, committee: ReturnColumns | None) -> None:
    """When its last branch has returned, the committee is asked to check."""
    if committee is None or committee.status != ReturnStatus.WAITING or _open_branches(act, book, committee):
        return
    committee.status, committee.since = ReturnStatus.OWED, act.today
    publish(act, book, committee)


def _open_branches(act: Act, book: SurveyBook, committee: ReturnColumns) -> int:
    returns = book.returns
    query = select(func.count()).where(
        returns.campaign_id == committee.campaign_id,
        returns.committee == committee.committee,
        returns.level == ReturnLevel.BRANCH,
        returns.status == ReturnStatus.OWED,
    )
    return act.session.scalar(query) or 0


def check_survey(act: Act, book: SurveyBook, campaign_id: UUID, committee: str, body: CheckSurvey) -> ReturnColumns:
    """W-08: the committee checks. Raises NotFound, NotYourPost, StepAlreadyTaken, BranchesMissing."""
    row = _lock(act, book, campaign_id, committee, ReturnLevel.COMMITTEE)
    if row is None:
        raise NotFound()
    post = authorise(act.actor, "check_survey", PERMISSIONS, Standing(own=row.path))
    if row.status in OVER:
        raise who_was_first(act.session, row.id, {"check_survey"}, "排查结果已审核")
    missing = _open_branches(act, book, row)
    if missing and not body.text:
        raise BranchesMissing(f"还有{missing}个党支部没有报回；如须先行审核，请写明原因。")
    row.status, row.checked_on, row.text = ReturnStatus.CHECKED, act.today, act.seal_text(body.text)
    row.since = row.since or act.today
    _mark_checked(act, book, row)
    append(act, "check_survey", row.id, row.status, post=post, words=body.text, missing=missing)
    tasks.close_task(act, row.id, TaskKind.CHECK_SURVEY, row.organisation, verb="check_survey")
    publish(act, book, row)
    return row


def _mark_checked(act: Act, book: SurveyBook, row: ReturnColumns) -> None:
    returns = book.returns
    act.session.execute(
        update(returns)
        .where(
            returns.campaign_id == row.campaign_id,
            returns.committee == row.committee,
            returns.level == ReturnLevel.BRANCH,
            returns.status == ReturnStatus.RETURNED,
        )
        .values(status=ReturnStatus.CHECKED, checked_on=act.today)
        .execution_options(synchronize_session=False)
    )


def end_survey(act: Act, book: SurveyBook, campaign_id: UUID) -> CampaignRef:
    """The campaign is closed: what was never returned is asked for no longer, and stays visible as not returned."""
    returns = book.returns
    query = select(returns).where(returns.campaign_id == campaign_id, returns.status.not_in(OVER)).with_for_update()
    for row in act.session.scalars(query.order_by(returns.id)).all():
        asked = row.status == ReturnStatus.OWED
        row.status = ReturnStatus.ENDED
        if asked:
            kind = KIND[ReturnLevel(row.level)]
            tasks.cancel_task(act, row.id, kind, row.organisation, verb="end_survey")
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
