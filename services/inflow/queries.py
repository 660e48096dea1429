"""Lists and files for the screens, and the running placements for reconciliation."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from services.inflow.contract import (
    OVER,
    DisputeStage,
    Overview,
    PlacementFile,
    PlacementPage,
    PlacementStatus,
    RefusalCount,
    RunningPlacement,
    RunningPlacements,
)
from services.inflow.permissions import PERMISSIONS
from services.inflow.sealed import notice_of
from services.inflow.snapshots import dispute_state, placement_state
from services.inflow.tables import DisputeRow, PlacementRow
from services.inflow.views import placement_view, summary_view
from shared.act import Act
from shared.authorisation import visible
from shared.contract import Contract
from shared.errors import NotFound
from shared.history import events_of
from shared.letters.contract import Channel
from shared.letters.operations import letters_of_case
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.queries import PageMarkInvalid, tasks_of_case

SERVICE = "inflow"
RUNNING_PAGE = 200


class PlacementFilter(Contract):
    status: PlacementStatus | None = None
    committee: str | None = Field(default=None, description="host committee")
    branch: str | None = Field(default=None, description="host branch")
    home_region: str | None = Field(default=None, description="GB/T 2260 code of the home province")
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


class PlacementSearch(PlacementFilter):
    """Sent by POST, because a name must not stand in an address."""

    text: str = Field(
        min_length=1, max_length=60, description="case number (its beginning) or the whole name", examples=["汪海"]
    )


def search_placements(act: Act, wanted: PlacementSearch) -> PlacementPage:
    return list_placements(act, wanted)


def list_placements(act: Act, wanted: PlacementFilter) -> PlacementPage:
    """Newest first; one statement."""
    committee, branch = aliased(OrganisationRow), aliased(OrganisationRow)
    query = (
        select(PlacementRow, committee.name, branch.name)
        .outerjoin(committee, committee.code == PlacementRow.host_committee)
        .outerjoin(branch, branch.code == PlacementRow.host_branch)
        .where(_seen(act, "list_placements"), *_conditions(act, wanted))
        .order_by(PlacementRow.id.desc())
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).all()
    shown = rows[: wanted.limit]
    items = [summary_view(act, row, committee_name, branch_name) for row, committee_name, branch_name in shown]
    more = len(rows) > wanted.limit
    return PlacementPage(items=items, next=str(shown[-1][0].id) if more else None)


def subjects(act: Act, case_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The members' names for a page of tasks."""
    rows = act.session.scalars(select(PlacementRow).where(PlacementRow.case_id.in_(case_ids)))
    return {row.case_id: notice_of(act, row).person.name for row in rows}


def _seen(act: Act, action: str) -> ColumnElement[bool]:
    columns = PlacementRow.__table__.c
    return visible(act.actor, action, PERMISSIONS, columns.host_path, columns.home_path)


def _conditions(act: Act, wanted: PlacementFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status:
        conditions.append(PlacementRow.status == wanted.status)
    if wanted.committee:
        conditions.append(PlacementRow.host_committee == wanted.committee)
    if wanted.branch:
        conditions.append(PlacementRow.host_branch == wanted.branch)
    if wanted.home_region:
        conditions.append(PlacementRow.home_region == wanted.home_region)
    if isinstance(wanted, PlacementSearch):
        text = wanted.text.strip()
        numbered = PlacementRow.case_number.startswith(text, autoescape=True)
        conditions.append(or_(numbered, PlacementRow.name_index == act.seal.index(text)))
    if wanted.after:
        conditions.append(PlacementRow.id < _mark(wanted.after))
    return conditions


def _mark(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise PageMarkInvalid() from error


def newest_seen(act: Act, case_id: UUID) -> Select[PlacementRow]:
    """The newest attempt of the case that the actor may see."""
    query = select(PlacementRow).where(PlacementRow.case_id == case_id, _seen(act, "read_placement"))
    return query.order_by(PlacementRow.attempt.desc()).limit(1)


def read_placement(act: Act, case_id: UUID) -> PlacementFile:
    """The newest attempt the reader may see; another host's attempt stays with that host. Raises NotFound."""
    row = act.session.scalars(newest_seen(act, case_id)).one_or_none()
    if row is None:
        raise NotFound()
    attempt = row.attempt
    tasks = tasks_of_case(act.session, case_id, SERVICE, act.at)
    return PlacementFile(
        placement=placement_view(act, row),
        events=[e for e in events_of(act, case_id) if e.details.get("attempt") == attempt],
        tasks=[t for t in tasks if t.task.occurrence.startswith(f"{attempt}.")],
        letters=[letter for letter in letters_of_case(act, case_id) if letter.attempt == attempt],
    )


def read_overview(act: Act) -> Overview:
    seen = _seen(act, "read_overview")
    counts = act.session.execute(select(PlacementRow.status, func.count()).where(seen).group_by(PlacementRow.status))
    by_status = {PlacementStatus(status): count for status, count in counts}
    return Overview(as_of=act.at, by_status=by_status, refusals=_refusals(act, seen))


def _refusals(act: Act, seen: ColumnElement[bool]) -> list[RefusalCount]:
    name = func.coalesce(OrganisationRow.name, PlacementRow.host_committee)
    query = (
        select(
            PlacementRow.host_committee.label("committee"),
            name.label("committee_name"),
            PlacementRow.refusal_reason.label("reason"),
            func.count().label("count"),
        )
        .outerjoin(OrganisationRow, OrganisationRow.code == PlacementRow.host_committee)
        .where(seen, PlacementRow.refusal_reason.is_not(None))
        .group_by(PlacementRow.host_committee, name, PlacementRow.refusal_reason)
        .order_by(PlacementRow.host_committee, PlacementRow.refusal_reason)
    )
    return [RefusalCount.model_validate(dict(row)) for row in act.session.execute(query).mappings()]


def list_running_placements(act: Act, after: str | None) -> RunningPlacements:
    """What must have a workflow: not over, disputed, looked for, or with a letter on its way."""
    query = select(PlacementRow).where(or_(*_reasons_to_run())).order_by(PlacementRow.id).limit(RUNNING_PAGE + 1)
    if after:
        query = query.where(PlacementRow.id > _mark(after))
    rows = act.session.scalars(query).all()
    items = [_running(act, row) for row in rows[:RUNNING_PAGE]]
    more = len(rows) > RUNNING_PAGE
    return RunningPlacements(items=items, next=str(rows[RUNNING_PAGE - 1].id) if more else None)


def _reasons_to_run() -> list[ColumnElement[bool]]:
    disputed = exists().where(DisputeRow.placement_id == PlacementRow.id, DisputeRow.stage != DisputeStage.DECIDED)
    on_its_way = exists().where(
        and_(
            LetterSentRow.case_id == PlacementRow.case_id,
            LetterSentRow.attempt == PlacementRow.attempt,
            LetterSentRow.channel == Channel.ELECTRONIC,
            LetterSentRow.delivered_at.is_(None),
        )
    )
    asked = [PlacementRow.look_since.is_not(None), PlacementRow.note_owed.is_(True)]
    return [PlacementRow.status.not_in(OVER), *asked, PlacementRow.transfer_since.is_not(None), disputed, on_its_way]


def _running(act: Act, row: PlacementRow) -> RunningPlacement:
    dispute = dispute_state(act, row)
    open_dispute = dispute if dispute and dispute.stage is not DisputeStage.DECIDED else None
    return RunningPlacement(state=placement_state(act, row), dispute=open_dispute)
