"""Reading returns: the branch's page, the list with progress, one committee's tally, the running ones."""

import json
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.errors import NotFound
from shared.organisation_directory.tables import OrganisationRow
from shared.sealing import mask_id_number
from shared.survey.book import KnownMember, SurveyBook, differing, leads_to
from shared.survey.contract import (
    OVER,
    Count,
    FoundMember,
    ListSurveyRows,
    ReadDistribution,
    ReturnLevel,
    ReturnStatus,
    ReturnVersion,
    RunningReturns,
    SurveyDistribution,
    SurveyedMember,
    SurveyReturn,
    SurveyReturnPage,
    SurveyReturnSummary,
    SurveyRows,
    SurveyTally,
    Whereabouts,
)
from shared.survey.operations.rows import find, return_state
from shared.survey.permissions import PERMISSIONS
from shared.survey.tables import LineColumns, ReturnColumns

PAGE = 200


def read_survey_return(act: Act, book: SurveyBook, campaign_id: UUID, organisation: str) -> SurveyReturn:
    """Members with what was said of each; for a committee those of all its branches stay in the branches' pages."""
    row = find(act, book, campaign_id, organisation, ReturnLevel.BRANCH, ReturnLevel.COMMITTEE)
    if row is None:
        raise NotFound()
    authorise(act.actor, "read_survey_return", PERMISSIONS, Standing(own=row.path))
    members = _members(act, book, row) if row.level == ReturnLevel.BRANCH else []
    return SurveyReturn(
        summary=summary_of(act, book, row),
        year=row.year,
        freeze_on=row.freeze_on,
        members=members,
        sent_back=act.open_text(row.sent_back) or "",
        versions=_versions(act, book, row),
    )


def _versions(act: Act, book: SurveyBook, row: ReturnColumns) -> list[ReturnVersion]:
    """Oldest first, each with how many lines say otherwise than the one before."""
    query = select(book.versions).where(book.versions.return_id == row.id).order_by(book.versions.number)
    found, before = [], dict[str, str]()
    for version in act.session.scalars(query):
        said = json.loads(act.seal.open(version.said))
        now = {line["subject"]: line["confirmed"] for line in said}
        found.append(
            ReturnVersion(
                number=version.number,
                round=version.round,
                given_at=version.given_at,
                given_by=version.given_by,
                members=len(said),
                found=sum(line["found"] is not None for line in said),
                changed=sum(now.get(one) != before.get(one) for one in now.keys() | before.keys()) if before else 0,
            )
        )
        before = now
    return found


def _members(act: Act, book: SurveyBook, row: ReturnColumns) -> list[SurveyedMember]:
    lines = book.lines
    query = select(lines).where(lines.campaign_id == row.campaign_id, lines.branch == row.organisation)
    said = {line.subject: line for line in act.session.scalars(query)}
    known = [_known(book, member, said.get(member.subject)) for member in book.known(act, row.organisation)]
    found = [_found(act, book, line) for line in said.values() if line.found]
    return [*known, *found]


def _known(book: SurveyBook, member: KnownMember, line: LineColumns | None) -> SurveyedMember:
    confirmed = Whereabouts(line.confirmed) if line else None
    return SurveyedMember(
        subject=member.subject,
        name=member.name,
        id_number_masked=member.id_number_masked,
        standing=member.standing,
        registered=member.registered,
        place=member.place,
        case_id=member.case_id,
        case_number=member.case_number,
        confirmed=confirmed,
        leads_to=leads_to(book.role, member.registered, confirmed),
    )


def _found(act: Act, book: SurveyBook, line: LineColumns) -> SurveyedMember:
    person = FoundMember.model_validate_json(act.seal.open(line.found or ""))
    confirmed = Whereabouts(line.confirmed)
    return SurveyedMember(
        subject=line.subject,
        name=person.name,
        id_number_masked=mask_id_number(person.id_number),
        standing=person.standing,
        registered=None,
        place=person.place,
        case_id=None,
        case_number="",
        confirmed=confirmed,
        leads_to=leads_to(book.role, None, confirmed),
    )


