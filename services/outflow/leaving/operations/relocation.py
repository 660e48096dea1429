"""The member moves to a third place: the next host is asked, the former one goes on until that one enrols him."""

from datetime import date
from uuid import UUID

from services.outflow.contract import CaseStatus
from services.outflow.leaving.contract import AnnounceMove, RecordHostRelease, RelocateMember
from services.outflow.leaving.operations.returning import begin_return
from services.outflow.leaving.operations.taking_up import not_before_departure, take_up
from services.outflow.operations.arrival import cancel_search, proof_of_contact
from services.outflow.operations.casework import not_later_than_today, note, write
from services.outflow.operations.declaration import apply_host
from services.outflow.operations.ending import take_back_tasks, tell_all
from services.outflow.operations.notice import clear_host_words, end_host_side_tasks, send_notice
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.letters.bodies_leaving import Relocation
from shared.organisation_directory.queries import organisation
from shared.policy.task_kinds import TaskKind


class NotYetAccepted(Conflict):
    message = "还没有流入地党组织接收该党员，请办理“改换流入地党组织”。"


class SameHost(Conflict):
    message = "填写的是现在的流入地党组织，不需变更。"


class HostWritesItself(Conflict):
    message = "该流入地党组织在平台上，由其自行写情况说明；请等待来函。"


def announce_move(act: Act, case_id: UUID, body: AnnounceMove) -> CaseRow:
    """On the member's word; the branch is asked to settle where he goes to (`relocate.notice`)."""
    case, post = take_up(act, "announce_move", case_id)
    not_before_departure(case, moves_on=body.moves_on)
    ask_to_relocate(act, case)
    proof_of_contact(case, act.today)
    note(act, "announce_move", case, post, moves_on=body.moves_on.isoformat(), words=body.text)
    tell_all(act, case)
    return case


def ask_to_relocate(act: Act, case: CaseRow) -> None:
    """Whoever told it: where he goes to has to be settled. A repeat does not begin the term anew."""
    case.moves_told_on = case.moves_told_on or act.today


def relocate_member(act: Act, case_id: UUID, body: RelocateMember) -> CaseRow:
    """RELOCATING, or RETURNING when the place is the home region itself. Raises NotYetAccepted, SameHost."""
    case, post = take_up(act, "relocate_member", case_id)
    if case.active_on is None or case.relocating_since is not None:
        raise NotYetAccepted()
    not_before_departure(case, moves_on=body.moves_on)
    _refuse_same_host(case, body)
    if body.told_by == "MEMBER":
        proof_of_contact(case, act.today)
    cancel_search(act, case, "relocate_member")
    _settle_move(act, case)
    if _is_at_home(act, case, body):
        begin_return(act, case, body.moves_on, body.text, announced=body.told_by == "MEMBER")
    else:
        move_on(act, case, body, body.moves_on)
    details = {"moves_on": body.moves_on.isoformat(), "told_by": body.told_by, "attempt": case.attempt}
    note(act, "relocate_member", case, post, host=case.host_committee or case.host_region, words=body.text, **details)
    tell_all(act, case)
    return case


def _settle_move(act: Act, case: CaseRow) -> None:
    case.moves_told_on = None
    take_back_tasks(act, case, "relocate_member", TaskKind.RELOCATE_MEMBER)


def _refuse_same_host(case: CaseRow, body: RelocateMember) -> None:
    if body.host_committee is not None and body.host_committee == case.host_committee:
        raise SameHost()


def _is_at_home(act: Act, case: CaseRow, body: RelocateMember) -> bool:
    if body.host_committee is not None and body.host_committee == case.home_committee:
        return True
    return body.host_region == organisation(act.session, case.home_branch).region_code


def move_on(act: Act, case: CaseRow, body: RelocateMember, moves_on: date) -> None:
    """The present host becomes the former one; the notice goes to the next, with the same certificate."""
    write(act, case, Relocation(moves_on=moves_on, text=body.text))
    end_host_side_tasks(act, case, "relocate_member")
    case.former_attempt, case.former_committee = case.attempt, case.host_committee
    case.former_region, case.former_branch = case.host_region, case.host_branch
    case.former_name = case.host_branch_name or case.host_name or case.host_region_name
    case.released_on = None
    case.status, case.relocating_since = CaseStatus.RELOCATING, min(moves_on, act.today)
    case.attempt += 1
    case.reported_on = case.active_on = None
    case.report_counts_from = max(moves_on, act.today)
    apply_host(act, case, body.host_region, body.host_region_name, body.host_committee, body.host_name)
    clear_host_words(case)
    send_notice(act, case)


def record_host_release(act: Act, case_id: UUID, body: RecordHostRelease) -> CaseRow:
    """What a host off the platform says of him; a former one has released him with it. Raises HostWritesItself."""
    case, post = take_up(act, "record_host_release", case_id)
    not_later_than_today(act, released_on=body.released_on)
    not_before_departure(case, released_on=body.released_on)
    if case.former_committee if case.relocating_since else case.host_committee:
        raise HostWritesItself()
    has_released(act, case, body.released_on, body.text)
    note(act, "record_host_release", case, post, released_on=body.released_on.isoformat())
    tell_all(act, case)
    return case


def has_released(act: Act, case: CaseRow, on: date, account: str) -> None:
    """The former host does not hold the duty any more: it is home's until the next one has enrolled him."""
    case.host_account = act.seal_text(account)
    if case.relocating_since is not None:
        case.released_on, case.former_branch = on, None
