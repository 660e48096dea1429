"""Where a member goes: the host committee if it is on the platform, else what can still be done without it."""

from collections.abc import Mapping, Sequence

from services.outflow.roster.contract import RosterProblem
from services.outflow.roster.directory import Listed, OrganisationDirectory
from services.outflow.roster.problems import problem
from services.outflow.roster.regions import RegionMatch
from services.outflow.roster.values import read_text
from shared.workbooks.sheets import Cell

NAMES_SHOWN = 5


Findings = tuple[dict[str, str], list[RosterProblem]]


def check_host(cells: Mapping[str, Cell], directory: OrganisationDirectory) -> Findings:
    """Nothing about the destination stops an import: the home side can go on alone. But a committee is only taken
    when name and region agree, because a letter to the wrong one tells strangers about a member."""
    region_name, committee_name = read_text(cells.get("host_region")), read_text(cells.get("host_committee"))
    written = {"host_region_name": region_name, "host_committee_name": committee_name}
    values = {name: text for name, text in written.items() if text}
    region = directory.region(region_name)
    if committee_name is None or (region_name and region.code is None and not region.several):
        return _without_committee(values, region, directory)
    exact, alike = directory.hosts(committee_name)
    if region.code:
        inside = [host for host in exact or alike if directory.lies_in(host, region.code)]
        if exact and not inside:
            mismatch = problem("host_region_mismatch", "host_region", region=region_name, text=committee_name)
            return values, [mismatch]
        return _chosen(values, inside, region, directory)
    if not exact and alike and not any(directory.names_a_place(committee_name, host) for host in alike):
        names = _names(alike)
        return values, [problem("host_uncertain", "host_committee", text=committee_name, names=names)]
    return _chosen(values, exact or alike, region, directory)


def _chosen(
    values: dict[str, str], hosts: Sequence[Listed], region: RegionMatch, directory: OrganisationDirectory
) -> Findings:
    committees = _committees(hosts, directory)
    if not committees:
        return _without_committee(values, region, directory)
    if len(committees) > 1:
        text, names = values["host_committee_name"], _names(list(committees.values()))
        return values | _region(region), [problem("host_ambiguous", "host_committee", text=text, names=names)]
    ((committee, host),) = committees.items()
    branch = {"host_branch": host.code} if host.code != committee else {}
    return values | {"host_committee": committee, "host_region": host.region_code} | branch, []


def _names(hosts: Sequence[Listed]) -> str:
    return "、".join(host.name for host in hosts[:NAMES_SHOWN])


def _committees(hosts: Sequence[Listed], directory: OrganisationDirectory) -> dict[str, Listed]:
    """By the code of the committee: a host branch is reached through the committee over it (D-51)."""
    found: dict[str, Listed] = {}
    for host in hosts:
        committee = directory.committee_over(host)
        if committee:
            found.setdefault(committee.code, host)
    return found


def _without_committee(values: dict[str, str], region: RegionMatch, directory: OrganisationDirectory) -> Findings:
    region_name, committee_name = values.get("host_region_name"), values.get("host_committee_name")
    if not region_name and committee_name:
        # 「张店区马尚街道…」 names its region even when the region column is empty.
        region = directory.region(committee_name)
    text = region_name or committee_name
    if text is None:
        return values, [problem("host_missing", "host_region")]
    if region.several:
        names = "、".join(region.several[:NAMES_SHOWN])
        return values, [problem("host_ambiguous", "host_region", text=text, names=names)]
    if region.code is None:
        return values, [problem("host_not_on_platform", "host_region", text=text)]
    values |= _region(region)
    if committee_name:
        return values, [problem("host_unknown", "host_committee", region=region.name, text=committee_name)]
    return values, [problem("host_unnamed", "host_committee", region=region.name)]


def _region(region: RegionMatch) -> dict[str, str]:
    return {"host_region": region.code} if region.code else {}
