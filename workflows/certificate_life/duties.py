"""Who owes what about a booklet at home. Read it beside rulebook 5, W-02, and 5.1 (certificate lost, false entries)."""

from collections.abc import Iterator, Mapping
from datetime import date

from services.outflow.certificate_life.contract import ArrearsLevel, ReplacementStatus
from services.outflow.certificate_life.states import CertificateState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty, ServiceName


def owed(state: CertificateState) -> list[Duty]:
    return [
        *_lost(state),
        *_replacement(state),
        *_checks(state),
        *_arrears(state),
        *_returned(state),
        *_false_entries(state),
    ]


def openings(state: CertificateState) -> Mapping[str, date]:
    """The yearly check begins on its day (C-2), an alert when dues have not been entered for so many months."""
    day = state.next_check_on
    checks = {f"check/{day.year}": day} if day else {}
    return checks | {f"dues/{one.occurrence}": one.since for one in state.next_arrears}


def _lost(state: CertificateState) -> Iterator[Duty]:
    if state.loss_since:
        kind, since = TaskKind.CHECK_LOSS, state.loss_since
        yield _duty(state, kind, state.home_branch, Role.BRANCH_SECRETARY, since, str(state.losses))


def _replacement(state: CertificateState) -> Iterator[Duty]:
    """The branch owes the whole replacement; number and seal are steps of others on the way."""
    if state.replacement_since:
        since, occurrence = state.replacement_since, str(state.replaced + 1)
        yield _duty(state, TaskKind.REPLACE_CERTIFICATE, state.home_branch, Role.BRANCH_SECRETARY, since, occurrence)
    new = state.replacing
    if new is None:
        return
    if new.status is ReplacementStatus.REQUESTED:
        holder, role, kind = state.home_department, Role.DEPARTMENT_OFFICER, TaskKind.NUMBER_REPLACEMENT
        yield _duty(state, kind, holder, role, new.since, str(new.serial), service="registry")
    if new.status is ReplacementStatus.NUMBERED:
        holder, kind = state.home_committee, TaskKind.SEAL_REPLACEMENT
        yield _duty(state, kind, holder, Role.COMMITTEE_OFFICER, new.since, str(new.serial))


def _checks(state: CertificateState) -> Iterator[Duty]:
    for check in state.open_checks:
        kind, holder = TaskKind.CHECK_CERTIFICATE, state.home_branch
        yield _duty(state, kind, holder, Role.BRANCH_SECRETARY, check.since, str(check.year))


def _arrears(state: CertificateState) -> Iterator[Duty]:
    """`dues.alert` and `dues.alert.task`: the branch reminds, then looks into it; nothing follows by itself."""
    kinds = {ArrearsLevel.WARN: TaskKind.REMIND_OF_DUES, ArrearsLevel.CONSIDER: TaskKind.CONSIDER_ARREARS}
    for one in state.arrears:
        yield _duty(state, kinds[one.level], state.home_branch, Role.BRANCH_SECRETARY, one.since, one.occurrence)


def _returned(state: CertificateState) -> Iterator[Duty]:
    """INSPECTED: archived, or kept for the next departure."""
    if state.inspected_since:
        kind, since = TaskKind.PUT_AWAY_CERTIFICATE, state.inspected_since
        yield _duty(state, kind, state.home_branch, Role.BRANCH_SECRETARY, since, "")


def _false_entries(state: CertificateState) -> Iterator[Duty]:
    """5.1: the home committee holds the matter."""
    for finding in state.findings:
        kind, holder = TaskKind.SETTLE_FALSE_ENTRIES, state.home_committee
        yield _duty(state, kind, holder, Role.COMMITTEE_OFFICER, finding.since, str(finding.serial))


def _duty(
    state: CertificateState,
    kind: TaskKind,
    holder: str,
    role: Role,
    since: date,
    occurrence: str,
    service: ServiceName = "outflow",
) -> Duty:
    return Duty(
        kind=kind, case_id=state.case_id, occurrence=occurrence, service=service, holder=holder, role=role, since=since
    )
