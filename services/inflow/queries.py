"""Lists and files for the screens, and the running placements for reconciliation."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from services.inflow.contract import (
    OVER,
    DisputeStage,
    Overview,
    PlacementFile,
    PlacementPage,
    PlacementStatus,
    RunningPlacement,
    RunningPlacements,
)
from services.inflow.lists import PlacementFilter, PlacementOrder, PlacementSearch
from services.inflow.permissions import PERMISSIONS
from services.inflow.snapshots import dispute_state, placement_state
from services.inflow.tables import DisputeRow, PlacementRow
from services.inflow.views import placement_view, summary_view
from shared.act import Act
from shared.authorisation import Standing, his_own, visible
from shared.certificate_numbers import same_number
from shared.errors import NotFound
from shared.figures import Counted
from shared.history import events_of
from shared.letters.contract import Channel, OutflowNotice
from shared.letters.operations import letters_of_case
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import id_in
from shared.person_search import matches
from shared.tasks.queries import tasks_of_case
from shared.tasks.tables import TaskRow
from shared.tasks.views import Subjects
from shared.working_lists.queries import Order, Situations, in_place, in_region, on_days

SERVICE = "inflow"
RUNNING_PAGE = 200
COLUMNS = PlacementRow.__table__.c
ORDERS = {
    PlacementOrder.NEWEST: Order(COLUMNS.id, newest_first=True),
    PlacementOrder.OLDEST: Order(COLUMNS.id),
    PlacementOrder.REPORTED: Order(COLUMNS.id, COLUMNS.reported_on, "reported_on"),
}


def search_placements(act: Act, counted: Sequence[Counted], wanted: PlacementSearch) -> PlacementPage:
    return _page(act, counted, wanted, "search_placements", found_by(act, wanted.text))


def list_placements(act: Act, counted: Sequence[Counted], wanted: PlacementFilter) -> PlacementPage:
    return _page(act, counted, wanted, "list_placements")


def _page(
    act: Act, counted: Sequence[Counted], wanted: PlacementFilter, verb: str, *found: ColumnElement[bool]
) -> PlacementPage:
    """One statement; nothing is opened that is not shown."""
    committee, branch, order = aliased(OrganisationRow), aliased(OrganisationRow), ORDERS[wanted.order]
    query = (
        select(PlacementRow, committee.name, branch.name)
        .outerjoin(committee, committee.code == PlacementRow.host_committee)
        .outerjoin(branch, branch.code == PlacementRow.host_branch)
        .where(_seen(act, verb), *found, *_conditions(act, counted, wanted, verb))
    )
    rows = act.session.execute(order.page(query, wanted.after, wanted.limit)).all()
    shown = rows[: wanted.limit]
    items = [summary_view(act, row, committee_name, branch_name) for row, committee_name, branch_name in shown]
    more = len(rows) > wanted.limit
    return PlacementPage(items=items, next=order.mark(shown[-1][0], shown[-1][0].id) if more else None)


def found_by(act: Act, text: str) -> ColumnElement[bool]:
    """Placements whose member is what people typed, or whose case or certificate number it is."""
    number = same_number(text)
    cases = select(PlacementRow.id).where(PlacementRow.case_number == number)
    certificates = select(PlacementRow.id).where(PlacementRow.certificate_number == number)
    members = select(PlacementRow.id).where(matches(act.seal, text, COLUMNS.search_terms))
    return COLUMNS.id.in_(union_all(cases, certificates, members))


def _name_in(act: Act, sealed: str) -> str:
    return OutflowNotice.model_validate_json(act.seal.open(sealed)).person.name


SUBJECTS = Subjects(
    select(PlacementRow.notice)
    .where(PlacementRow.case_id == TaskRow.case_id)
    .order_by(PlacementRow.attempt.desc())
    .limit(1)
    .correlate(TaskRow)
    .scalar_subquery(),
    _name_in,
)
"""The members' names, for tasks."""


def _seen(act: Act, action: str) -> ColumnElement[bool]:
    return visible(act.actor, action, PERMISSIONS, COLUMNS.host_path, COLUMNS.home_path)


def _conditions(
    act: Act, counted: Sequence[Counted], wanted: PlacementFilter, verb: str
) -> Iterator[ColumnElement[bool]]:
    yield from in_place(wanted, COLUMNS.host_path)
    if wanted.status:
        yield COLUMNS.status.in_(wanted.status)
    if wanted.committee:
        yield COLUMNS.host_committee == wanted.committee
    if wanted.home_region:
        yield in_region(COLUMNS.home_region, wanted.home_region)
    if wanted.situation:
        situations = Situations(counted, PERMISSIONS, verb, COLUMNS.id, COLUMNS.host_path)
        yield situations.condition(act, wanted.situation, wanted, wanted.day)
    if wanted.day and wanted.day in COLUMNS:
        yield on_days(COLUMNS[wanted.day], wanted.when, wanted.days, act.today)


def standing_of(row: PlacementRow) -> Standing:
    return Standing(own=row.host_path, partner=row.home_path, case_id=row.case_id, branch=row.host_branch)


def newest_reached(act: Act, case_id: UUID) -> Select[PlacementRow]:
    """The newest attempt that the actor may see, or that is the member's own: whether he may act, the act asks."""
    own = his_own(act.actor, COLUMNS.case_id, COLUMNS.host_branch)
    query = select(PlacementRow).where(PlacementRow.case_id == case_id, or_(_seen(act, "read_placement"), own))
    return query.order_by(PlacementRow.attempt.desc()).limit(1)


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
    tasks = tasks_of_case(act, case_id, SERVICE)
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
    return Overview(as_of=act.at, by_status=by_status)


def list_running_placements(act: Act, after: str | None) -> RunningPlacements:
    """What must have a workflow: not over, disputed, looked for, or with a letter on its way."""
    query = select(PlacementRow).where(or_(*_reasons_to_run())).order_by(PlacementRow.id).limit(RUNNING_PAGE + 1)
    if after:
        query = query.where(PlacementRow.id > id_in(after))
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
