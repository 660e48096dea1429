"""Who owes what at home in each state of W-01. Read it beside rulebook 5, W-01 and W-10."""

from collections.abc import Iterator, Mapping
from datetime import date

from services.outflow.contract import CLOSED, CaseState, CaseStatus, CertificateStatus, report_occurrence
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty, ServiceName

NOT_REPORTED = (
    CaseStatus.DEPARTED,
    CaseStatus.REPORT_OVERDUE,
    CaseStatus.CONTACT_AT_RISK,
    CaseStatus.RELOCATING,
)
AT_REST = frozenset({CaseStatus.SUSPENDED, CaseStatus.LOST})
"""W-04 to W-06 rest; what is owed is the business of the process that brought the case to rest."""


def owed(case: CaseState) -> list[Duty]:
    """All duties that stand in this state of the case."""
    if case.status is CaseStatus.ELIGIBLE:
        return list(_before_departure(case))
    if case.status in CLOSED | AT_REST:
        return []
    if case.status is CaseStatus.RETURNING:
        return [*_to_see_him_back(case), *_to_end_a_transfer(case)]
    away = [*_to_find_a_host(case), *_to_see_him_arrive(case), *_to_answer_the_host(case)]
    return [*away, *_to_settle_where_he_is(case), *_to_end_a_transfer(case)]


def openings(case: CaseState) -> Mapping[str, date]:
    """The request for a number goes to the department's registry at once; the department is asked after that."""
    if case.status is CaseStatus.ELIGIBLE and case.certificate is CertificateStatus.REQUESTED:
        return {f"number/{case.certificate_id}": case.declared_on}
    return {}


def _before_departure(case: CaseState) -> Iterator[Duty]:
    """Briefing (D-35) and the certificate's chain of acts (D-36, D-73), all within `certificate.issue`."""
    since = case.declared_on
    if not case.briefed:
        yield _duty(case, TaskKind.BRIEF_MEMBER, case.home_branch, Role.BRANCH_SECRETARY, since)
    match case.certificate:
        case None:
            yield _duty(case, TaskKind.REQUEST_CERTIFICATE, case.home_branch, Role.BRANCH_SECRETARY, since)
        case CertificateStatus.REQUESTED:
            holder, role = case.home_department, Role.DEPARTMENT_OFFICER
            yield _duty(case, TaskKind.NUMBER_CERTIFICATE, holder, role, since, service="registry")
        case CertificateStatus.NUMBERED:
            yield _duty(case, TaskKind.SEAL_CERTIFICATE, case.home_committee, Role.COMMITTEE_OFFICER, since)
        case CertificateStatus.SEALED:
            yield _duty(case, TaskKind.ISSUE_CERTIFICATE, case.home_branch, Role.BRANCH_SECRETARY, since)
        case _:
            return


def _to_find_a_host(case: CaseState) -> Iterator[Duty]:
    """A host must be named, or told on paper when its region is not on the platform (D-31)."""
    if case.name_host_since:
        since, occurrence = case.name_host_since, f"{case.attempt}.{case.name_host_since}"
        yield _duty(case, TaskKind.NAME_HOST, case.home_branch, Role.BRANCH_SECRETARY, since, occurrence)
    if case.paper_notice_since:
        since, occurrence = case.paper_notice_since, str(case.attempt)
        yield _duty(case, TaskKind.SEND_PAPER_NOTICE, case.home_branch, Role.BRANCH_SECRETARY, since, occurrence)


def _to_see_him_arrive(case: CaseState) -> Iterator[Duty]:
    """Urge him to report (D-37)."""
    if case.status in NOT_REPORTED and not case.reported and case.report_counts_from:
        since, occurrence = case.report_counts_from, report_occurrence(case.former_attempt)
        yield _duty(case, TaskKind.REPORT_AT_HOST, case.home_branch, Role.BRANCH_SECRETARY, since, occurrence)


def _to_answer_the_host(case: CaseState) -> Iterator[Duty]:
    """Queries (W-03), objections to a listed ground and joint coordination (W-10); the same host may refuse again."""
    if case.query_since:
        occurrence = f"{case.attempt}.{case.queries}"
        yield _duty(case, TaskKind.ANSWER_QUERY, case.home_branch, Role.BRANCH_SECRETARY, case.query_since, occurrence)
    if case.may_object and case.refused_on:
        holder, role = case.home_committee, Role.COMMITTEE_OFFICER
        occurrence = f"{case.attempt}.{case.refused_on}"
        yield _duty(case, TaskKind.CONSIDER_OBJECTION, holder, role, case.refused_on, occurrence)
    if case.coordination_since:
        holder, role = case.home_department, Role.DEPARTMENT_OFFICER
        occurrence = f"{case.attempt}.{case.coordination_since}"
        yield _duty(case, TaskKind.COORDINATE_JOINTLY, holder, role, case.coordination_since, occurrence)


def _to_settle_where_he_is(case: CaseState) -> Iterator[Duty]:
    """He moves on (`relocate.notice`); or two hosts claim him (5.1)."""
    secretary = Role.BRANCH_SECRETARY
    if case.moves_told_on:
        occurrence = f"{case.attempt}.{case.moves_told_on}"
        yield _duty(case, TaskKind.RELOCATE_MEMBER, case.home_branch, secretary, case.moves_told_on, occurrence)
    for claim in case.claims:
        yield _duty(case, TaskKind.SETTLE_HOST_CLAIM, case.home_branch, secretary, claim.since, str(claim.attempt))


def _to_see_him_back(case: CaseState) -> Iterator[Duty]:
    """He reports to his branch (`return.report`), which inspects certificate and papers (D-40, `return.inspect`)."""
    secretary = Role.BRANCH_SECRETARY
    if case.return_reported_on:
        yield _duty(case, TaskKind.INSPECT_RETURN, case.home_branch, secretary, case.return_reported_on)
    elif case.returns_on:
        since, occurrence = case.returns_on, case.return_occurrence
        yield _duty(case, TaskKind.REPORT_RETURN, case.home_branch, secretary, since, occurrence)


def _to_end_a_transfer(case: CaseState) -> Iterator[Duty]:
    """The affiliation is on its way: only its acceptance ends the case (条例 Art 25)."""
    if case.transfer_sent_on:
        since, occurrence = case.transfer_sent_on, str(case.transfer_sent_on)
        yield _duty(case, TaskKind.CONFIRM_TRANSFER, case.home_branch, Role.BRANCH_SECRETARY, since, occurrence)


def _duty(
    case: CaseState,
    kind: TaskKind,
    holder: str,
    role: Role,
    since: date,
    occurrence: str = "",
    service: ServiceName = "outflow",
) -> Duty:
    return Duty(
        kind=kind, case_id=case.case_id, occurrence=occurrence, service=service, holder=holder, role=role, since=since
    )
