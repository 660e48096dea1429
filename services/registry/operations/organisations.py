"""Taking over an organisation list: all rows or none; the same list twice changes nothing."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select, text

from services.registry import contract as c
from services.registry.domain.organisations import checked_paths
from services.registry.operations.directory import directory_version, lock_directory, note_staffing, publish_directory
from services.registry.permissions import PERMISSIONS
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise_any
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import Organisation

COPIED = ("name", "kind", "parent_code", "region_code")
TEXTS = ("contact", "phone", "office", "hours")

# Rows that carry a path of their own, written when the row was made.
FOLLOWERS = (
    "UPDATE task t SET holder_path = o.path FROM organisation o WHERE o.code = t.holder AND t.holder_path <> o.path",
    "UPDATE certificate_number n SET department_path = o.path FROM organisation o"
    " WHERE o.code = n.department AND n.department_path <> o.path",
    "UPDATE certificate_number n SET home_branch_path = o.path FROM organisation o"
    " WHERE o.code = n.home_branch AND n.home_branch_path <> o.path",
    "UPDATE agreement a SET own_path = o.path FROM organisation o WHERE o.code = a.own AND a.own_path <> o.path",
    "UPDATE mobile_org m SET own_path = o.path FROM organisation o WHERE o.code = m.own AND m.own_path <> o.path",
    "UPDATE org_change c SET decided_by_path = o.path FROM organisation o"
    " WHERE o.code = c.decided_by AND c.decided_by_path <> o.path",
    "UPDATE org_record r SET own_path = o.path FROM organisation o WHERE o.code = r.own AND r.own_path <> o.path",
    "UPDATE policy_assignment p SET path = o.path FROM organisation o"
    " WHERE o.code = ltree2text(subpath(p.path, -1)) AND p.path <> o.path",
)


def import_organisations(act: Act, body: c.ImportOrganisations) -> c.OrganisationsImported:
    """Paths are computed from the parents' codes, whatever the rows say. Raises OrganisationsInvalid."""
    post = authorise_any(act.actor, "import_organisations", PERMISSIONS)
    lock_directory(act)
    rows = {row.code: row for row in act.session.scalars(select(OrganisationRow))}
    paths = checked_paths(body.organisations, {code: row.parent_code for code, row in rows.items()})
    outcome = Counter(_take_over(act, rows, one, paths[one.code]) for one in body.organisations)
    moved = _move(rows, paths)
    act.session.flush()
    if moved:
        move_followers(act)
    if moved or outcome["created"] or outcome["changed"]:
        note_staffing(act)
        publish_directory(act)
    record(act.session, "import_organisations", act.actor, post=post, business_at=act.at, details=dict(outcome))
    return c.OrganisationsImported(
        created=outcome["created"],
        changed=outcome["changed"],
        unchanged=outcome["unchanged"],
        directory_version=directory_version(act),
    )


def _take_over(act: Act, rows: dict[str, OrganisationRow], one: Organisation, path: str) -> str:
    wanted = {name: getattr(one, name) for name in COPIED} | {name: getattr(one, name) or "" for name in TEXTS}
    row = rows.get(one.code)
    if row is None:
        row = OrganisationRow(code=one.code, path=path, valid_from=act.today, valid_to=None, staffed=False, **wanted)
        act.session.add(row)
        return "created"
    if row.path == path and all(getattr(row, name) == value for name, value in wanted.items()):
        return "unchanged"
    for name, value in wanted.items():
        setattr(row, name, value)
    return "changed"


def _move(rows: dict[str, OrganisationRow], paths: dict[str, str]) -> Sequence[OrganisationRow]:
    """Those whose own or whose superior's parent is another now."""
    moved = [row for code, row in rows.items() if row.path != paths[code]]
    for row in moved:
        row.path = paths[row.code]
    return moved


def move_followers(act: Act) -> None:
    for statement in FOLLOWERS:
        act.session.execute(text(statement))
