"""The outflow notice and the choice of host (D-31, D-34, D-37)."""

from datetime import date
from uuid import UUID

from services.outflow.contract import CaseStatus, NameHost, SendPaperNotice, Standing
from services.outflow.operations.casework import not_later_than_today, note, take_up, write
from services.outflow.operations.declaration import apply_host
from services.outflow.snapshots import live_certificate, publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.letters.contract import NoticeWithdrawn, OutflowNotice, PersonInLetter
from shared.organisation_directory.queries import organisation, policy_for
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import cancel_task, close_task
from shared.terms import add_months


class NoPaperNoticeDue(Conflict):
    message = "该个案的流出通知已由平台送达，或纸质通知已寄出，不需再寄。"


class HostHasAccepted(Conflict):
    message = "流入地党组织已接收该党员；党员转往他处的，请办理“变更流入地”。"


def send_notice(act: Act, case: CaseRow) -> None:
    """Write the notice to the host as far as it is known; otherwise ask home for what is missing."""
    case.paper_notice_since = case.name_host_since = None
    if case.host_on_platform and case.host_committee is None:
        case.name_host_since = act.today
        return
    write(act, case, _notice(act, case))
    if case.host_committee is not None:
        # Partners see the case from the day they are told of it.
        case.host_path = organisation(act.session, case.host_committee).path
    if not case.host_on_platform:
        case.paper_notice_since = act.today


def _notice(act: Act, case: CaseRow) -> OutflowNotice:
    branch = organisation(act.session, case.home_branch)
    committee = organisation(act.session, case.home_committee or case.home_branch)
    certificate = live_certificate(case)
    member = case.member
    assert certificate is not None
    return OutflowNotice(
        person=PersonInLetter(
            name=member.name,
            sex=member.sex,
            id_number=act.seal.open(member.id_number_sealed),
            phone=act.seal.open(member.phone_sealed),
            standing=member.standing,
            joined_on=member.joined or None,
            probation_end=_probation_end(act, case),
        ),
        case_number=case.number,
        home_branch=branch.code,
        home_branch_name=branch.name,
        home_committee=committee.code,
        home_committee_name=committee.name,
        home_path=case.home_path,
        home_contact=branch.contact,
        home_phone=branch.phone,
        # None while another certificate holds the number that an old one came with.
        certificate_number=certificate.number or "",
        category=case.category or "",
        reason=case.reason,
        departed_on=case.departed_on or case.leaves_on,
        expected_return=case.expected_return,
        reported_on=case.reported_on,
    )


def _probation_end(act: Act, case: CaseRow) -> date | None:
    """As the file has it, so that the host can prepare its opinion; the request for it (W-06) brings the exact day."""
    member = case.member
    if member.standing != Standing.PROBATIONARY or len(member.joined) != len("2025-12-01"):
        return None
    months = policy_for(act.session, case.home_path, act.today).term("probation.length").amount
    return add_months(date.fromisoformat(member.joined), months)


def name_host(act: Act, case_id: UUID, body: NameHost) -> CaseRow:
    """Another host, as long as none has accepted: the old one is told, the new one gets the notice."""
    case, post = take_up(act, "name_host", case_id)
    if case.active_on is not None and case.relocating_since is None:
        raise HostHasAccepted()
    change_host(act, case, body.text, body.host_region, body.host_region_name, body.host_committee, body.host_name)
    note(act, "name_host", case, post, host=case.host_committee or case.host_region, attempt=case.attempt)
    publish(act, case)
    return case


def change_host(
    act: Act, case: CaseRow, text: str, region_code: str, region_name: str, committee: str | None, name: str
) -> None:
    """Withdraw the notice from the present host, clear what it said, and write to the new one."""
    if case.name_host_since is not None:
        occurrence = f"{case.attempt}.{case.name_host_since}"
        close_task(act, case.id, TaskKind.NAME_HOST, case.home_branch, verb="name_host", occurrence=occurrence)
    end_host_side_tasks(act, case, "name_host")
    if not _never_told_anybody(case):
        write(act, case, NoticeWithdrawn(text=text))
        case.attempt += 1
    apply_host(act, case, region_code, region_name, committee, name)
    case.status = _after_change(case)
    clear_host_words(case)
    send_notice(act, case)


def ask_host_anew(act: Act, case: CaseRow) -> None:
    """The same host once more, as a new attempt: it had not accepted him, or has released him."""
    if not _never_told_anybody(case):
        case.attempt += 1
    case.active_on = case.released_on = case.host_branch = None
    case.host_branch_name = case.host_contact = ""
    case.status = _after_change(case)
    if case.reported_on is None:
        case.report_counts_from = act.today
    clear_host_words(case)
    send_notice(act, case)


def _never_told_anybody(case: CaseRow) -> bool:
    return case.host_on_platform and case.host_committee is None


def _after_change(case: CaseRow) -> CaseStatus:
    if case.relocating_since is not None:
        return CaseStatus.RELOCATING
    if case.reported_on is not None:
        return CaseStatus.REPORTED
    overdue = (CaseStatus.REPORT_OVERDUE, CaseStatus.CONTACT_AT_RISK)
    return CaseStatus(case.status) if case.status in overdue else CaseStatus.DEPARTED


def clear_host_words(case: CaseRow) -> None:
    """What the former host asked or refused no longer stands."""
    case.query = case.query_since = None
    case.refused_on = case.refusal_reason = case.refusal_text = case.refusal_listed = None
    case.may_object = False
    case.coordination = case.coordination_since = None
    case.name_host_since = None


def end_host_side_tasks(act: Act, case: CaseRow, verb: str) -> None:
    """Take back what home owed because of the present host's words, or of his having none."""
    branch, attempt = case.home_branch, case.attempt
    committee, department = case.home_committee or branch, case.home_department or branch
    asked = (
        (TaskKind.ANSWER_QUERY, branch, case.query_since, case.queries),
        (TaskKind.CONSIDER_OBJECTION, committee, case.may_object, case.refused_on),
        (TaskKind.COORDINATE_JOINTLY, department, case.coordination_since, case.coordination_since),
        (TaskKind.NAME_HOST, branch, case.name_host_since, case.name_host_since),
    )
    for kind, holder, owed, which in asked:
        if owed:
            cancel_task(act, case.id, kind, holder, verb=verb, occurrence=f"{attempt}.{which}")
    if case.paper_notice_since is not None:
        cancel_task(act, case.id, TaskKind.SEND_PAPER_NOTICE, branch, verb=verb, occurrence=str(attempt))


def send_paper_notice(act: Act, case_id: UUID, body: SendPaperNotice) -> CaseRow:
    case, post = take_up(act, "send_paper_notice", case_id)
    if case.paper_notice_since is None:
        raise NoPaperNoticeDue()
    not_later_than_today(act, sent_on=body.sent_on)
    case.paper_notice_since = None
    occurrence = str(case.attempt)
    close_task(
        act, case.id, TaskKind.SEND_PAPER_NOTICE, case.home_branch, verb="send_paper_notice", occurrence=occurrence
    )
    note(act, "send_paper_notice", case, post, sent_on=body.sent_on.isoformat())
    publish(act, case)
    return case
