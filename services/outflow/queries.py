"""Read-only selects of the home side, written for the screens: one statement for a list, keyset paging."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, union_all

from services.outflow.contract import (
    CaseFile,
    CasePage,
    CaseStatus,
    CommitteeCount,
    Overview,
    RunningCase,
    RunningCases,
)
from services.outflow.lists import CaseFilter, CaseOrder, CaseSearch
from services.outflow.permissions import PERMISSIONS
from services.outflow.snapshots import case_state, contact_state
from services.outflow.tables import CaseRow, CertificateRow, MemberAliasRow, MemberRow
from services.outflow.views import IN_A_LIST, case_file, case_summary
from shared.act import Act
from shared.authorisation import Standing, authorise, visible
from shared.certificate_numbers import same_number
from shared.errors import NotFound
from shared.figures import Counted
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.tables import OrganisationRow
from shared.person_search import matches
from shared.tasks.tables import TaskRow
from shared.tasks.views import Subjects
from shared.working_lists.queries import Order, Situations, in_place, in_region, on_days

RUNNING_PAGE = 200


COLUMNS = CaseRow.__table__.c
ORDERS = {
    CaseOrder.NEWEST: Order(COLUMNS.id, newest_first=True),
    CaseOrder.OLDEST: Order(COLUMNS.id),
    CaseOrder.DEPARTED: Order(COLUMNS.id, COLUMNS.departed_on, "departed_on"),
}


def standing_of(case: CaseRow) -> Standing:
    return Standing(own=case.home_path, partner=case.host_path, case_id=case.id, branch=case.home_branch)


def search_cases(act: Act, counted: Sequence[Counted], wanted: CaseSearch) -> CasePage:
    return _page(act, counted, wanted, "search_cases", found_by(act, wanted.text))


def list_cases(act: Act, counted: Sequence[Counted], wanted: CaseFilter) -> CasePage:
    return _page(act, counted, wanted, "list_cases")


def _page(act: Act, counted: Sequence[Counted], wanted: CaseFilter, verb: str, *found: ColumnElement[bool]) -> CasePage:
    """One statement; a situation whose term the policy sets looks that up first."""
    order = ORDERS[wanted.order]
    query = (
        select(
            COLUMNS.id.label("case_id"),
            *(COLUMNS[name] for name in IN_A_LIST),
            MemberRow.name.label("member_name"),
            func.coalesce(OrganisationRow.name, COLUMNS.home_branch).label("home_branch_name"),
        )
        .join(MemberRow, MemberRow.id == COLUMNS.member_id)
        .outerjoin(OrganisationRow, OrganisationRow.code == COLUMNS.home_branch)
        .where(visible(act.actor, verb, PERMISSIONS, COLUMNS.home_path, COLUMNS.host_path), *found)
        .where(*_filters(act, counted, wanted, verb))
    )
    rows = act.session.execute(order.page(query, wanted.after, wanted.limit)).all()
    shown = rows[: wanted.limit]
    following = order.mark(shown[-1], shown[-1].case_id) if len(rows) > wanted.limit else None
    return CasePage(items=[case_summary(row._mapping) for row in shown], next=following)


def found_by(act: Act, text: str) -> ColumnElement[bool]:
    """Cases whose member, under any of his registrations, is what people typed; or whose number it is."""
    number = same_number(text)
    person = matches(act.seal, text, MemberRow.__table__.c.search_terms)
    cases = select(CaseRow.id).where(CaseRow.number == number)
    certificates = select(CertificateRow.case_id).where(CertificateRow.number == number)
    members = select(CaseRow.id).join(MemberRow, MemberRow.id == CaseRow.member_id).where(person)
    aliases = (
        select(CaseRow.id)
        .join(MemberAliasRow, MemberAliasRow.member_id == CaseRow.member_id)
        .join(MemberRow, MemberRow.id == MemberAliasRow.alias_id)
        .where(person)
    )
    return COLUMNS.id.in_(union_all(cases, certificates, members, aliases))


def _filters(act: Act, counted: Sequence[Counted], wanted: CaseFilter, verb: str) -> Iterator[ColumnElement[bool]]:
    yield from in_place(wanted, COLUMNS.home_path)
    if wanted.status:
        yield COLUMNS.status.in_(wanted.status)
    equal = {
        COLUMNS.category: wanted.category,
        COLUMNS.home_committee: wanted.committee,
    }
    yield from (column == value for column, value in equal.items() if value is not None)
    if wanted.host_region:
        yield in_region(COLUMNS.host_region, wanted.host_region)
    if wanted.situation:
        situations = Situations(counted, PERMISSIONS, verb, COLUMNS.id, COLUMNS.home_path)
        yield situations.condition(act, wanted.situation, wanted, wanted.day)
    if wanted.day and wanted.day in COLUMNS:
        yield on_days(COLUMNS[wanted.day], wanted.when, wanted.days, act.today)


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


SUBJECTS = Subjects(
    select(MemberRow.name)
    .join(CaseRow, CaseRow.member_id == MemberRow.id)
    .where(CaseRow.id == TaskRow.case_id)
    .correlate(TaskRow)
    .scalar_subquery()
)
"""The members' names, for tasks."""


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
