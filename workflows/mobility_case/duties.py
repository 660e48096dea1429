"""Who owes what at home in each state of W-01. Read it beside rulebook 5, W-01 and W-10."""

from collections.abc import Iterator
from datetime import date

from services.outflow.contract import CaseState, CaseStatus, CertificateStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty, ServiceName

NOT_REPORTED = (CaseStatus.DEPARTED, CaseStatus.REPORT_OVERDUE, CaseStatus.CONTACT_AT_RISK)


def owed(case: CaseState, *, number_requested: bool) -> list[Duty]:
    """All duties that stand in this state of the case."""
    if case.status is CaseStatus.ELIGIBLE:
        return list(_before_departure(case, number_requested))
    return [*_to_find_a_host(case), *_to_see_him_arrive(case), *_to_answer_the_host(case)]


def _before_departure(case: CaseState, number_requested: bool) -> Iterator[Duty]:
    """Briefing (D-35) and the certificate's chain of acts (D-36, D-73), all within `certificate.issue`."""
    since = case.declared_on
    if not case.briefed:
        yield _duty(case, TaskKind.BRIEF_MEMBER, case.home_branch, Role.BRANCH_SECRETARY, since)
    match case.certificate:
        case None:
            yield _duty(case, TaskKind.REQUEST_CERTIFICATE, case.home_branch, Role.BRANCH_SECRETARY, since)
        case CertificateStatus.REQUESTED if number_requested:
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
    """Urge him to report (D-37); search for him when all contact is lost (W-07 opens here)."""
    if case.status in NOT_REPORTED and not case.reported and case.report_counts_from:
        since = case.report_counts_from
        yield _duty(case, TaskKind.REPORT_AT_HOST, case.home_branch, Role.BRANCH_SECRETARY, since)
    if case.at_risk_since:
        since = case.at_risk_since
        yield _duty(
            case, TaskKind.SEARCH_MEMBER, case.home_branch, Role.BRANCH_SECRETARY, since, occurrence=since.isoformat()
        )


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
