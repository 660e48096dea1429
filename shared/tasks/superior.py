"""To whom a rung goes: the level the ladder names, or the next one up when it is missing or vacant."""

from sqlalchemy.orm import Session

from shared.organisation_directory.contract import Superior
from shared.organisation_directory.queries import ancestors
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.ladder import RungTarget

LEVELS: dict[RungTarget, tuple[OrganisationKind, ...]] = {
    RungTarget.COMMITTEE: (
        OrganisationKind.GRASSROOTS_COMMITTEE,
        OrganisationKind.WORK_COMMITTEE,
        OrganisationKind.LEADING_GROUP,
    ),
    RungTarget.COUNTY_DEPARTMENT: (OrganisationKind.COUNTY_DEPARTMENT,),
    RungTarget.CITY_DEPARTMENT: (OrganisationKind.CITY_DEPARTMENT,),
    RungTarget.PROVINCIAL_DEPARTMENT: (OrganisationKind.PROVINCIAL_DEPARTMENT,),
}
LEVELS[RungTarget.COMMITTEE_HEAD] = LEVELS[RungTarget.COMMITTEE]
LEVELS[RungTarget.BOTH_DEPARTMENTS] = LEVELS[RungTarget.COUNTY_DEPARTMENT]

RANK = (
    OrganisationKind.GROUP,
    OrganisationKind.BRANCH,
    OrganisationKind.GENERAL_BRANCH,
    OrganisationKind.GRASSROOTS_COMMITTEE,
    OrganisationKind.COUNTY_DEPARTMENT,
    OrganisationKind.CITY_DEPARTMENT,
    OrganisationKind.PROVINCIAL_DEPARTMENT,
)


def superior(session: Session, holder_path: str, to: RungTarget) -> Superior:
    """The organisation for `to`, seen from the holder; climbs over missing and vacant levels, and says so."""
    line = ancestors(session, holder_path)
    if to is RungTarget.HOLDER:
        return _chosen(line[0], "由承办组织自行督促")
    wanted = LEVELS[to]
    above = _from_level(line, wanted)
    staffed = [row for row in above if row.staffed]
    if not staffed:
        return _chosen(above[0], "本级及以上暂无在岗人员，先记在该组织名下")
    chosen = staffed[0]
    if chosen.kind not in wanted:
        return _chosen(chosen, f"{_missing(above, wanted)}，上送{chosen.name}")
    return _chosen(chosen, "按规则逐级上送")


def _from_level(line: list[OrganisationRow], wanted: tuple[OrganisationKind, ...]) -> list[OrganisationRow]:
    """The line from the wanted level upward; when the level is missing, from the next higher one."""
    for position, row in enumerate(line):
        if row.kind in wanted or _rank(row.kind) > _rank(wanted[0]):
            return line[position:]
    return line[-1:]


def _rank(kind: str) -> int:
    return RANK.index(OrganisationKind(kind)) if kind in RANK else RANK.index(OrganisationKind.GRASSROOTS_COMMITTEE)


def _missing(above: list[OrganisationRow], wanted: tuple[OrganisationKind, ...]) -> str:
    first = above[0]
    return f"{first.name}暂无在岗人员" if first.kind in wanted else "上一级组织空缺"


def _chosen(row: OrganisationRow, reason: str) -> Superior:
    return Superior(code=row.code, name=row.name, path=row.path, reason=reason)
