"""The rows of roster and ledger, each list in a few statements."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from services.inflow.entries.contract import EntryKind
from services.inflow.entries.tables import EntryRow
from services.inflow.exchange.tables import ChangeRow, FeedbackRow, HelpRequestRow
from services.inflow.papers import contract as c
from services.inflow.sealed import contact_of, notice_of
from services.inflow.statuses import PlacementStatus
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.letters.tables import LetterReceivedRow, LetterSentRow
from shared.organisation_directory.tables import OrganisationRow
from shared.papers.issuing import born
from shared.sealing import mask_id_number, mask_phone

TAKING_PART = (
    EntryKind.BRANCH_MEETING,
    EntryKind.GROUP_MEETING,
    EntryKind.LECTURE,
    EntryKind.APPRAISAL,
    EntryKind.ACTIVITY_DAY,
)
Enrolled = tuple[PlacementRow, RosterEntryRow, str]


def on_the_roster(act: Act, branch: OrganisationRow) -> list[c.RosterLine]:
    rows = _enrolled(act, RosterEntryRow.branch == branch.code, RosterEntryRow.left_on.is_(None))
    fed_back = _fed_back(act, rows)
    return [_member(act, row, fed_back) for row in rows]


def in_the_ledger(act: Act, committee: OrganisationRow) -> list[c.LedgerLine]:
    new_year = date(act.today.year, 1, 1)
    here = PlacementRow.__table__.c.host_path.op("<@")(committee.path)
    rows = _enrolled(act, here, or_(RosterEntryRow.left_on.is_(None), RosterEntryRow.left_on >= new_year))
    fed_back, counted = _fed_back(act, rows), _counted(act, rows)
    return [_ledger_line(_member(act, row, fed_back), row[0], counted) for row in rows]


def _ledger_line(member: c.RosterLine, row: PlacementRow, counted: dict[str, dict[Any, int]]) -> c.LedgerLine:
    attempt = (row.case_id, row.attempt)
    return c.LedgerLine(
        case_number=row.case_number,
        home_region=row.home_region,
        status=PlacementStatus(row.status),
        member=member,
        placed_on=row.placed_on,
        participation=counted["participation"].get(row.id, 0),
        helped=counted["helped"].get(attempt, 0),
        changes=counted["changes"].get(row.id, 0),
        letters_received=counted["received"].get(attempt, 0),
        letters_sent=counted["sent"].get(attempt, 0),
    )


def _enrolled(act: Act, *where: ColumnElement[bool]) -> list[Enrolled]:
    query = (
        select(PlacementRow, RosterEntryRow, func.coalesce(OrganisationRow.name, RosterEntryRow.branch))
        .join(RosterEntryRow, RosterEntryRow.placement_id == PlacementRow.id)
        .outerjoin(OrganisationRow, OrganisationRow.code == RosterEntryRow.branch)
        .where(*where)
        .order_by(RosterEntryRow.branch, RosterEntryRow.enrolled_on, PlacementRow.id)
    )
    return [(placement, entry, branch) for placement, entry, branch in act.session.execute(query)]


def _member(act: Act, row: Enrolled, fed_back: dict[UUID, date]) -> c.RosterLine:
    placement, entry, branch = row
    notice = notice_of(act, placement)
    person = notice.person
    return c.RosterLine(
        name=person.name,
        sex=person.sex,
        born_on=born(person.id_number),
        id_number_masked=mask_id_number(person.id_number),
        phone_masked=mask_phone(person.phone),
        standing=person.standing,
        probation_end=person.probation_end,
        category=notice.category,
        certificate_number=placement.certificate_number,
        home_committee_name=placement.home_committee_name,
        home_branch_name=notice.home_branch_name,
        home_contact=notice.home_contact,
        branch_name=branch,
        group=entry.group,
        contact_person=contact_of(act, entry).person,
        came_in_on=entry.enrolled_on,
        left_on=entry.left_on,
        last_feedback_on=fed_back.get(placement.id),
    )


def _fed_back(act: Act, rows: Sequence[Enrolled]) -> dict[UUID, date]:
    query = select(FeedbackRow.placement_id, func.max(FeedbackRow.sent_on)).where(
        FeedbackRow.placement_id.in_(_ids(rows)), FeedbackRow.sent_on.is_not(None)
    )
    return {placement: day for placement, day in act.session.execute(query.group_by(FeedbackRow.placement_id)) if day}


def _counted(act: Act, rows: Sequence[Enrolled]) -> dict[str, dict[Any, int]]:
    """Of each placement, or of each attempt of a case: how often."""
    ids, cases = _ids(rows), [placement.case_id for placement, _, _ in rows]
    corrected = select(EntryRow.corrects).where(EntryRow.corrects.is_not(None))
    took_part = (EntryRow.placement_id.in_(ids), EntryRow.kind.in_(TAKING_PART), EntryRow.id.not_in(corrected))
    answered = (HelpRequestRow.case_id.in_(cases), HelpRequestRow.answered_on.is_not(None))
    return {
        "participation": _by(act, EntryRow.placement_id, *took_part),
        "changes": _by(act, ChangeRow.placement_id, ChangeRow.placement_id.in_(ids)),
        "helped": _by_attempt(act, HelpRequestRow, *answered),
        "received": _by_attempt(act, LetterReceivedRow, LetterReceivedRow.case_id.in_(cases)),
        "sent": _by_attempt(act, LetterSentRow, LetterSentRow.case_id.in_(cases)),
    }


def _by(act: Act, column: Any, *where: ColumnElement[bool]) -> dict[Any, int]:
    counted = select(column, func.count()).where(*where).group_by(column)
    return {key: count for key, count in act.session.execute(counted)}


def _by_attempt(act: Act, table: Any, *where: ColumnElement[bool]) -> dict[Any, int]:
    query = select(table.case_id, table.attempt, func.count()).where(*where).group_by(table.case_id, table.attempt)
    return {(case_id, attempt): count for case_id, attempt, count in act.session.execute(query)}


def _ids(rows: Sequence[Enrolled]) -> list[UUID]:
    return [placement.id for placement, _, _ in rows]


def counts_of(lines: Sequence[c.LedgerLine], on: date) -> tuple[c.LedgerCount, ...]:
    """7.4: how many by origin, standing, age and month of coming in; numbers, nobody's name."""
    by = {
        "region": Counter(line.home_region for line in lines),
        "standing": Counter(line.member.standing for line in lines),
        "age": Counter(_decade(line.member.born_on, on) for line in lines),
        "month": Counter(f"{line.member.came_in_on:%Y-%m}" for line in lines),
    }
    counted = ((name, value, count) for name, values in by.items() for value, count in sorted(values.items()))
    return tuple(c.LedgerCount(by=name, value=value, count=count) for name, value, count in counted)


def _decade(born_on: date | None, on: date) -> str:
    """Completed years of age, by tens: 30 for 30–39; empty where the birth date is not known."""
    if born_on is None:
        return ""
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return str(age // 10 * 10)
