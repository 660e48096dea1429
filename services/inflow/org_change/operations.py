"""Moving placements to the organisation that has taken another's place; the terms of their tasks go on (W-16)."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.inflow.contract import OVER
from services.inflow.operations.casework import put_down, write
from services.inflow.operations.letters import departments_above, placement_addressed, speaking_for_home
from services.inflow.operations.parties import check_parties
from services.inflow.org_change.contract import MoveOrganisation, MoveReceipt
from services.inflow.org_change.queries import to_be_moved
from services.inflow.tables import Base, PlacementRow, RosterEntryRow
from shared.act import Act
from shared.history import append
from shared.letters.bodies_between import OrganisationSucceeded
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.organisation_directory.queries import nearest, region
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.posts import Post, Role
from shared.succession import pass_codes
from shared.tasks.tables import TaskRow

OWN_TABLES = frozenset({PlacementRow.__tablename__, RosterEntryRow.__tablename__})
HOLDERS = ("home_branch", "home_committee", "host_committee", "host_branch", "host_department", "host_province")


def move_organisation(act: Act, body: MoveOrganisation) -> MoveReceipt:
    """One batch; with the last one follows whatever else carries an organisation's code."""
    wanted = to_be_moved(body)
    query = select(PlacementRow.id).where(wanted).order_by(PlacementRow.id).limit(body.limit)
    ids = act.session.scalars(query).all()
    for placement_id in ids:
        _move(act, body, placement_id)
    act.session.flush()
    remaining = act.session.scalar(select(func.count(PlacementRow.id)).where(wanted)) or 0
    if not remaining:
        pass_codes(act.session, Base.metadata, body.going(), but=OWN_TABLES)
    return MoveReceipt(moved=len(ids), remaining=remaining)


def _move(act: Act, body: MoveOrganisation, placement_id: UUID) -> None:
    row = act.session.get_one(PlacementRow, placement_id, with_for_update=True)
    before = {name: getattr(row, name) for name in HOLDERS}
    _move_home(act, body, row)
    went = _move_host(act, body, row)
    changed = {name: [old, getattr(row, name)] for name, old in before.items() if old != getattr(row, name)}
    _hand_over_tasks(act, row, {old: new for old, new in changed.values() if old and new})
    details: dict[str, Any] = {"change": str(body.change_id), **changed}
    if row.status in OVER and row.status != "ENROLLED":
        append(act, "move_organisation", row.case_id, row.status, attempt=row.attempt, **details)
        return
    if went:
        _tell_a_home_elsewhere(act, body, row, before["host_committee"])
    put_down(act, row, "move_organisation", None, **details)


def _move_home(act: Act, body: MoveOrganisation, row: PlacementRow) -> None:
    """As far as home stands in our directory; another operator's tells us by letter."""
    row.home_branch = body.heir(row.home_branch, row.case_id) or row.home_branch
    branch = act.session.get(OrganisationRow, row.home_branch)
    if branch is None:
        return
    row.home_path = branch.path
    committee = nearest(act.session, branch.path, OrganisationKind.GRASSROOTS_COMMITTEE)
    if committee is not None:
        row.home_committee, row.home_committee_name = committee.code, committee.name


def _move_host(act: Act, body: MoveOrganisation, row: PlacementRow) -> bool:
    """The roster goes with its branch; the departments that review and coordinate follow from the path."""
    old_branch, old_path = row.host_branch, row.host_path
    row.host_branch = body.heir(row.host_branch, row.case_id)
    branch = act.session.get(OrganisationRow, row.host_branch) if row.host_branch else None
    above = nearest(act.session, branch.path, OrganisationKind.GRASSROOTS_COMMITTEE) if branch else None
    row.host_committee = above.code if above else body.heir(row.host_committee, row.case_id) or row.host_committee
    committee = act.session.get_one(OrganisationRow, row.host_committee)
    row.host_path = branch.path if branch else committee.path
    departments = departments_above(act, committee)
    row.host_department, row.host_province = departments.department, departments.province
    entry = act.session.get(RosterEntryRow, row.id)
    if entry is not None and row.host_branch and entry.branch == old_branch:
        entry.branch = row.host_branch
    return row.host_path != old_path


def _hand_over_tasks(act: Act, row: PlacementRow, heirs: dict[str, str]) -> None:
    """Terms, rungs and pauses stay as they are: only who holds the task is another."""
    mine = TaskRow.occurrence.startswith(f"{row.attempt}.")
    tasks = select(TaskRow).where(TaskRow.case_id == row.case_id, TaskRow.status == "OPEN", mine)
    for task in act.session.scalars(tasks.with_for_update()):
        holder = act.session.get(OrganisationRow, heirs.get(task.holder, task.holder))
        if holder is not None:
            task.holder, task.holder_path = holder.code, holder.path
            above = nearest(act.session, holder.path, OrganisationKind.GRASSROOTS_COMMITTEE)
            task.committee = above.code if above else None


def _tell_a_home_elsewhere(act: Act, body: MoveOrganisation, row: PlacementRow, before: str) -> None:
    """A home side on another operator's platform does not read our directory: it hears of the successor from the
    committee that it knows."""
    served = region(act.session, row.home_region)
    if served is None or served.ours:
        return
    branch = act.session.get(OrganisationRow, row.host_branch) if row.host_branch else None
    committee = act.session.get_one(OrganisationRow, row.host_committee)
    write(
        act,
        row,
        OrganisationSucceeded(
            branch=branch.code if branch else None,
            branch_name=branch.name if branch else "",
            committee=committee.code,
            committee_name=committee.name,
            path=row.host_path,
            effective_on=body.effective_on,
        ),
        sender=before,
    )


def hear_succession(act: Act, letter: Letter) -> None:
    """Another operator's home organisation has been taken over by the one named."""
    assert isinstance(letter.body, OrganisationSucceeded)
    row = placement_addressed(act, letter)
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    row.home_branch = letter.body.branch or row.home_branch
    row.home_committee, row.home_committee_name = letter.body.committee, letter.body.committee_name
    row.home_path = letter.body.path
    post = Post(Role.SYSTEM, letter.sender, row.home_path)
    put_down(speaking_for_home(act, row), row, "letter_organisation_succeeded", post)
