"""The day on which a change takes effect: tree, posts, numbers and agreements pass over in one transaction."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Update, and_, select, update
from sqlalchemy.dialects.postgresql import insert

from services.registry.agreement.operations.succession import pass_agreements
from services.registry.mobile_org.operations.succession import pass_mobile_orgs
from services.registry.operations.directory import lock_directory, note_staffing, publish_directory
from services.registry.operations.organisations import move_followers
from services.registry.org_change.contract import ChangeStatus, PostsAt, Successor
from services.registry.org_change.domain import goes
from services.registry.org_change.operations.casework import lock_change, note
from services.registry.org_change.operations.deciding import valid_until
from services.registry.org_change.snapshots import publish
from services.registry.org_change.tables import OrgChangeRow
from services.registry.tables import CertificateNumberRow, PostRow
from shared.act import Act
from shared.organisation_directory.queries import nearest, organisation
from shared.organisation_directory.tables import OrganisationRow, SuccessionRow
from shared.organisations import OrganisationKind, organisation_path

MOVES_AGAIN = ("again-1", "again-7")


def begin_change_step(act: Act, change_id: UUID, step: str) -> None:
    """`effective` on its day; `again-…` takes along what was on the way then. Anything else changes nothing."""
    row = lock_change(act, change_id)
    if step == "effective" and row.status == ChangeStatus.MAPPED and act.today >= row.effective_on:
        take_effect(act, row)
    elif step in MOVES_AGAIN and row.status == ChangeStatus.EFFECTIVE:
        row.moves_wanted += 1
    else:
        return
    note(act, "begin_step", row, None, step=step)
    publish(act, row)


def take_effect(act: Act, row: OrgChangeRow) -> None:
    lock_directory(act)
    codes = [one["code"] for one in row.successors]
    _found_successors(act, row)
    going = {code: to for code, to in row.main.items() if goes(code, codes)}
    _move_what_is_below(act, row, going)
    _write_succession(act, row)
    _close(act, row, going)
    act.session.flush()
    _recompute_paths(act)
    _pass_numbers(act, going)
    act.session.flush()
    move_followers(act)
    _pass_lists_of_what_left_its_county(act)
    _pass_posts(act, row, going)
    pass_agreements(act, going)
    pass_mobile_orgs(act, going)
    note_staffing(act)
    publish_directory(act)
    row.status, row.effective_since, row.moves_wanted = ChangeStatus.EFFECTIVE, act.today, 1


def _found_successors(act: Act, row: OrgChangeRow) -> None:
    """New organisations come into being beside their predecessors; a standing one takes its new name."""
    model = act.session.get_one(OrganisationRow, row.predecessors[0])
    for one in (Successor.model_validate(raw) for raw in row.successors):
        standing = act.session.get(OrganisationRow, one.code)
        if standing is None:
            act.session.add(_new(one, model, row))
        elif one.name:
            standing.name = one.name
    act.session.flush()


def _new(one: Successor, model: OrganisationRow, row: OrgChangeRow) -> OrganisationRow:
    parent = model.path.rsplit(".", 1)[0]
    return OrganisationRow(
        code=one.code, name=one.name, kind=one.kind or model.kind, parent_code=model.parent_code,
        region_code=model.region_code, path=f"{parent}.{one.code}", contact=model.contact, phone=model.phone,
        office=model.office, hours=model.hours, valid_from=row.effective_on, valid_to=None, staffed=False,
    )  # fmt: skip


def _move_what_is_below(act: Act, row: OrgChangeRow, going: Mapping[str, str]) -> None:
    below = act.session.scalars(select(OrganisationRow).where(OrganisationRow.parent_code.in_(row.predecessors)))
    for one in below:
        wanted = row.organisations.get(one.code) or going.get(one.parent_code or "")
        if wanted and one.valid_to is None:
            one.parent_code = wanted


def _write_succession(act: Act, row: OrgChangeRow) -> None:
    """A rename has none: the code goes on."""
    for before in row.predecessors:
        for after in (one["code"] for one in row.successors):
            values = {"predecessor": before, "successor": after, "since": row.effective_on}
            if before != after:
                values |= {"main": row.main[before] == after}
                act.session.execute(insert(SuccessionRow).values(values).on_conflict_do_nothing())


def _close(act: Act, row: OrgChangeRow, going: Mapping[str, str]) -> None:
    for code in going:
        old = act.session.get_one(OrganisationRow, code)
        old.valid_to = max(valid_until(row.effective_on), old.valid_from)


def _recompute_paths(act: Act) -> None:
    rows = {row.code: row for row in act.session.scalars(select(OrganisationRow))}
    parents = {code: row.parent_code for code, row in rows.items()}
    for code, row in rows.items():
        row.path = organisation_path(code, parents)


def _pass_numbers(act: Act, going: Mapping[str, str]) -> None:
    """Certificates keep their numbers; who keeps them on the list is the successor."""
    for before, after in going.items():
        changed = update(CertificateNumberRow).where(CertificateNumberRow.home_branch == before)
        _change_numbers(act, changed.values(home_branch=after))
        _pass_list(act, CertificateNumberRow.department == before, after)


def _pass_lists_of_what_left_its_county(act: Act) -> None:
    """Certificates of branches that are under another county from today are on that county's list."""
    numbers = CertificateNumberRow
    left = ~numbers.department_path.op("@>", is_comparison=True)(numbers.home_branch_path)
    for branch, path in act.session.execute(
        select(numbers.home_branch, numbers.home_branch_path).where(left).distinct()
    ):
        county = nearest(act.session, path, OrganisationKind.COUNTY_DEPARTMENT)
        if county is not None:
            _pass_list(act, and_(left, numbers.home_branch == branch), county.code)


def _pass_list(act: Act, which: ColumnElement[bool], department: str) -> None:
    """Their serials are the old list's; a text that has been given is not given again (`_next_free`)."""
    path = organisation(act.session, department).path
    changed = update(CertificateNumberRow).where(which)
    _change_numbers(act, changed.values(department=department, department_path=path, serial=None))


def _change_numbers(act: Act, changed: Update) -> None:
    act.session.execute(changed.execution_options(synchronize_session=False))


def _pass_posts(act: Act, row: OrgChangeRow, going: Mapping[str, str]) -> None:
    """Posts at what goes end; unless they are to end altogether, the same role goes on at the successor."""
    last_day = valid_until(row.effective_on)
    held = act.session.scalars(select(PostRow).where(PostRow.organisation.in_(list(going)))).all()
    for post in held:
        if post.valid_to is not None and post.valid_to <= last_day:
            continue
        until = post.valid_to
        if row.posts == PostsAt.MOVE:
            _go_on(act, post, going[post.organisation], max(post.valid_from, row.effective_on))
        if post.valid_from > last_day:
            act.session.delete(post)
        else:
            post.valid_to = last_day
        assert until is None or until > last_day
    act.session.flush()


def _go_on(act: Act, post: PostRow, successor: str, start: object) -> None:
    mine = select(PostRow.id).where(
        PostRow.account_id == post.account_id, PostRow.role == post.role, PostRow.organisation == successor
    )
    if act.session.scalars(mine).first() is None:
        act.session.add(
            PostRow(
                account_id=post.account_id,
                role=post.role,
                organisation=successor,
                valid_from=start,
                valid_to=post.valid_to,
            )
        )
