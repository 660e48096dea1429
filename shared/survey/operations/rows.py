"""Rows of returns: made, found, locked, and told to their workflows."""

from uuid import UUID

from sqlalchemy import func, select

from shared.act import Act
from shared.identifiers import new_id
from shared.organisation_directory.queries import ancestors
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.outbox import follow
from shared.survey.book import SurveyBook
from shared.survey.contract import BeginSurvey, ReturnLevel, ReturnState, ReturnStatus
from shared.survey.tables import ReturnColumns

CHECKERS = (OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP)


def checker_of(act: Act, branch: OrganisationRow) -> OrganisationRow | None:
    """The committee over a branch; None: its department checks."""
    return next((row for row in ancestors(act.session, branch.path) if row.kind in CHECKERS), None)


def unit(body: BeginSurvey, row: OrganisationRow, committee: str, level: ReturnLevel) -> dict[str, object]:
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
        "round": 1,
        "sent_back": "",
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
        round=row.round,
    )


def publish(act: Act, book: SurveyBook, row: ReturnColumns) -> None:
    row.version += 1
    act.session.flush()
    state = return_state(act, book, row)
    follow(act.session, "SurveyReturn", state)


def find(
    act: Act, book: SurveyBook, campaign_id: UUID, organisation: str, *levels: ReturnLevel
) -> ReturnColumns | None:
    returns = book.returns
    query = select(returns).where(
        returns.campaign_id == campaign_id, returns.organisation == organisation, returns.level.in_(levels)
    )
    return act.session.scalars(query).one_or_none()


def lock(act: Act, book: SurveyBook, campaign_id: UUID, organisation: str, level: ReturnLevel) -> ReturnColumns | None:
    row = find(act, book, campaign_id, organisation, level)
    if row is not None:
        act.session.refresh(row, with_for_update=True)
    return row


def open_branches(act: Act, book: SurveyBook, committee: ReturnColumns) -> int:
    returns = book.returns
    query = select(func.count()).where(
        returns.campaign_id == committee.campaign_id,
        returns.committee == committee.committee,
        returns.level == ReturnLevel.BRANCH,
        returns.status == ReturnStatus.OWED,
    )
    return act.session.scalar(query) or 0
