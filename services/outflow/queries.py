"""Read-only selects of the home side, written for the screens: one statement for a list, keyset paging."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, or_, select

from services.outflow.contract import (
    CaseFile,
    CasePage,
    CaseStatus,
    CommitteeCount,
    Overview,
    RunningCase,
    RunningCases,
)
from services.outflow.permissions import PERMISSIONS
from services.outflow.snapshots import case_state, contact_state
from services.outflow.tables import CaseRow, MemberAliasRow, MemberRow
from services.outflow.views import case_file, case_summary
from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.contract import Contract
from shared.errors import Invalid, NotFound
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.tables import OrganisationRow

RUNNING_PAGE = 200


class CaseFilter(Contract):
    status: CaseStatus | None = None
    branch: str | None = Field(default=None, description="home branch")
    committee: str | None = Field(default=None, description="home committee")
    host_region: str | None = Field(default=None, description="GB/T 2260 code")
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


class CaseSearch(CaseFilter):
    """Sent by POST, because a name must not stand in an address."""

    text: str = Field(
        min_length=1, max_length=60, description="case number, or part of the member's name", examples=["汪海"]
    )


class PageMarkInvalid(Invalid):
    message = "翻页标记无效，请从第一页重新打开列表。"


COLUMNS = CaseRow.__table__.c


def standing_of(case: CaseRow) -> Standing:
    return Standing(own=case.home_path, partner=case.host_path)


def search_cases(act: Act, wanted: CaseSearch) -> CasePage:
    return list_cases(act, wanted)


def list_cases(act: Act, wanted: CaseFilter) -> CasePage:
    """Newest first."""
    query = (
        select(CaseRow, MemberRow.name, OrganisationRow.name)
        .join(MemberRow, MemberRow.id == CaseRow.member_id)
        .outerjoin(OrganisationRow, OrganisationRow.code == CaseRow.home_branch)
        .where(visible(act.actor, "list_cases", PERMISSIONS, COLUMNS.home_path, COLUMNS.host_path), *_filters(wanted))
        .order_by(CaseRow.id.desc())
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).all()
    items = [case_summary(row, member, branch or row.home_branch) for row, member, branch in rows[: wanted.limit]]
    return CasePage(items=items, next=str(items[-1].case_id) if len(rows) > wanted.limit else None)


def _filters(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    equal = {
        COLUMNS.status: wanted.status,
        COLUMNS.home_branch: wanted.branch,
        COLUMNS.home_committee: wanted.committee,
        COLUMNS.host_region: wanted.host_region,
    }
    filters: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if isinstance(wanted, CaseSearch):
        filters.append(or_(CaseRow.number == wanted.text, MemberRow.name.contains(wanted.text, autoescape=True)))
    if wanted.after:
        filters.append(CaseRow.id < _mark(wanted.after))
    return filters


def _mark(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise PageMarkInvalid() from error


def read_case(act: Act, case_id: UUID) -> CaseFile:
    """Raises NotFound, also for a case that is not the reader's."""
    row = act.session.get(CaseRow, case_id)
    if row is None:
        raise NotFound()
    authorise(act.actor, "read_case", PERMISSIONS, standing_of(row))
    return case_file(act, row)


def member_of(act: Act, member_id: UUID) -> MemberRow:
    """Both ids of a person resolve: a second registration leads to the member that was kept (5.1)."""
    alias = act.session.get(MemberAliasRow, member_id)
    return act.session.get_one(MemberRow, alias.member_id if alias else member_id)


def subjects(act: Act, case_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The members' names for a page of tasks."""
    query = select(CaseRow.id, MemberRow.name).join(MemberRow, MemberRow.id == CaseRow.member_id)
    return {case_id: name for case_id, name in act.session.execute(query.where(CaseRow.id.in_(case_ids)))}


def read_overview(act: Act) -> Overview:
    mine = visible(act.actor, "read_overview", PERMISSIONS, COLUMNS.home_path)
    query = (
        select(CaseRow.home_committee, OrganisationRow.name, CaseRow.status, func.count())
        .outerjoin(OrganisationRow, OrganisationRow.code == CaseRow.home_committee)
        .where(mine)
        .group_by(CaseRow.home_committee, OrganisationRow.name, CaseRow.status)
        .order_by(CaseRow.home_committee, CaseRow.status)
    )
    counts = [
        CommitteeCount(committee=committee, committee_name=name or "", status=CaseStatus(status), count=count)
        for committee, name, status, count in act.session.execute(query)
    ]
    by_status = {status: sum(c.count for c in counts if c.status is status) for status in CaseStatus}
    return Overview(as_of=act.at, by_status={s: n for s, n in by_status.items() if n}, by_committee=counts)


def list_running_cases(act: Act, after: UUID | None) -> RunningCases:
    """Cases that should have workflows: open ones, and those with letters still on the way."""
    letters = select(LetterSentRow.case_id).where(
        LetterSentRow.delivered_at.is_(None), LetterSentRow.channel == "ELECTRONIC"
    )
    query = select(CaseRow).where(or_(CaseRow.is_open, CaseRow.id.in_(letters))).order_by(CaseRow.id)
    if after is not None:
        query = query.where(CaseRow.id > after)
    rows = act.session.scalars(query.limit(RUNNING_PAGE)).all()
    items = [RunningCase(state=case_state(act, row), contact=contact_state(act, row)) for row in rows]
    return RunningCases(items=items, next=rows[-1].id if len(rows) == RUNNING_PAGE else None)
