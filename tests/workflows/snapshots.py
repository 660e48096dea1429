"""Snapshots as the services publish them: a case at home, a placement at the host, contacts, a dispute."""

from datetime import date
from typing import Any
from uuid import UUID

from services.inflow.contract import DisputeStage, DisputeState, PlacementState, PlacementStatus
from services.outflow.contract import CaseState, CaseStatus, ContactState
from shared.business_clock import BusinessClock

CASE = UUID("01900000-0000-7000-8000-000000000001")
HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT = "32100300101", "321003001", "321003"
HOST_COMMITTEE, HOST_BRANCH = "341181001", "34118100101"
HOST_DEPARTMENT, HOST_PROVINCE = "341181", "340000"
DECLARED, LEFT, LATER = date(2026, 9, 1), date(2026, 9, 7), date(2026, 9, 21)
CLOCK = BusinessClock.real_time()


def case(**changed: Any) -> CaseState:
    """Declared and eligible, nothing done yet."""
    facts: dict[str, Any] = {
        "case_id": CASE, "version": 1, "clock": CLOCK, "number": "321003-2026-000012", "status": CaseStatus.ELIGIBLE,
        "briefed": False, "certificate": None, "certificate_id": None, "home_branch": HOME_BRANCH,
        "home_committee": HOME_COMMITTEE, "home_department": HOME_DEPARTMENT,
        "attempt": 1, "declared_on": DECLARED, "report_counts_from": None,
        "reported": False, "paper_notice_since": None, "query_since": None, "queries": 0,
        "refused_on": None, "may_object": False, "name_host_since": None, "coordination_since": None, "letters": (),
    }  # fmt: skip
    return CaseState.model_validate(facts | changed)


def away(status: CaseStatus, **changed: Any) -> CaseState:
    """Departed with his certificate."""
    left = {"briefed": True, "certificate": "ISSUED", "report_counts_from": LEFT}
    return case(status=status, **(left | changed))


def placement(status: PlacementStatus, **changed: Any) -> PlacementState:
    facts: dict[str, Any] = {
        "case_id": CASE, "attempt": 1, "version": 1, "clock": CLOCK, "status": status,
        "host_committee": HOST_COMMITTEE, "host_branch": None, "accept_from": LATER, "pauses": (),
        "look_since": None, "letters": (),
    }  # fmt: skip
    return PlacementState.model_validate(facts | changed)


def contact(*quarters: tuple[str, str], abroad: bool = False, **changed: Any) -> ContactState:
    states = [{"quarter": quarter, "status": status, "second_in_a_row": False} for quarter, status in quarters]
    facts: dict[str, Any] = {
        "case_id": CASE, "version": 1, "clock": CLOCK, "home_branch": HOME_BRANCH, "owed": True,
        "owed_from": date(2026, 7, 1), "abroad": abroad, "last_proof_on": LEFT, "at_risk": False,
        "at_risk_on": date(2027, 3, 8), "quarters": states,
    }  # fmt: skip
    return ContactState.model_validate(facts | changed)


def dispute(stage: DisputeStage, **changed: Any) -> DisputeState:
    facts: dict[str, Any] = {
        "case_id": CASE, "attempt": 1, "version": 1, "clock": CLOCK, "stage": stage,
        "host_department": HOST_DEPARTMENT, "host_province": HOST_PROVINCE, "stage_since": LATER,
    }  # fmt: skip
    return DisputeState.model_validate(facts | changed)
