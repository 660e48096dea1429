"""The demo's directory after an organisation change (W-16), as the registry publishes it."""

from datetime import date

from shared.keys import KeyRing
from shared.organisation_directory.contract import Directory, ListedOrganisation, Succession
from shared.organisations import organisation_path
from tests.factories.organisations import demo_directory

DAY = date(2026, 9, 10)


def merged_directory(keys: KeyRing, successors: dict[str, str], *, version: int = 2) -> Directory:
    """Predecessor → successor; a new successor stands beside its predecessor, a predecessor that is its own
    successor goes on; what is below goes along."""
    before = demo_directory(keys)
    rows = {one.code: one for one in before.organisations}
    for old, new in successors.items():
        if new not in rows:
            rows[new] = rows[old].model_copy(
                update={"code": new, "name": f"{rows[old].name}（合并）", "valid_from": DAY}
            )
    going = {old: new for old, new in successors.items() if old != new}
    changed = [_after(one, going) for one in rows.values()]
    parents = {one.code: one.parent_code for one in changed}
    placed = [one.model_copy(update={"path": organisation_path(one.code, parents)}) for one in changed]
    succession = [Succession(predecessor=old, successor=new, since=DAY, main=True) for old, new in going.items()]
    return before.model_copy(update={"version": version, "organisations": placed, "successions": succession})


def _after(one: ListedOrganisation, going: dict[str, str]) -> ListedOrganisation:
    ended = {"valid_to": DAY} if one.code in going else {}
    return one.model_copy(update={"parent_code": going.get(one.parent_code or "", one.parent_code)} | ended)
