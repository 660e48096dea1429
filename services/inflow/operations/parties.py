"""Whether a letter comes from the home side of this placement and is addressed to its host (R3, S1)."""

from sqlalchemy import select

from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.identifiers import is_within, province_of
from shared.letters.contract import Letter, OutflowNotice
from shared.letters.operations import LetterRefused
from shared.organisation_directory.queries import ancestors, region, stands_for, successor_of
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind

RECEIVING = frozenset(
    {OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP}
)


def committee_addressed(act: Act, letter: Letter) -> OrganisationRow:
    """The committee of ours to which a notice is addressed. Raises LetterRefused."""
    committee = act.session.get(OrganisationRow, successor_of(act.session, letter.recipient))
    if committee is None or committee.kind not in RECEIVING:
        raise LetterRefused("收函的党委不在本平台，已退回。")
    if province_of(committee.region_code) != letter.recipient_region:
        raise LetterRefused("收函党委与收函地区不符，已退回。")
    return committee


def check_home(act: Act, letter: Letter, notice: OutflowNotice) -> str:
    """The home branch's path, which decides who on the home side sees the placement. Raises LetterRefused."""
    if letter.sender not in (notice.home_branch, notice.home_committee):
        raise LetterRefused("流出通知不是由该党员的流出地党组织发出，已退回。")
    branch = act.session.get(OrganisationRow, successor_of(act.session, notice.home_branch))
    if branch is None:
        return _foreign_path(act, letter, notice)
    if province_of(branch.region_code) != letter.sender_region:
        raise LetterRefused()
    return branch.path


def _foreign_path(act: Act, letter: Letter, notice: OutflowNotice) -> str:
    """Another operator's tree is not in our directory: it may name only organisations that we do not know."""
    labels = notice.home_path.split(".")
    sender = region(act.session, letter.sender_region)
    known = act.session.scalars(select(OrganisationRow.code).where(OrganisationRow.code.in_(labels))).first()
    if sender is None or sender.ours or known is not None or labels[-1] != notice.home_branch:
        raise LetterRefused()
    return notice.home_path


def check_parties(act: Act, letter: Letter, row: PlacementRow) -> None:
    """Every later letter: from the home branch or those above it, to the host committee or below."""
    ours = act.session.get(OrganisationRow, letter.recipient)
    committee = act.session.get(OrganisationRow, row.host_committee)
    at_home = letter.sender_region == row.home_region and _is_in_line(act, letter.sender, row.home_path)
    if not at_home or ours is None or committee is None or not _is_ours(act, ours, committee):
        raise LetterRefused("来函的双方与该党员的接收不符，已退回。")


def _is_in_line(act: Act, code: str, path: str) -> bool:
    """One of the path's organisations, or one whose place one of them has taken meanwhile (W-16)."""
    labels = path.split(".")
    return code in labels or any(stands_for(act.session, code, label) for label in labels)


def _is_ours(act: Act, ours: OrganisationRow, committee: OrganisationRow) -> bool:
    if is_within(ours.path, committee.path):
        return True
    above = (row.code for row in ancestors(act.session, ours.path))
    return any(stands_for(act.session, code, committee.code) for code in above)