def list_survey_returns(act: Act, book: SurveyBook, campaign_id: UUID) -> SurveyReturnPage:
    """Who has returned and who has not, in the reader's subtree; two statements."""
    returns = book.returns
    columns = returns.__table__.c  # type: ignore[attr-defined]  # a mixin; each service's class has it
    seen = visible(act.actor, "list_survey_returns", PERMISSIONS, columns.path)
    query = (
        select(returns, OrganisationRow.name)
        .outerjoin(OrganisationRow, OrganisationRow.code == returns.organisation)
        .where(returns.campaign_id == campaign_id, returns.level != ReturnLevel.DEPARTMENT, seen)
        .order_by(returns.committee, returns.level.desc(), returns.organisation)
    )
    rows = act.session.execute(query).all()
    said = _said(act, book, book.lines.campaign_id == campaign_id)
    return SurveyReturnPage(items=[_summary(row, name or row.organisation, said) for row, name in rows])


def summary_of(act: Act, book: SurveyBook, row: ReturnColumns) -> SurveyReturnSummary:
    unit = act.session.get(OrganisationRow, row.organisation)
    said = _said(act, book, book.lines.campaign_id == row.campaign_id)
    return _summary(row, unit.name if unit else row.organisation, said)


def _said(act: Act, book: SurveyBook, condition: ColumnElement[bool]) -> dict[str, tuple[int, int]]:
    """By branch: lines said, and those of them that were found."""
    lines = book.lines
    query = select(lines.branch, func.count(), func.count(lines.found)).where(condition).group_by(lines.branch)
    return {branch: (every, found) for branch, every, found in act.session.execute(query)}


def _summary(row: ReturnColumns, name: str, said: dict[str, tuple[int, int]]) -> SurveyReturnSummary:
    every, found = said.get(row.organisation, (0, 0)) if row.level == ReturnLevel.BRANCH else (0, 0)
    return SurveyReturnSummary(
        return_id=row.id,
        campaign_id=row.campaign_id,
        organisation=row.organisation,
        organisation_name=name,
        committee=row.committee,
        level=ReturnLevel(row.level),
        status=ReturnStatus(row.status),
        since=row.since,
        returned_at=row.returned_at,
        members=every,
        confirmed=every - found,
        found=found,
        round=row.round,
    )


def read_survey_tally(act: Act, book: SurveyBook, return_id: UUID) -> SurveyTally:
    """What one committee reports to the department's campaign: numbers only."""
    row = act.session.get(book.returns, return_id)
    if row is None:
        raise NotFound()
    returns, lines = book.returns, book.lines
    units = act.session.execute(
        select(returns.status, func.count())
        .where(returns.campaign_id == row.campaign_id, returns.committee == row.committee)
        .where(returns.level == ReturnLevel.BRANCH)
        .group_by(returns.status)
    ).all()
    said = act.session.execute(
        select(lines.registered, lines.confirmed, lines.found.is_not(None))
        .where(lines.campaign_id == row.campaign_id, lines.committee == row.committee)
    ).all()  # fmt: skip
    confirmed = [line.confirmed for line in said]
    return SurveyTally(
        campaign_id=row.campaign_id,
        role=book.role,
        committee=row.committee,
        branches=sum(count for _, count in units),
        returned=sum(count for status, count in units if status in (ReturnStatus.RETURNED, ReturnStatus.CHECKED)),
        members=len(said),
        found=sum(line[2] for line in said),
        differing=differing((line.registered, line.confirmed) for line in said),
        counts=tuple(Count(whereabouts=one, count=confirmed.count(one)) for one in Whereabouts if one in confirmed),
        checked_on=row.checked_on,
        text=act.open_text(row.text) or "",
    )


def list_running_survey_returns(act: Act, book: SurveyBook, after: UUID | None) -> RunningReturns:
    returns = book.returns
    # A committee that waits has a workflow once it has been asked: one of its returns was sent back.
    told = (returns.status != ReturnStatus.WAITING) | (returns.version > 0)
    query = select(returns).where(returns.status.not_in(OVER), told).order_by(returns.id).limit(PAGE)
    if after is not None:
        query = query.where(returns.id > after)
    rows = act.session.scalars(query).all()
    items = [return_state(act, book, row) for row in rows]
    return RunningReturns(items=items, next=rows[-1].id if len(rows) == PAGE else None)


def list_survey_rows(act: Act, book: SurveyBook, wanted: ListSurveyRows) -> SurveyRows:
    return book.rows(act, wanted)


def read_survey_distribution(act: Act, book: SurveyBook, wanted: ReadDistribution) -> SurveyDistribution:
    return book.distribution(act, wanted)
