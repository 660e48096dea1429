"""What the workflows follow: snapshots of a case, computed from its rows."""

from datetime import date, timedelta

from sqlalchemy import select

from services.outflow.contract import (
    CaseState,
    CaseStatus,
    CertificateStatus,
    ClaimState,
    ContactState,
    ContactStatus,
    QuarterState,
)
from services.outflow.domain.mobility import AWAY
from services.outflow.tables import CaseRow, CertificateRow, ContactQuarterRow, HostClaimRow
from shared.act import Act
from shared.letters.operations import undelivered
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.policy.spreading import spread_days
from shared.terms import add_months


def live_certificate(case: CaseRow) -> CertificateRow | None:
    """The newest one; read once for an act."""
    return case.certificates[-1] if case.certificates else None


def case_state(act: Act, case: CaseRow) -> CaseState:
    certificate = live_certificate(case)
    return CaseState(
        case_id=case.id,
        version=case.version,
        clock=act.clock,
        number=case.number,
        status=CaseStatus(case.status),
        briefed=case.briefed_on is not None,
        certificate=CertificateStatus(certificate.status) if certificate else None,
        certificate_id=certificate.id if certificate else None,
        home_branch=case.home_branch,
        home_committee=case.home_committee or case.home_branch,
        home_department=case.home_department or case.home_committee or case.home_branch,
        attempt=case.attempt,
        declared_on=case.declared_on,
        report_counts_from=case.report_counts_from,
        reported=case.reported_on is not None,
        paper_notice_since=case.paper_notice_since,
        query_since=case.query_since,
        queries=case.queries,
        refused_on=case.refused_on,
        may_object=case.may_object,
        name_host_since=case.name_host_since,
        coordination_since=case.coordination_since,
        letters=undelivered(act, case.id) if case.departed_on else (),
        former_attempt=case.former_attempt,
        moves_told_on=case.moves_told_on,
        returns_on=case.returns_on,
        return_occurrence=return_occurrence(case),
        return_reported_on=case.return_reported_on,
        transfer_sent_on=case.transfer_sent_on,
        claims=_open_claims(act, case) if case.attempt > 1 else (),
    )


def _open_claims(act: Act, case: CaseRow) -> tuple[ClaimState, ...]:
    query = select(HostClaimRow).where(HostClaimRow.case_id == case.id, HostClaimRow.settled_on.is_(None))
    rows = act.session.scalars(query.order_by(HostClaimRow.attempt))
    return tuple(ClaimState(attempt=row.attempt, since=row.claimed_on) for row in rows)


def return_occurrence(case: CaseRow) -> str:
    """Of REPORT_RETURN: a return that was called off may be announced again."""
    return f"{case.returns_called_off}" if case.returns_called_off else ""


def quarters_of(act: Act, case: CaseRow) -> list[ContactQuarterRow]:
    query = select(ContactQuarterRow).where(ContactQuarterRow.case_id == case.id).order_by(ContactQuarterRow.quarter)
    return list(act.session.scalars(query))


def contact_state(act: Act, case: CaseRow) -> ContactState | None:
    """None before the member has left."""
    if case.owed_from is None or case.last_proof_on is None:
        return None
    quarters = tuple(
        QuarterState(quarter=q.quarter, status=ContactStatus(q.status), second_in_a_row=q.second_in_a_row)
        for q in quarters_of(act, case)
    )
    return ContactState(
        case_id=case.id,
        version=case.contact_version,
        clock=act.clock,
        home_branch=case.home_branch,
        owed=CaseStatus(case.status) in AWAY,
        owed_from=case.owed_from,
        spread_days=spread_days(policy_for(act.session, case.home_path, act.today)),
        abroad=case.abroad,
        last_proof_on=case.last_proof_on,
        at_risk=case.at_risk_since is not None,
        at_risk_on=at_risk_on(act, case),
        quarters=quarters,
    )


def at_risk_on(act: Act, case: CaseRow) -> date:
    """Of a member who has left: the day after the term of 条例 Art 24 has run out."""
    assert case.last_proof_on is not None
    months = policy_for(act.session, case.home_path, act.today).term("lost.confirm").amount
    return add_months(case.last_proof_on, months) + timedelta(days=1)


def publish(act: Act, case: CaseRow) -> None:
    """Give W-01's workflow the newest snapshot, in the act's own transaction."""
    case.version += 1
    act.session.flush()
    follow(act.session, "MobilityCase", case_state(act, case))
    act.react(case)


def publish_contact(act: Act, case: CaseRow) -> None:
    """Give W-04's workflow the newest snapshot."""
    case.contact_version += 1
    act.session.flush()
    state = contact_state(act, case)
    if state is not None:
        follow(act.session, "QuarterlyContact", state)
