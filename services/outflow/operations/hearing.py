"""What letters from the host mean for the case. The kernel applies each once and in order.

A letter of a former attempt, or one that the case has outrun, is kept in the history and changes nothing.
"""

from dataclasses import replace

from services.outflow.contract import CaseStatus
from services.outflow.domain.mobility import status_reported
from services.outflow.operations.arrival import (
    has_been_enrolled,
    has_been_refused,
    has_reported,
    is_awaiting_host,
)
from services.outflow.operations.casework import lock_case, note, write
from services.outflow.operations.claiming import is_claim, note_claim
from services.outflow.operations.ending import resume_case
from services.outflow.operations.notice import change_host, clear_host_words, end_host_side_tasks
from services.outflow.snapshots import publish, publish_contact
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import NotFound
from shared.letters.bodies_leaving import CaseSuspended
from shared.letters.contract import (
    AcceptanceOverdue,
    DisputeProgress,
    Enrolled,
    Letter,
    Looked,
    MemberReported,
    Query,
    Redirected,
    Refused,
)
from shared.letters.operations import NO_SUCH_CASE, LetterRefused
from shared.organisation_directory.queries import stands_for
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Actor, Post, Role


def apply_letter(act: Act, letter: Letter) -> None:
    """Raises LetterRefused when the sender is not the host of this case and attempt."""
    case = case_of(act, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    verb = f"letter_{letter.body.type.lower()}"
    if is_claim(act, case, letter):
        note_claim(act, case, letter)
        note(act, "host_claims", case, post, attempt=letter.attempt, sender=letter.sender)
        publish(act, case)
        return
    if letter.attempt == case.attempt:
        _is_there_all_the_same(act, case, letter)
    rests = _rests(case)
    heard = rests or is_awaiting_host(case) or isinstance(letter.body, Looked)
    if letter.attempt != case.attempt or not heard:
        note(act, verb, case, post, ignored=True, attempt=letter.attempt)
        return
    _hear(act, case, letter)
    if rests:
        _go_on_resting(act, case, asked_anew=case.attempt != letter.attempt)
    note(act, verb, case, post, sender=letter.sender)
    publish(act, case)
    publish_contact(act, case)


def _is_there_all_the_same(act: Act, case: CaseRow, letter: Letter) -> None:
    """Who stands at the host's counter is not lost, even when home has just confirmed that he is (5.1)."""
    if case.status != CaseStatus.LOST:
        return
    match letter.body:
        case MemberReported(reported_on=on) | Enrolled(enrolled_on=on):
            resume_case(act, case, on)
        case _:
            pass


def _rests(case: CaseRow) -> bool:
    """What the host does before it has heard of the suspension, and decides about a refusal while it lasts, holds; the
    case goes on from there once it is restored."""
    return case.status == CaseStatus.SUSPENDED and case.active_on is None


def _go_on_resting(act: Act, case: CaseRow, *, asked_anew: bool) -> None:
    """Another host that the letter has led to hears that he is suspended."""
    case.status = CaseStatus.SUSPENDED
    if asked_anew and case.suspended_on is not None:
        write(act, case, CaseSuspended(since=case.suspended_on, suspended=True))


def speaking_for_the_host(act: Act, sender: str) -> tuple[Act, Post]:
    """The history names the organisation that wrote, and so does the 409 of whoever comes later."""
    row = act.session.get(OrganisationRow, sender)
    name, path = (row.name, row.path) if row else (sender, sender)
    return replace(act, actor=Actor(act.actor.account, name, act.actor.posts)), Post(Role.SYSTEM, sender, path)


def case_of(act: Act, letter: Letter) -> CaseRow:
    try:
        case = lock_case(act, letter.case_id)
    except NotFound as error:
        raise LetterRefused(NO_SUCH_CASE) from error
    if letter.attempt > case.attempt:
        raise LetterRefused("来函所指接收次序不存在，已拒收。")
    if letter.attempt == case.attempt and not _is_our_host(act, case, letter.sender):
        raise LetterRefused("来函单位不是该个案的流入地党组织，已拒收。")
    return case


def _is_our_host(act: Act, case: CaseRow, sender: str) -> bool:
    return is_host_of(act, case.host_committee, sender)


def is_host_of(act: Act, committee: str | None, sender: str) -> bool:
    """The host committee itself, or an organisation above or below it (its branch, its department)."""
    if committee is None:
        return False
    if stands_for(act.session, sender, committee):
        return True
    row, host = act.session.get(OrganisationRow, sender), act.session.get(OrganisationRow, committee)
    below = row is not None and committee in row.path.split(".")
    return below or (host is not None and sender in host.path.split("."))


def _hear(act: Act, case: CaseRow, letter: Letter) -> None:
    match letter.body:
        case MemberReported(reported_on=on):
            if case.reported_on is None:
                has_reported(act, case, on)
        case Query(question=question):
            case.query, case.query_since = act.seal_text(question), act.today
            case.queries += 1
        case Enrolled() as enrolled:
            contact = f"{enrolled.contact} {enrolled.phone}".strip()
            has_been_enrolled(act, case, enrolled.enrolled_on, enrolled.host_branch, enrolled.host_branch_name, contact)
        case Refused() as refused:
            # The term to object counts from the day home hears of it, not from the host's resolution.
            has_been_refused(act, case, act.today, refused.reason, refused.text, refused.listed)
        case Redirected(to_committee=committee, text=text):
            _redirect(act, case, committee, text)
        case AcceptanceOverdue():
            _coordinate(act, case)
        case DisputeProgress() as progress:
            _dispute(act, case, progress)
        case _:
            pass


def _redirect(act: Act, case: CaseRow, committee: str, text: str) -> None:
    """G5: the host named the right committee; the notice goes there without anybody starting anew."""
    row = act.session.get(OrganisationRow, committee)
    region = row.region_code if row else case.host_region
    change_host(act, case, text, region, case.host_region_name, committee, "")


def _coordinate(act: Act, case: CaseRow) -> None:
    """A repeat of what is open already does not begin its term anew."""
    case.coordination = "JOINT"
    case.coordination_since = case.coordination_since or act.today


def _dispute(act: Act, case: CaseRow, progress: DisputeProgress) -> None:
    if progress.stage != "DECIDED":
        case.coordination = progress.stage
        if progress.stage == "JOINT":
            _coordinate(act, case)
        return
    end_host_side_tasks(act, case, "decide_dispute")
    if progress.outcome == "OVERRULED":
        clear_host_words(case)
        case.status = status_reported(case.relocating_since is not None)
    elif progress.outcome == "REDIRECTED" and progress.to_committee:
        _redirect(act, case, progress.to_committee, progress.text)
    elif progress.outcome == "UPHELD":
        case.coordination = case.coordination_since = None
        case.may_object = False
        case.name_host_since = act.today
    else:
        case.coordination = case.coordination_since = None
