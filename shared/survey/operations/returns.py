"""D-30: a branch confirms every member it knows of, and names whom it has found."""

import json
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Invalid, NotAtThisStep, NotFound
from shared.history import append, who_was_first
from shared.letters.bodies_survey import ListRole
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.survey.book import SurveyBook
from shared.survey.contract import (
    MAY_BE_SAID,
    BeginSurvey,
    FoundMember,
    ReturnLevel,
    ReturnStatus,
    ReturnSurvey,
    Whereabouts,
)
from shared.survey.operations.rows import checker_of, find, lock, open_branches, publish, unit
from shared.survey.permissions import PERMISSIONS
from shared.survey.tables import ReturnColumns
from shared.tasks import operations as tasks


class MembersNotConfirmed(Invalid):
    message = "还有党员没有确认去向，请逐人确认后再报回。"


class NotAMemberHere(Invalid):
    message = "所填党员不在本支部名下，请刷新页面后重新确认。"


class AnswerNotForThisList(Invalid):
    message = "这个去向不适用于本名单，请重新选择。"


def return_survey(act: Act, book: SurveyBook, campaign_id: UUID, branch: str, body: ReturnSurvey) -> ReturnColumns:
    """D-30. Raises NotFound, NotYourPost, NotAtThisStep when checked or ended, MembersNotConfirmed."""
    row = find(act, book, campaign_id, branch, ReturnLevel.BRANCH) or _join(act, book, campaign_id, branch)
    post = authorise(act.actor, "return_survey", PERMISSIONS, Standing(own=row.path))
    committee = lock(act, book, campaign_id, row.committee, ReturnLevel.COMMITTEE)
    act.session.refresh(row, with_for_update=True)
    if row.status in (ReturnStatus.CHECKED, ReturnStatus.ENDED):
        raise _already(act, row, committee)
    _note_lines(act, book, row, body)
    append(act, "return_survey", row.id, row.status, post=post, finished=body.finished)
    if body.finished:
        row.status, row.returned_at, row.sent_back = ReturnStatus.RETURNED, act.at, ""
        _keep_version(act, book, row, post)
        occurrence = str(row.round)
        tasks.close_task(
            act, row.id, TaskKind.RETURN_SURVEY, row.organisation, verb="return_survey", occurrence=occurrence
        )
        publish(act, book, row)
        _ask_committee(act, book, committee)
    return row


def _keep_version(act: Act, book: SurveyBook, row: ReturnColumns, post: Post) -> None:
    """What was given stays as it was, whatever is said later."""
    lines, versions = book.lines, book.versions
    query = select(lines).where(lines.campaign_id == row.campaign_id, lines.branch == row.organisation)
    said = [
        {"subject": str(line.subject), "registered": line.registered, "confirmed": line.confirmed, "found": line.found}
        for line in act.session.scalars(query.order_by(lines.subject).execution_options(populate_existing=True))
    ]
    before = act.session.scalar(select(func.count()).where(versions.return_id == row.id)) or 0
    version = {"return_id": row.id, "number": before + 1, "round": row.round, "given_at": act.at}
    words = {"given_by": act.actor.name_in(post), "said": act.seal.close(json.dumps(said))}
    act.session.execute(insert(versions).values(version | words))


def _join(act: Act, book: SurveyBook, campaign_id: UUID, branch: str) -> ReturnColumns:
    """A branch that was not asked has something to tell: it and its committee join the campaign."""
    root = act.session.scalars(
        select(book.returns).where(
            book.returns.campaign_id == campaign_id, book.returns.level == ReturnLevel.DEPARTMENT
        )
    ).one_or_none()
    joining = act.session.get(OrganisationRow, branch)
    if (
        root is None
        or joining is None
        or not joining.path.startswith(f"{root.path}.")
        or joining.kind != OrganisationKind.BRANCH
    ):
        raise NotFound()
    authorise(act.actor, "return_survey", PERMISSIONS, Standing(own=joining.path))
    body = BeginSurvey(
        campaign_id=campaign_id, department=root.department, path=root.path, year=root.year,
        freeze_on=root.freeze_on, opened_on=act.today,
    )  # fmt: skip
    checker = checker_of(act, joining) or act.session.get_one(OrganisationRow, root.department)
    rows = [
        unit(body, joining, checker.code, ReturnLevel.BRANCH),
        unit(body, checker, checker.code, ReturnLevel.COMMITTEE),
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
    if committee is None or committee.status != ReturnStatus.WAITING or open_branches(act, book, committee):
        return
    committee.status, committee.since = ReturnStatus.OWED, act.today
    publish(act, book, committee)
