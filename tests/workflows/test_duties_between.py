"""Who owes what between organisations: W-09, W-15, W-16, read beside the rulebook."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.registry.agreement.contract import AgreementState
from services.registry.agreement.contract import AgreementStatus as A
from services.registry.mobile_org.contract import MobileOrgState
from services.registry.mobile_org.contract import MobileOrgStatus as M
from services.registry.org_change.contract import ChangeStatus as C
from services.registry.org_change.contract import OrgChangeState
from shared.business_clock import SHANGHAI, BusinessClock
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from workflows.agreement import duties as agreement
from workflows.mobile_org import duties as mobile_org
from workflows.org_change import duties as org_change

NOW = datetime(2026, 9, 1, 10, tzinfo=SHANGHAI)
CLOCK = BusinessClock(origin_real=NOW, origin_business=NOW)
TODAY = NOW.date()
OURS, HOST, DEPARTMENT = "321003001", "341181001", "321003"


def an_agreement(status: A, **changed: Any) -> AgreementState:
    facts: dict[str, Any] = {
        "subject": uuid4(),
        "version": 1,
        "clock": CLOCK,
        "letters": (),
        "status": status,
        "party": OURS,
        "role": Role.COMMITTEE_OFFICER,
        "round": 2,
        "answer_since": None,
        "countersign_since": None,
        "begins_on": date(2026, 10, 1),
        "last_day": date(2029, 9, 30),
        "renewal_from": date(2029, 7, 2),
        "renewal_asked": False,
        "renewal_open": False,
        "open_periods": (),
        "next_period": None,
    }
    return AgreementState(**(facts | changed))


@pytest.mark.parametrize(
    ("state", "owed"),
    [
        (an_agreement(A.DRAFT), []),
        (an_agreement(A.OFFERED), []),
        (an_agreement(A.OFFERED, answer_since=TODAY), [(K.NEGOTIATE_AGREEMENT, "2")]),
        (an_agreement(A.COUNTERED, countersign_since=TODAY), [(K.NEGOTIATE_AGREEMENT, "2.sign")]),
        (an_agreement(A.SIGNED), []),
        (an_agreement(A.IN_FORCE), []),
        (an_agreement(A.IN_FORCE, open_periods=("2027H1",)), [(K.HOLD_CONSULTATION, "2027H1")]),
        (an_agreement(A.IN_FORCE, renewal_open=True), [(K.RENEW_AGREEMENT, "")]),
        (an_agreement(A.TERMINATED, open_periods=("2027H1",)), []),
    ],
)  # fmt: skip
def test_an_agreement_asks_its_own_party_for_what_is_its_turn(state: AgreementState, owed: list[Any]) -> None:
    asked = agreement.owed(state)
    assert [(duty.kind, duty.occurrence) for duty in asked] == owed
    assert {duty.holder for duty in asked} <= {OURS}


@pytest.mark.parametrize(
    ("state", "opens"),
    [
        (an_agreement(A.OFFERED), {}),
        (an_agreement(A.SIGNED), {"in_force": date(2026, 10, 1)}),
        (
            an_agreement(A.IN_FORCE, next_period="2027H1"),
            {"end": date(2029, 10, 1), "renewal": date(2029, 7, 2), "2027H1": date(2027, 1, 1)},
        ),
        (an_agreement(A.IN_FORCE, renewal_asked=True), {"end": date(2029, 10, 1)}),
        (an_agreement(A.EXPIRED), {}),
    ],
)
def test_an_agreements_steps_begin_on_their_days(state: AgreementState, opens: dict[str, date]) -> None:
    assert agreement.openings(state) == opens


@pytest.mark.parametrize(
    ("status", "leads", "owed"),
    [
        (M.PROPOSED, True, []),
        (M.PROPOSED, False, [(K.SUPPORT_MOBILE_ORG, HOST, Role.COMMITTEE_OFFICER)]),
        (M.HOST_CONSULTED, False, []),
        (M.HOST_CONSULTED, True, [(K.APPROVE_MOBILE_ORG, DEPARTMENT, Role.DEPARTMENT_OFFICER)]),
        (M.APPROVED, True, []),
        (M.ACTIVE, True, []),
        (M.DISSOLVED, True, []),
    ],
)
def test_the_host_committee_and_then_the_home_department_are_asked(status: M, leads: bool, owed: list[Any]) -> None:
    state = MobileOrgState(
        subject=uuid4(), version=1, clock=CLOCK, letters=(), status=status, leads=leads, own=OURS if leads else HOST,
        department=DEPARTMENT, proposed_on=TODAY, consulted_on=None,
    )  # fmt: skip
    assert [(duty.kind, duty.holder, duty.role) for duty in mobile_org.owed(state)] == owed


def a_change(status: C, **changed: Any) -> OrgChangeState:
    facts: dict[str, Any] = {
        "subject": uuid4(),
        "version": 1,
        "clock": CLOCK,
        "status": status,
        "decided_by": OURS,
        "role": Role.COMMITTEE_OFFICER,
        "decided_on": TODAY,
        "effective_on": date(2026, 10, 1),
        "effective_since": date(2026, 10, 1) if status in (C.EFFECTIVE, C.VERIFIED) else None,
        "moves_wanted": 0,
        "moves_done": 0,
        "main": {},
        "cases": {},
    }
    return OrgChangeState(**(facts | changed))


@pytest.mark.parametrize(
    ("state", "owed", "opens"),
    [
        (a_change(C.DECIDED), [K.MAP_ORG_CHANGE], {}),
        (a_change(C.MAPPED), [], {"effective": date(2026, 10, 1)}),
        (a_change(C.EFFECTIVE), [K.VERIFY_ORG_CHANGE], {"again-1": date(2026, 10, 2), "again-7": date(2026, 10, 8)}),
        (a_change(C.VERIFIED), [], {}),
        (a_change(C.CANCELLED), [], {}),
    ],
)
def test_a_change_is_mapped_takes_effect_on_its_day_and_is_verified(
    state: OrgChangeState, owed: list[K], opens: dict[str, date]
) -> None:
    assert [duty.kind for duty in org_change.owed(state)] == owed
    assert {duty.holder for duty in org_change.owed(state)} <= {OURS}
    assert org_change.openings(state) == opens


def test_everything_is_moved_once_for_each_time_that_it_is_wanted() -> None:
    assert not org_change.is_to_be_moved(a_change(C.MAPPED))
    assert org_change.is_to_be_moved(a_change(C.EFFECTIVE, moves_wanted=1))
    assert not org_change.is_to_be_moved(a_change(C.EFFECTIVE, moves_wanted=1, moves_done=1))
    assert org_change.is_to_be_moved(a_change(C.EFFECTIVE, moves_wanted=2, moves_done=1))
