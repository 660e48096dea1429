"""Reading W-07: the newest loss of a case, and the running ones for reconciliation."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.lost_contact.contract import (
    OVER,
    Finding,
    LostContact,
    LostStatus,
    Measure,
    MeasureStep,
    RunningLostContacts,
    Search,
    SearchMethod,
    Stage,
)
from services.outflow.lost_contact.domain import NEXT_ACT, SEARCHED, missing_for_confirmation
from services.outflow.lost_contact.permissions import HOME_READERS
from services.outflow.lost_contact.snapshots import due, lost_state
from services.outflow.lost_contact.tables import (
    DeadChannelRow,
    FamilyContactRow,
    LostContactRow,
    MeasureRow,
    SearchRow,
)
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import may
from shared.organisation_directory.queries import policy_for

RUNNING_PAGE = 200


def newest(act: Act, case_id: UUID) -> LostContactRow | None:
    """The caller holds the case's lock, or only reads."""
    query = select(LostContactRow).where(LostContactRow.case_id == case_id).order_by(LostContactRow.id.desc())
    return act.session.scalars(query.limit(1)).one_or_none()


def searches_of(act: Act, row: LostContactRow) -> list[Search]:
    query = select(SearchRow).where(SearchRow.process_id == row.id).order_by(SearchRow.id)
    return [
        Search(
            method=SearchMethod(one.method),
            searched_on=one.searched_on,
            found=one.found,
            text=act.seal.open(one.sealed_text),
            recorded_by=one.recorded_by,
        )
        for one in act.session.scalars(query)
    ]


def dead_channels(act: Act, case_id: UUID) -> list[str]:
    query = select(DeadChannelRow.channel).where(DeadChannelRow.case_id == case_id).order_by(DeadChannelRow.id)
    return list(act.session.scalars(query))


def family_contact(act: Act, case: CaseRow) -> FamilyContactRow | None:
    return act.session.get(FamilyContactRow, case.member_id)


def missing(act: Act, case: CaseRow, row: LostContactRow, searches: list[Search]) -> list[str]:
    """Reckoned by the rules with which this loss began."""
    pack = policy_for(act.session, case.home_path, row.since)
    return missing_for_confirmation(
        searches,
        act.today,
        row.confirm_on,
        methods=pack.term("lost.search.methods").amount,
        dates=pack.term("lost.search.dates").amount,
    )


def lost_contact_of(act: Act, case: CaseRow) -> LostContact | None:
    """None when contact was never lost, and for readers of the host side."""
    row = newest(act, case.id)
    if row is None or not may(act.actor, "read", {"read": HOME_READERS}, standing_of(case)):
        return None
    searches = searches_of(act, row)
    status = LostStatus(row.status)
    copied = ("since", "last_proof_on", "confirm_on", "suspended_on", "lapse_on", "applied_on")
    return LostContact.model_validate(
        {name: getattr(row, name) for name in copied}
        | {
            "process_id": row.id,
            "case_id": case.id,
            "status": status,
            "missing": missing(act, case, row, searches) if status in SEARCHED else [],
            "searches": searches,
            "dead_channels": dead_channels(act, case.id),
            "family_recorded": family_contact(act, case) is not None,
            "finding": Finding(row.finding) if row.finding else None,
            "correct_until": row.correct_by,
            "measure_due": due(case, row),
            "stage": Stage(row.stage) if row.stage else None,
            "measures": measures_of(act, row),
            "next_act": NEXT_ACT[status],
        }
    )


def measures_of(act: Act, row: LostContactRow) -> list[MeasureStep]:
    query = select(MeasureRow).where(MeasureRow.process_id == row.id).order_by(MeasureRow.id)
    copied = MeasureStep.model_fields.keys() - {"measure"}
    return [
        MeasureStep.model_validate({name: getattr(one, name) for name in copied} | {"measure": Measure(one.measure)})
        for one in act.session.scalars(query)
    ]


def list_running_lost_contacts(act: Act, after: UUID | None) -> RunningLostContacts:
    query = (
        select(LostContactRow, CaseRow)
        .join(CaseRow, CaseRow.id == LostContactRow.case_id)
        .where(LostContactRow.status.not_in(OVER))
        .order_by(LostContactRow.id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(LostContactRow.id > after)
    rows = act.session.execute(query).all()
    items = [lost_state(act, case, row) for row, case in rows]
    return RunningLostContacts(items=items, next=rows[-1][0].id if len(rows) == RUNNING_PAGE else None)
