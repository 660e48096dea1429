"""Moving cases to the organisation that has taken another's place; the terms of their tasks go on (W-16)."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from services.outflow.operations.casework import lock_case, note, write
from services.outflow.operations.hearing import case_of, speaking_for_the_host
from services.outflow.org_change.contract import MoveOrganisation, MoveReceipt
from services.outflow.org_change.queries import to_be_moved
from services.outflow.snapshots import publish, publish_contact
from services.outflow.tables import Base, CaseRow, MemberRow
from shared.act import Act
from shared.identifiers import province_of
from shared.letters.bodies_between import OrganisationSucceeded
from shared.letters.contract import Letter
from shared.organisation_directory.queries import nearest, organisation, region
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.succession import pass_codes
from shared.tasks.tables import TaskRow

OWN_TABLES = frozenset({CaseRow.__tablename__})


def move_organisation(act: Act, body: MoveOrganisation) -> MoveReceipt:
    """One batch; with the last one follows whatever else carries an organisation's code."""
    wanted = to_be_moved(body)
    ids = act.session.scalars(select(CaseRow.id).where(wanted).order_by(CaseRow.id).limit(body.limit)).all()
    for case_id in ids:
        _move(act, body, case_id)
    act.session.flush()
    remaining = act.session.scalar(select(func.count(CaseRow.id)).where(wanted)) or 0
    if not remaining:
        _move_members(act, body)
        pass_codes(act.session, Base.metadata, body.going(), but=OWN_TABLES)
    return MoveReceipt(moved=len(ids), remaining=remaining)


def _move(act: Act, body: MoveOrganisation, case_id: UUID) -> None:
    case = lock_case(act, case_id)
    before = _holders(case)
    went = _move_home(act, body, case)
    _move_host(act, body, case)
    after = _holders(case)
    changed: dict[str, Any] = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    _hand_over_tasks(act, case, {old: new for old, new in changed.values() if old and new})
    if went and case.is_open:
        _tell_a_host_elsewhere(act, body, case, before["home_branch"])
    note(act, "move_organisation", case, None, change=str(body.change_id), **changed)
    if case.is_open:
        publish(act, case)
        publish_contact(act, case)


def _holders(case: CaseRow) -> dict[str, str | None]:
    names = ("home_branch", "home_committee", "home_department", "host_committee", "host_branch")
    return {name: getattr(case, name) for name in names}


def _move_home(act: Act, body: MoveOrganisation, case: CaseRow) -> bool:
    """The branch, and with it everything above that holds duties."""
    old, new = case.home_branch, body.heir(case.home_branch, case.id) or case.home_branch
    branch = organisation(act.session, new)
    moved = branch.path != case.home_path
    committee = nearest(act.session, branch.path, OrganisationKind.GRASSROOTS_COMMITTEE)
    department = nearest(act.session, branch.path, OrganisationKind.COUNTY_DEPARTMENT)
    case.home_branch, case.home_path = branch.code, branch.path
    case.home_committee = committee.code if committee else None
    case.home_department = department.code if department else None
    if case.member.branch == old:
        case.member.branch = branch.code
    return moved


def _move_host(act: Act, body: MoveOrganisation, case: CaseRow) -> None:
    """As far as the host stands in our directory; another operator's tells us by letter."""
    case.host_branch = body.heir(case.host_branch, case.id)
    branch = act.session.get(OrganisationRow, case.host_branch) if case.host_branch else None
    if branch is not None:
        case.host_branch_name = branch.name
    if case.host_committee in body.main:
        above = nearest(act.session, branch.path, OrganisationKind.GRASSROOTS_COMMITTEE) if branch else None
        heirs = {*body.main.values(), *body.cases.values()}
        fitting = above.code if above and above.code in heirs else None
        case.host_committee = body.cases.get(case.id) or fitting or body.main[case.host_committee]
    committee = act.session.get(OrganisationRow, case.host_committee) if case.host_committee else None
    if committee is not None and case.host_path is not None:
        case.host_path = committee.path


def _hand_over_tasks(act: Act, case: CaseRow, heirs: dict[str, str]) -> None:
    """Terms, rungs and pauses stay as they are: only who holds the task is another."""
    tasks = select(TaskRow).where(TaskRow.case_id == case.id, TaskRow.status == "OPEN").with_for_update()
    for task in act.session.scalars(tasks):
        holder = act.session.get(OrganisationRow, heirs.get(task.holder, task.holder))
        if holder is not None:
            task.holder, task.holder_path = holder.code, holder.path
            above = nearest(act.session, holder.path, OrganisationKind.GRASSROOTS_COMMITTEE)
            task.committee = above.code if above else None


def _tell_a_host_elsewhere(act: Act, body: MoveOrganisation, case: CaseRow, before: str | None) -> None:
    """A host on another operator's platform does not read our directory: it hears of the successor from the
    organisation that it knows."""
    served = region(act.session, province_of(case.host_region))
    if served is None or served.ours or case.host_path is None:
        return
    branch = organisation(act.session, case.home_branch)
    committee = organisation(act.session, case.home_committee or case.home_branch)
    write(
        act,
        case,
        OrganisationSucceeded(
            branch=branch.code,
            branch_name=branch.name,
            committee=committee.code,
            committee_name=committee.name,
            path=branch.path,
            effective_on=body.effective_on,
        ),
        sender=before,
    )


def _move_members(act: Act, body: MoveOrganisation) -> None:
    """Those without a case; the others went with theirs."""
    for before, after in body.going().items():
        moving = update(MemberRow).where(MemberRow.branch == before).values(branch=after)
        act.session.execute(moving.execution_options(synchronize_session=False))


def hear_succession(act: Act, letter: Letter) -> None:
    """Another operator's host has been taken over: from here on the successor is the host of this case."""
    assert isinstance(letter.body, OrganisationSucceeded)
    case = case_of(act, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    if letter.attempt == case.attempt:
        case.host_committee = letter.body.committee
        if letter.body.branch:
            case.host_branch, case.host_branch_name = letter.body.branch, letter.body.branch_name
    note(act, "letter_organisation_succeeded", case, post, ignored=letter.attempt != case.attempt)
    publish(act, case)
