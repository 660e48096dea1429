"""What a letter from home does here. One that no longer makes sense is noted in the history and changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from services.inflow.contract import DisputeOrigin, DisputeStage, PlacementStatus
from services.inflow.domain.dispute import is_open, may_object
from services.inflow.domain.placement import ASKED_HOME, pause_ends
from services.inflow.operations.acceptance import arrive, pass_verification, set_pauses
from services.inflow.operations.casework import put_down
from services.inflow.operations.disputes import end_dispute, open_dispute
from services.inflow.operations.parties import check_home, check_parties, committee_addressed
from services.inflow.operations.roster import strike_off
from services.inflow.sealed import keep_notice
from services.inflow.snapshots import dispute_of, pauses_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.business_clock import SHANGHAI
from shared.history import append
from shared.letters.contract import (
    Answer,
    CoordinationProposal,
    Letter,
    MemberReported,
    NoticeWithdrawn,
    Objection,
    OutflowNotice,
    PleaseLook,
)
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.organisation_directory.queries import ancestors, nearest, policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.posts import Actor, Post, Role

WITHDRAWN_TEXT = "流出地已撤回流出通知。"
NOT_LOOKED_FOR = frozenset({PlacementStatus.WITHDRAWN, PlacementStatus.REDIRECTED, PlacementStatus.RELEASED})


def apply_letter(act: Act, letter: Letter) -> None:
    """Called once for each letter, in the order of its stream. Raises LetterRefused."""
    row = placement_addressed(act, letter)
    if isinstance(letter.body, OutflowNotice) and row is None:
        receive_notice(act, letter, letter.body)
        return
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    _apply(speaking_for_home(act, row), letter, row)


def placement_addressed(act: Act, letter: Letter) -> PlacementRow | None:
    query = select(PlacementRow).where(PlacementRow.case_id == letter.case_id, PlacementRow.attempt == letter.attempt)
    return act.session.scalars(query.with_for_update()).one_or_none()


def speaking_for_home(act: Act, row: PlacementRow) -> Act:
    """The history names home as the one who wrote, and so does the 409 of whoever comes later."""
    return replace(act, actor=Actor(act.actor.account, row.home_committee_name, act.actor.posts))


def _apply(act: Act, letter: Letter, row: PlacementRow) -> None:
    verb, post = f"letter_{letter.body.type.lower()}", Post(Role.SYSTEM, letter.sender, row.home_path)
    meaning = MEANINGS.get(type(letter.body))
    if meaning is not None and meaning(act, row, letter):
        put_down(act, row, verb, post)
    else:
        append(act, verb, row.case_id, row.status, post=post, attempt=row.attempt, ignored=True)


def day_of(letter: Letter) -> date:
    return letter.as_of.astimezone(SHANGHAI).date()


def receive_notice(act: Act, letter: Letter, notice: OutflowNotice) -> None:
    """D-31: a placement begins; one who had reported at an earlier host (redirect) need not report again."""
    committee = committee_addressed(act, letter)
    above = departments_above(act, committee)
    row = PlacementRow(
        case_id=letter.case_id,
        attempt=letter.attempt,
        case_number=notice.case_number,
        version=0,
        status=PlacementStatus.RECEIVED if notice.reported_on else PlacementStatus.EXPECTED,
        certificate_number=notice.certificate_number,
        policy=policy_for(act.session, committee.path, day_of(letter)).reference,
        home_region=letter.sender_region,
        home_branch=notice.home_branch,
        home_committee=notice.home_committee,
        home_committee_name=notice.home_committee_name,
        home_path=check_home(act, letter, notice),
        host_committee=committee.code,
        host_department=above.department,
        host_province=above.province,
        host_path=committee.path,
        notified_on=day_of(letter),
        reported_on=notice.reported_on,
        accept_from=day_of(letter) if notice.reported_on else None,
        round=1,
        pauses=[],
        looks=0,
        acceptance_overdue=False,
    )
    keep_notice(act, row, notice)
    act.session.add(row)
    act.session.flush()
    post = Post(Role.SYSTEM, letter.sender, row.home_path)
    put_down(speaking_for_home(act, row), row, "letter_outflow_notice", post)


@dataclass(frozen=True)
class Above:
    department: str
    province: str


def departments_above(act: Act, committee: OrganisationRow) -> Above:
    """Who reviews and who coordinates; a missing level falls to the next one above."""
    line = [row.code for row in ancestors(act.session, committee.path) if OrganisationKind(row.kind).is_department]
    county = nearest(act.session, committee.path, OrganisationKind.COUNTY_DEPARTMENT)
    province = nearest(act.session, committee.path, OrganisationKind.PROVINCIAL_DEPARTMENT)
    nearest_one, highest = (line[0], line[-1]) if line else (committee.code, committee.code)
    return Above(county.code if county else nearest_one, province.code if province else highest)


def _member_reported(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, MemberReported)
    if row.status != PlacementStatus.EXPECTED:
        return False
    arrive(row, letter.body.reported_on)
    return True


def _answer(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, Answer)
    if row.status not in ASKED_HOME or row.answer is not None:
        return False
    row.answer, row.denied = act.seal_text(letter.body.text), not letter.body.confirmed
    if letter.body.confirmed:
        pass_verification(act, row)
    else:
        row.status = PlacementStatus.SUSPECT
        set_pauses(row, pause_ends(pauses_of(row), act.today))
    return True


def _objection(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, Objection)
    dispute = dispute_of(act, row)
    reviewed = dispute is not None and (is_open(DisputeStage(dispute.stage)) or dispute.outcome == "UPHELD")
    if not may_object(PlacementStatus(row.status), listed=row.refusal_listed, disputed=reviewed):
        return False
    open_dispute(act, row, DisputeOrigin.OBJECTION, DisputeStage.REVIEW, letter.body.text)
    return True


def _coordination_proposal(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, CoordinationProposal)
    dispute = dispute_of(act, row)
    if dispute is None or not is_open(DisputeStage(dispute.stage)):
        return False
    dispute.version = row.version + 1
    proposal = f"{PROPOSED.get(letter.body.outcome, letter.body.outcome)}：{letter.body.text}"
    dispute.proposal = act.seal_text(proposal)
    return True


PROPOSED = {"UPHELD": "建议维持拒收", "OVERRULED": "建议责令接收", "REDIRECTED": "建议转由其他党委接收"}


def _notice_withdrawn(act: Act, row: PlacementRow, _: Letter) -> bool:
    """Home's word ends the placement in whatever state it is."""
    if row.status in (PlacementStatus.WITHDRAWN, PlacementStatus.RELEASED):
        return False
    withdraw(act, row)
    return True


def withdraw(act: Act, row: PlacementRow) -> None:
    row.status = PlacementStatus.WITHDRAWN
    row.look_asked = row.look_since = None
    set_pauses(row, pause_ends(pauses_of(row), act.today))
    strike_off(act, row)
    dispute = dispute_of(act, row)
    if dispute is not None and is_open(DisputeStage(dispute.stage)):
        end_dispute(act, row, dispute, WITHDRAWN_TEXT)


def _please_look(act: Act, row: PlacementRow, letter: Letter) -> bool:
    assert isinstance(letter.body, PleaseLook)
    if row.status in NOT_LOOKED_FOR or row.look_since is not None:
        return False
    row.look_asked, row.look_since = letter.body.reason, act.today
    row.looks += 1
    return True


Meaning = Callable[[Act, PlacementRow, Letter], bool]
MEANINGS: dict[type, Meaning] = {
    MemberReported: _member_reported,
    Answer: _answer,
    Objection: _objection,
    CoordinationProposal: _coordination_proposal,
    NoticeWithdrawn: _notice_withdrawn,
    PleaseLook: _please_look,
}
